"""Overlaps with the names and links that pages and files show of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stratcom.events.reference import Named, reference
from stratcom.matrix.enums import Axis
from stratcom.matrix.headings import Heading, headings
from stratcom.matrix.overlaps import Overlap, Shared
from stratcom.matrix.question import Question, Side


@dataclass(frozen=True)
class Thing:
    """What both do, how often, and the filters that find just these events."""

    name: str
    query: str
    shared: Shared


@dataclass(frozen=True)
class Pair:
    """Two organisations in one municipality, in words."""

    first: Heading
    second: Heading
    municipality: Named
    things: Sequence[Thing]
    overlap: Overlap


def pairs(
    question: Question, overlaps: Iterable[Overlap], lineage: Mapping[int, int]
) -> list[Pair]:
    """The overlaps in words; the events of each thing are those that it counts."""
    wanted = list(overlaps)
    role = question.rows.role
    ids = {one for overlap in wanted for one in (overlap.first_id, overlap.second_id)}
    bodies = headings(Side(Axis.ORGANISATION, role), ids, lineage)
    known = reference()
    found = []
    for overlap in wanted:
        if overlap.first_id not in bodies or overlap.second_id not in bodies:
            continue
        first, second = bodies[overlap.first_id], bodies[overlap.second_id]
        place = known.municipalities[overlap.municipality_id]
        both = {role: [*(first.filters or {})[role], *(second.filters or {})[role]]}
        both["municipality"] = [place.code]
        things = []
        for shared in overlap.shared:
            terms = [known.terms[one] for one in shared.terms]
            about = {one.kind: [one.code] for one in terms}
            name = " · ".join(one.name for one in terms)
            things.append(Thing(name, question.events_query(both, about), shared))
        found.append(Pair(first, second, place, things, overlap))
    return found
