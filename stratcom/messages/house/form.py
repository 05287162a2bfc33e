"""A message house as rows of a form: laid out, moved about, read and checked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.drafting.enums import MARKDOWN_PARTS, PartKind
from stratcom.drafting.fields import (
    Typed,
    blank_uid,
    field_name,
    read_parts,
    spoken,
    texts_of,
)
from stratcom.drafting.parts import Part, Parts, fingerprint, first_text, new_part_uid
from stratcom.drafting.services.versions import LEAD_LENGTH, TITLE_LENGTH
from stratcom.events.reference import reference
from stratcom.messages.enums import CHANNEL_LABELS, Channel
from stratcom.messages.house.reading import (
    AUDIENCE,
    CHANNEL,
    DAY,
    LANGUAGE,
    SOURCE,
    UNTIL,
    URL,
    Pair,
    read_house,
)
from stratcom.moments import read_day
from stratcom.vocabularies.enums import TermKind

FACTS = {
    PartKind.PROOF: (SOURCE, DAY, URL, UNTIL),
    PartKind.VARIANT: (AUDIENCE, CHANNEL, LANGUAGE),
}
# A variant refers to this fact for the umbrella message that it was written from.
OF = "of"
LONGEST = {PartKind.TITLE: TITLE_LENGTH, PartKind.UMBRELLA: LEAD_LENGTH}
LONGEST_TEXT, LONGEST_LINE = 200_000, 2_000
LONGEST_FACT = {SOURCE: 300, URL: 1_000, DAY: 40, UNTIL: 40}
# So many rows of a kind nobody can mean.
MOST = {
    PartKind.PILLAR: 12,
    PartKind.PROOF: 150,
    PartKind.QUESTION: 100,
    PartKind.AVOID: 100,
    PartKind.VARIANT: 60,
}
TOO_MANY = {
    PartKind.PILLAR: _l("There may be at most 12 pillars."),
    PartKind.PROOF: _l("There may be at most 150 proof points."),
    PartKind.QUESTION: _l("There may be at most 100 questions."),
    PartKind.AVOID: _l("There may be at most 100 of these."),
    PartKind.VARIANT: _l("There may be at most 60 versions."),
}
FEW_PILLARS, MANY_PILLARS = 3, 5
# Parts that go with another: each question has its answer.
SECOND = {PartKind.QUESTION: PartKind.ANSWER, PartKind.AVOID: PartKind.SAY}
STAYING = frozenset({PartKind.TITLE, PartKind.UMBRELLA})
Errors = dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """What the form holds: rows in order, those ticked to go, translations said to hold."""

    parts: list[Part]
    gone: frozenset[str] = frozenset()
    sure: frozenset[str] = frozenset()


def in_order(parts: Parts) -> list[Part]:
    """The parts as the form shows them from top to bottom; what fits nowhere comes last."""
    return [*_shown(parts), *unplaced(parts)]


def unplaced(parts: Parts) -> list[Part]:
    """Parts that the form has no place for."""
    uids = {one.uid for one in _shown(parts)}
    return [one for one in parts if one.uid not in uids]


def _shown(parts: Parts) -> list[Part]:
    house = read_house(parts)
    heads = [one for one in (house.title, house.umbrella) if one is not None]
    for pillar in house.pillars:
        heads += [pillar.part, *pillar.bodies, *(one.part for one in pillar.proofs)]
    heads += [one.part for one in house.proofs]
    heads += house.bodies
    for pair in (*house.questions, *house.instead):
        heads += _both(pair)
    return [*heads, *house.variants]


def _both(pair: Pair) -> list[Part]:
    return [one for one in (pair.first, pair.second) if one is not None]


def with_blanks(parts: Parts) -> list[Part]:
    """The parts with an empty one wherever the form always has a field."""
    held = {(one.kind, one.parent) for one in parts}
    wanted = [(PartKind.TITLE, ""), (PartKind.UMBRELLA, ""), (PartKind.BODY, "")]
    for one in parts:
        if one.kind is PartKind.PILLAR:
            wanted.append((PartKind.BODY, one.uid))
        elif one.kind in SECOND:
            wanted.append((SECOND[one.kind], one.uid))
    blanks = [
        Part(blank_uid(kind, parent), kind, parent=parent)
        for kind, parent in wanted
        if (kind, parent) not in held
    ]
    return in_order([*parts, *blanks])


def with_row(parts: Parts, kind: PartKind, parent: str = "") -> list[Part]:
    """The parts with one more empty row of a kind."""
    return with_blanks([*parts, new_row(kind, parent)])


def new_row(kind: PartKind, parent: str = "") -> Part:
    """An empty part; a version is in Georgian until told otherwise."""
    facts = {LANGUAGE: "ka"} if kind is PartKind.VARIANT else {}
    return Part(new_part_uid(), kind, parent=parent, facts=facts)


def moved(parts: Parts, uid: str, step: int) -> list[Part]:
    """The parts with one a place up (-1) or down (1) among its like."""
    found = next((one for one in parts if one.uid == uid), None)
    if found is None:
        return list(parts)
    like = [
        i for i, one in enumerate(parts) if (one.kind, one.parent) == (found.kind, found.parent)
    ]
    here = next(i for i, place in enumerate(like) if parts[place] is found)
    there = here + step
    made = list(parts)
    if 0 <= there < len(like):
        a, b = like[here], like[there]
        made[a], made[b] = made[b], made[a]
    return in_order(made)


def read_sheet(
    rows: Sequence[str],
    typed: Typed,
    *,
    known: Parts,
    gone: Iterable[str] = (),
    sure: Iterable[str] = (),
) -> Sheet:
    """What was typed, with the parts of the version it was made from standing behind it."""
    parts = [_tidy(one) for one in read_parts(rows, typed, known=known, facts=FACTS)]
    return Sheet(in_order(parts), frozenset(gone), frozenset(sure))


def _tidy(part: Part) -> Part:
    days = {name: read_day(part.facts.get(name, "")) for name in (DAY, UNTIL)}
    known = {name: day.isoformat() for name, day in days.items() if day is not None}
    return replace(part, facts={**part.facts, **known}) if known else part


def house_of(sheet: Sheet, known: Parts, source: str) -> list[Part]:
    """The parts to be saved: without what was ticked to go and rows that nobody filled."""
    base = {one.uid: one for one in known}
    going = _with_children(sheet.parts, sheet.gone)
    left = [one for one in sheet.parts if one.uid not in going]
    parents = {one.parent for one in left if not _bare(one)}
    kept = [one for one in left if _stays(one, base.get(one.uid), parents)]
    marked = [_noted(one, base.get(one.uid), kept, sheet.sure, source) for one in kept]
    return _as_before(marked, known)


def _with_children(parts: Parts, gone: Iterable[str]) -> set[str]:
    going = set(gone)
    going |= {one.uid for one in parts if one.parent in going}
    return going


def _bare(part: Part) -> bool:
    """Nothing was written; that a version is in Georgian says nothing yet."""
    said = set(part.facts) - {LANGUAGE, OF}
    return not said and not any(texts_of(part).values())


def _stays(part: Part, before: Part | None, parents: set[str]) -> bool:
    if not _bare(part) or part.uid in parents:
        return True
    return before is not None and (part.kind in STAYING or _bare(before))


def _noted(
    part: Part, before: Part | None, parts: Parts, sure: frozenset[str], source: str
) -> Part:
    """A version notes the umbrella message it was written from."""
    if part.kind is not PartKind.VARIANT:
        return part
    unchanged = before is not None and texts_of(before) == texts_of(part)
    if unchanged and part.uid not in sure:
        return part
    present = fingerprint(first_text(parts, PartKind.UMBRELLA, source))
    return replace(part, facts={**part.facts, OF: present})


def _as_before(parts: list[Part], known: Parts) -> list[Part]:
    """In the order of the version before, where that shows the same from top to bottom."""
    made = {one.uid: one for one in parts}
    if [one.uid for one in in_order(known)] != list(made):
        return parts
    return [made[one.uid] for one in known]


def complaints(sheet: Sheet, source: str) -> Errors:
    """What must be put right before the house can be saved, by field."""
    going = _with_children(sheet.parts, sheet.gone)
    parts = [one for one in sheet.parts if one.uid not in going]
    errors: Errors = {}
    for kind, most in MOST.items():
        if sum(one.kind is kind for one in parts) > most:
            errors[f"add-{kind}"] = str(TOO_MANY[kind])
    for one in parts:
        errors |= {field_name(one.uid, name): said for name, said in _faults(one)}
    title = next((one for one in parts if one.kind is PartKind.TITLE), None)
    if title is None or not title.text(source):
        uid = title.uid if title else blank_uid(PartKind.TITLE, "")
        errors[field_name(uid, source)] = _("The title is needed.")
    return errors


def _faults(part: Part) -> Iterable[tuple[str, str]]:
    most = LONGEST.get(part.kind, LONGEST_TEXT if part.kind in MARKDOWN_PARTS else LONGEST_LINE)
    for name, text in texts_of(part).items():
        if len(text) > most:
            yield name, _("This is too long: at most %(count)s characters.", count=most)
    for name, longest in LONGEST_FACT.items():
        if len(part.facts.get(name, "")) > longest:
            yield name, _("This is too long: at most %(count)s characters.", count=longest)
    if part.kind is PartKind.PROOF:
        yield from _faults_of_proof(part.facts)
    if part.kind is PartKind.VARIANT:
        yield from _faults_of_variant(part)


def _faults_of_proof(facts: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    days = {name: read_day(facts.get(name, "")) for name in (DAY, UNTIL)}
    for name, day in days.items():
        if facts.get(name) and day is None:
            yield name, _("Give the day as 23.11.2026.")
    day, until = days[DAY], days[UNTIL]
    if day and until and until < day:
        yield UNTIL, _("This is before the day of the fact.")
    if facts.get(URL) and not is_link(facts[URL]):
        yield URL, _("A link begins with http:// or https://.")


def _faults_of_variant(part: Part) -> Iterable[tuple[str, str]]:
    terms = reference().term_ids
    unknown = _("There is no such choice.")
    audience, channel = part.facts.get(AUDIENCE), part.facts.get(CHANNEL)
    if audience and (TermKind.AUDIENCE, audience) not in terms:
        yield AUDIENCE, unknown
    if channel and channel not in set(Channel):
        yield CHANNEL, unknown
    if (TermKind.LANGUAGE, spoken(part)) not in terms:
        yield LANGUAGE, unknown


def is_link(text: str) -> bool:
    """True for an address on the web."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and " " not in text


def pillars_hint(parts: Parts) -> str:
    """A word when a house has fewer or more pillars than carry well; never a refusal."""
    count = sum(one.kind is PartKind.PILLAR for one in parts)
    if FEW_PILLARS <= count <= MANY_PILLARS:
        return ""
    return _("Three to five pillars carry a message best; here are %(count)s.", count=count)


def choices_of_variant(part: Part) -> dict[str, list[tuple[str, Any]]]:
    """What may be chosen for a version, with what it has now."""
    known = reference()
    held = frozenset(part.facts.values())
    return {
        AUDIENCE: [(one.code, one.name) for one in known.offered(TermKind.AUDIENCE, held)],
        CHANNEL: [(str(one), label) for one, label in CHANNEL_LABELS.items()],
        LANGUAGE: [(one.code, one.name) for one in known.offered(TermKind.LANGUAGE, held)],
    }
