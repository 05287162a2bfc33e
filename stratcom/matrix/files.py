"""Each screen of the matrix as one plain table, whole, for files."""

from collections.abc import Iterator

from flask_babel import gettext as _

from stratcom.events.reference import reference
from stratcom.events.search import Search
from stratcom.matrix import queries
from stratcom.matrix.enums import AXIS_LABELS, Axis
from stratcom.matrix.gaps import days_of, find_gaps
from stratcom.matrix.overlaps import Overlap
from stratcom.matrix.pairs import pairs
from stratcom.matrix.queries import Reading
from stratcom.matrix.question import Question
from stratcom.matrix.table import make_table
from stratcom.tables.cells import Cell
from stratcom.tables.xlsx import Table

EVERYTHING = 100_000
NAME_WIDTH = 44


def table_file(question: Question, reading: Reading, *, with_people: bool = False) -> Table:
    """Rows and columns as on the page, with the totals; all rows."""
    made = make_table(reading, number=1, size=EVERYTHING, with_people=with_people)
    names = [one.name for one in made.columns]
    headers = [str(AXIS_LABELS[question.rows.axis]), *names, _("Total")]
    if with_people:
        people = _("people reached")
        headers += [f"{one}: {people}" for one in names] + [f"{_('Total')}: {people}"]

    def rows() -> Iterator[list[Cell]]:
        for row in made.rows.items:
            line: list[Cell] = [row.heading.name, *row.amounts, row.total]
            yield [*line, *row.people, row.people_total] if with_people else line
        yield [_("Total"), *made.column_totals, made.total]

    return Table(_("Who does what where"), headers, rows(), [NAME_WIDTH])


def overlaps_file(question: Question, reading: Reading, found: list[Overlap]) -> Table:
    """One line for each thing that two organisations both do in a municipality."""
    headers = [
        _("First organisation"),
        _("Second organisation"),
        _("Municipality"),
        _("What both do"),
        _("Events of the first"),
        _("Events of the second"),
        _("Held together"),
        _("Days apart"),
    ]
    rows: list[list[Cell]] = [
        [
            pair.first.name,
            pair.second.name,
            pair.municipality.name,
            thing.name,
            thing.shared.first,
            thing.shared.second,
            thing.shared.together,
            pair.overlap.apart,
        ]
        for pair in pairs(question, found, reading.lineage)
        for thing in pair.things
    ]
    return Table(_("Overlaps"), headers, rows, [NAME_WIDTH, NAME_WIDTH, 20, NAME_WIDTH])


def gaps_file(question: Question, reading: Reading, about: Axis, ever: Search) -> Table:
    """One line for each municipality and what it lacks."""
    gaps = find_gaps(question, reading, about)
    days = days_of(question, reading, about, gaps.open, ever)
    regions = reference().regions
    headers = [
        _("Municipality"),
        _("Region"),
        str(AXIS_LABELS[about]),
        _("Last before"),
        _("Next after"),
    ]
    rows: list[list[Cell]] = [
        [
            place.municipality.name,
            regions[place.municipality.region_id or 0].name,
            term.name,
            *days.get((place.municipality.id, term.id), (None, None)),
        ]
        for place in gaps.open
        for term in place.missing
    ]
    return Table(_("Gaps"), headers, rows, [24, 28, NAME_WIDTH, 14, 14])


def map_file(reading: Reading) -> Table:
    """One line for each municipality, occupied ones marked."""
    counts = queries.bodies_by_municipality(reading)
    known = reference()
    headers = [_("Municipality"), _("Region"), _("Organisations"), _("Occupied territory")]
    places = sorted(known.municipalities.values(), key=lambda one: -counts.get(one.id, 0))
    rows: list[list[Cell]] = [
        [
            one.name,
            known.regions[one.region_id or 0].name,
            counts.get(one.id, 0),
            _("Yes") if one.occupied else "",
        ]
        for one in places
    ]
    return Table(_("Organisations by municipality"), headers, rows, [24, 28])
