"""Organisations that do the same in the same place: pairs of them, and how near in time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations

from stratcom.events.enums import DatePrecision
from stratcom.matrix import queries
from stratcom.matrix.enums import Axis
from stratcom.matrix.queries import Reading
from stratcom.matrix.question import Side

NEAR = 14  # days
LONGEST = timedelta(days=366)
Days = tuple[int, int]


@dataclass(frozen=True)
class Shared:
    """One thing that both do: its terms, and how many events of each, and of both together."""

    terms: tuple[int, ...]
    first: int
    second: int
    together: int

    @property
    def events(self) -> int:
        """All events of the two."""
        return self.first + self.second + self.together


@dataclass
class Overlap:
    """Two organisations in one municipality."""

    first_id: int
    second_id: int
    municipality_id: int
    shared: list[Shared] = field(default_factory=list)
    event_ids: set[int] = field(default_factory=set)
    # Days between the two nearest events; None when no exact dates are known.
    apart: int | None = None

    @property
    def near(self) -> bool:
        """True when they come within a fortnight of each other."""
        return self.apart is not None and self.apart <= NEAR


@dataclass(frozen=True)
class Occasions:
    """Which events each organisation has for each thing in each municipality, and when."""

    of: Mapping[tuple[int, ...], Mapping[int, set[int]]]
    # First and last day of events with an exact date.
    days: Mapping[int, Days]


def within_a_year(first: date, last: date) -> tuple[date, date]:
    """The last year of a longer period: what lies further apart is no overlap."""
    return max(first, last - LONGEST), last


def find_overlaps(
    reading: Reading, about: Sequence[Axis], *, together_too: bool = False
) -> list[Overlap]:
    """Pairs that share a municipality and all of `about`, those that overlap most first.

    Events that two hold together are no overlap, unless `together_too` says so.
    """
    occasions = _occasions(reading, about)
    found: dict[tuple[int, int, int], Overlap] = {}
    for (municipality_id, *terms), of in occasions.of.items():
        for one, other in combinations(sorted(of), 2):
            first, second = of[one] - of[other], of[other] - of[one]
            together = of[one] & of[other]
            if not (first and second) and not (together and together_too):
                continue
            key = (one, other, municipality_id)
            overlap = found.setdefault(key, Overlap(*key))
            overlap.shared.append(Shared(tuple(terms), len(first), len(second), len(together)))
            overlap.event_ids |= first | second | (together if together_too else set())
            _note_distance(overlap, first, second, occasions.days)
    for overlap in found.values():
        overlap.shared.sort(key=lambda one: (-one.events, one.terms))
    return sorted(found.values(), key=_rank)


def _rank(one: Overlap) -> tuple[int, int, int, int, int]:
    apart = one.apart if one.apart is not None else LONGEST.days
    return (-len(one.event_ids), apart, one.municipality_id, one.first_id, one.second_id)


def _occasions(reading: Reading, about: Sequence[Axis]) -> Occasions:
    bodies = Side(Axis.ORGANISATION, reading.rows.role)
    sides = [bodies, Side(Axis.MUNICIPALITY), *(Side(axis) for axis in about)]
    of: dict[tuple[int, ...], dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    days: dict[int, Days] = {}
    for event_id, day, last_day, precision, body_id, *place in queries.each(
        replace(reading, rows=bodies), sides
    ):
        of[tuple(place)][body_id].add(event_id)
        if event_id not in days and precision == DatePrecision.EXACT.value:
            days[event_id] = (day, date.fromisoformat(last_day).toordinal())
    return Occasions(of, days)


def _note_distance(
    overlap: Overlap, first: Iterable[int], second: Iterable[int], days: Mapping[int, Days]
) -> None:
    ends = sorted(days[one] for one in second if one in days)
    for one in first:
        if one not in days:
            continue
        begin, end = days[one]
        for other_begin, other_end in ends:
            apart = max(0, other_begin - end, begin - other_end)
            if overlap.apart is None or apart < overlap.apart:
                overlap.apart = apart
