"""The wording check of a text: what was found in its parts, and what people decided about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.db import db
from stratcom.drafting.enums import PartKind
from stratcom.drafting.models import Draft, DraftVersion, WordingDecision
from stratcom.drafting.parts import Part, Parts, fingerprint
from stratcom.wording.checking import Rules, rules_now
from stratcom.wording.matching import Hit

# What not to say is quoted there.
UNCHECKED = frozenset({PartKind.AVOID})
MOST_KEPT = 200


@dataclass(frozen=True)
class Place:
    """A wording found in one language of a part; `number` counts them through the whole text."""

    number: int
    part: Part
    language: str
    hit: Hit

    @property
    def context(self) -> str:
        """The mark of rule and sentence, by which a decision is known in later versions."""
        return fingerprint(f"{self.hit.rule.ref} {self.hit.sentence}")


@dataclass(frozen=True)
class Finding:
    """A place with the decision to leave it as it is, if there is one."""

    place: Place
    decision: WordingDecision | None


_kept: dict[tuple[object, ...], list[Place]] = {}


def places(parts: Parts, rules: Rules | None = None) -> list[Place]:
    """Every wording that the check advises against, in the order of the text."""
    matcher = (rules or rules_now()).matcher
    met = (
        (part, language, hit)
        for part in parts
        if part.kind not in UNCHECKED
        for language, text in part.texts.items()
        for hit in matcher.find(text, language)
    )
    return [Place(number, *one) for number, one in enumerate(met, 1)]


def places_of(version: DraftVersion) -> list[Place]:
    """The same for a version with its content, worked out once while the rules stay as they are."""
    rules = rules_now()
    key = (version.id, version.at, rules.stamp)
    if key not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = places(version.parts, rules)
    return _kept[key]


def decisions(draft: Draft) -> dict[str, WordingDecision]:
    """What was decided about the text's wordings, by context."""
    chosen = (
        sa.select(WordingDecision)
        .where(WordingDecision.draft_id == draft.id)
        .options(joinedload(WordingDecision.by))
    )
    return {one.context: one for one in db.session.scalars(chosen)}


def findings(draft: Draft, found: Sequence[Place]) -> list[Finding]:
    """The places, each with what was decided about it."""
    decided = decisions(draft) if found else {}
    return [Finding(one, decided.get(one.context)) for one in found]


def undecided(draft: Draft, parts: Parts) -> list[Finding]:
    """What the check found in these parts and nobody has decided to leave as it is."""
    return open_ones(findings(draft, places(parts)))


def alike(place: Place, found: Iterable[Finding]) -> list[Place]:
    """The undecided places of the same rule in which the check is certain of the words."""
    return [
        one.place
        for one in open_ones(found)
        if one.place.hit.rule.ref == place.hit.rule.ref
        and one.place.hit.certain
        and one.place.hit.suggestion
        and one.place.hit.replaceable
    ]


def open_ones(found: Iterable[Finding]) -> list[Finding]:
    """Those that wait for a decision."""
    return [one for one in found if one.decision is None]
