"""Where nothing was done for whom, when something last was, and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from stratcom.events.facets import Facet, facet
from stratcom.events.reference import Named, reference
from stratcom.events.search import Search
from stratcom.georgian import sort_key
from stratcom.matrix import queries
from stratcom.matrix.enums import TERM_KINDS, Axis
from stratcom.matrix.queries import Reading
from stratcom.matrix.question import Question, Side

# For municipality and term: the last day before a period, and the first after it.
Days = Mapping[tuple[int, int], tuple[date | None, date | None]]


@dataclass(frozen=True)
class Place:
    """One municipality and the terms for which it had nothing."""

    municipality: Named
    missing: Sequence[Named]
    # True when it had nothing at all for any of the terms.
    untouched: bool


@dataclass(frozen=True)
class Gaps:
    """All municipalities, those with most gaps first; occupied ones are no gaps of ours."""

    places: Sequence[Place]
    terms: Sequence[Named]
    occupied: Sequence[Named]

    @property
    def count(self) -> int:
        """How many pairs of municipality and term had nothing."""
        return sum(len(one.missing) for one in self.places)

    @property
    def possible(self) -> int:
        """How many pairs there are."""
        return len(self.places) * len(self.terms)

    @property
    def untouched(self) -> int:
        """How many municipalities had nothing at all."""
        return sum(one.untouched for one in self.places)

    @property
    def open(self) -> list[Place]:
        """The municipalities that lack something."""
        return [one for one in self.places if one.missing]


def find_gaps(question: Question, reading: Reading, about: Axis) -> Gaps:
    """What every municipality lacks within the period of the question."""
    terms = _terms(question, about)
    reading = replace(reading, rows=Side(Axis.MUNICIPALITY, reading.rows.role), columns=Side(about))
    done = queries.cells(reading, columns=[one.id for one in terms])
    free, occupied = _municipalities(question)
    places = []
    for one in free:
        missing = [term for term in terms if not done.get((one.id, term.id))]
        places.append(Place(one, missing, len(missing) == len(terms)))
    places.sort(key=lambda place: (-len(place.missing), sort_key(place.municipality.name)))
    return Gaps(places, terms, occupied)


def days_of(
    question: Question, reading: Reading, about: Axis, places: Sequence[Place], search: Search
) -> Days:
    """When each missing thing was last done and is next planned in those places.

    `search` is what may be seen without bounds of time.
    """
    if not places:
        return {}
    here = search.also(*(facet(Facet.MUNICIPALITY, one.municipality.id) for one in places))
    wider = replace(reading, search=here)
    return queries.days_around(
        wider, Axis.MUNICIPALITY, about, before=question.first, after=question.last
    )


def dated(days: Days, place: Place) -> list[tuple[Named, date | None, date | None]]:
    """What the place lacks now, but had before or will have: with the days, the oldest first."""
    around = {term.id: days.get((place.municipality.id, term.id)) for term in place.missing}
    found = [(term, *pair) for term in place.missing if (pair := around[term.id]) and any(pair)]
    return sorted(found, key=lambda one: one[1] or date.max)


def _terms(question: Question, about: Axis) -> list[Named]:
    code = question.filters.one(about.value)
    offered = reference().offered(TERM_KINDS[about])
    return [one for one in offered if not code or one.code == code]


def _municipalities(question: Question) -> tuple[list[Named], list[Named]]:
    known = reference()
    region = known.region_ids.get(question.filters.one("region").upper())
    chosen = known.municipality_ids.get(question.filters.one("municipality").casefold())
    wanted = [
        one
        for one in known.municipalities.values()
        if (region is None or one.region_id == region) and (chosen is None or one.id == chosen)
    ]
    return [one for one in wanted if not one.occupied], [one for one in wanted if one.occupied]
