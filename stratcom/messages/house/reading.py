"""A message house read from the parts of a text, and the state of its facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stratcom.drafting.enums import PartKind
from stratcom.drafting.parts import Part, Parts, children

# What a proof point says beside its text; `until` and `day` are ISO days.
SOURCE, DAY, URL, UNTIL = "source", "day", "url", "until"
# What a version says: codes of vocabulary terms, a Channel, the code of a language.
AUDIENCE, CHANNEL, LANGUAGE = "audience", "channel", "language"


@dataclass(frozen=True)
class Proof:
    """A figure or fact with where it comes from."""

    part: Part

    @property
    def source(self) -> str:
        """Who says so."""
        return self.part.facts.get(SOURCE, "")

    @property
    def url(self) -> str:
        """Where it can be read: an address of the web, whatever else was written there."""
        address = self.part.facts.get(URL, "")
        return address if address.startswith(("https://", "http://")) else ""

    @property
    def day(self) -> date | None:
        """The day it is from."""
        return _day(self.part.facts.get(DAY, ""))

    @property
    def until(self) -> date | None:
        """The last day on which it may be said."""
        return _day(self.part.facts.get(UNTIL, ""))

    @property
    def unsourced(self) -> bool:
        """True when nobody can look it up."""
        return not (self.source or self.url)

    def expired(self, on: date) -> bool:
        """True when it may no longer be said on that day."""
        return self.until is not None and self.until < on


@dataclass(frozen=True)
class Pillar:
    """One of the three to five thoughts that carry the umbrella message."""

    part: Part
    bodies: list[Part]
    proofs: list[Proof]


@dataclass(frozen=True)
class Pair:
    """A question with its answer, or words to avoid with what to say."""

    first: Part
    second: Part | None


@dataclass(frozen=True)
class House:
    """The whole message: what stands on the roof, the pillars, the ground and the walls."""

    title: Part | None
    umbrella: Part | None
    bodies: list[Part]
    pillars: list[Pillar]
    proofs: list[Proof]  # those that belong to no pillar
    questions: list[Pair]
    instead: list[Pair]
    variants: list[Part]

    def all_proofs(self) -> list[Proof]:
        """Every fact of the house."""
        return [*self.proofs, *(one for pillar in self.pillars for one in pillar.proofs)]


def read_house(parts: Parts) -> House:
    """Put the parts of a text into their places."""
    pillars = [one for one in parts if one.kind is PartKind.PILLAR]
    known = {one.uid for one in pillars}
    loose = [one for one in parts if one.parent not in known]
    return House(
        title=_first(parts, PartKind.TITLE),
        umbrella=_first(parts, PartKind.UMBRELLA),
        bodies=[one for one in loose if one.kind is PartKind.BODY],
        pillars=[
            Pillar(
                one,
                children(parts, one.uid, PartKind.BODY),
                [Proof(proof) for proof in children(parts, one.uid, PartKind.PROOF)],
            )
            for one in pillars
        ],
        proofs=[Proof(one) for one in loose if one.kind is PartKind.PROOF],
        questions=_pairs(parts, PartKind.QUESTION, PartKind.ANSWER),
        instead=_pairs(parts, PartKind.AVOID, PartKind.SAY),
        variants=[one for one in parts if one.kind is PartKind.VARIANT],
    )


def next_expiry(proofs: Iterable[Proof]) -> date | None:
    """The first day on which one of the facts ends its validity."""
    return min((one.until for one in proofs if one.until), default=None)


def _first(parts: Parts, kind: PartKind) -> Part | None:
    return next((one for one in parts if one.kind is kind), None)


def _pairs(parts: Parts, first: PartKind, second: PartKind) -> list[Pair]:
    return [
        Pair(one, next(iter(children(parts, one.uid, second)), None))
        for one in parts
        if one.kind is first
    ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
