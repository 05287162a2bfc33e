"""The table: rows and columns with most first, what is in the cells, and how dark they are."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from stratcom.matrix import queries
from stratcom.matrix.enums import Measure
from stratcom.matrix.headings import Heading, headings, others
from stratcom.matrix.queries import OTHERS, Reading
from stratcom.places.tilemap import USED, upper_limits
from stratcom.web.paging import Page

MOST_COLUMNS = 12


@dataclass(frozen=True)
class Row:
    """One row: its heading, an amount for each column, and what all its events make.

    `people` says the same of the people reached, where both are asked for.
    """

    heading: Heading
    amounts: Sequence[int]
    total: int
    people: Sequence[int] = ()
    people_total: int = 0


@dataclass(frozen=True)
class Table:
    """Everything that is shown, page by page or whole."""

    columns: Sequence[Heading]
    rows: Page[Row]
    column_totals: Sequence[int]
    total: int
    # What the events make that have no organisation of the kind asked for.
    left_out: int
    limits: Sequence[int]

    def shade(self, amount: int) -> str:
        """Class of a cell: 'q0' to 'q4', by quarters of the cells that have any."""
        if not amount:
            return "q0"
        place = min(bisect_left(self.limits, amount), len(self.limits) - 1)
        return f"q{USED[len(self.limits)][place]}"

    @property
    def key(self) -> list[tuple[str, int, int]]:
        """What the shades stand for: (class, from, to)."""
        firsts = [1, *(one + 1 for one in self.limits)]
        shades = USED[len(self.limits)]
        return [
            (f"q{shade}", first, last)
            for shade, first, last in zip(shades, firsts, self.limits, strict=False)
        ]


def make_table(reading: Reading, *, number: int, size: int, with_people: bool = False) -> Table:
    """One page of the table; with as many rows as `size`, the whole of it."""
    by_row = queries.totals(reading)
    by_column = queries.totals(reading, columns=True)
    columns, hidden = _columns(reading, by_column)
    keys = [one.key for one in columns]
    ranked = _ranked(by_row)
    shown = ranked[(number - 1) * size : number * size]
    rows = _rows(reading, shown, by_row, [*keys, OTHERS] if hidden else keys)
    if with_people:
        rows = _with_people(reading, rows, [*keys, OTHERS] if hidden else keys)
    column_totals = [by_column[one] for one in keys]
    if hidden:
        columns = [*columns, others()]
        column_totals.append(queries.total(reading, columns=hidden))
    total = queries.total(reading)
    return Table(
        columns,
        Page(rows, number, size, len(ranked), len(ranked) > number * size),
        column_totals,
        total,
        queries.total_found(reading) - total,
        upper_limits([amount for row in rows for amount in row.amounts]),
    )


def _rows(
    reading: Reading, shown: list[int], totals: Mapping[int, int], columns: list[int]
) -> list[Row]:
    amounts = queries.cells(reading, columns=[one for one in columns if one], rows=shown)
    named = headings(reading.rows, shown, reading.lineage)
    return [
        Row(named[key], [amounts.get((key, one), 0) for one in columns], totals[key])
        for key in shown
        if key in named
    ]


def _with_people(reading: Reading, rows: list[Row], columns: list[int]) -> list[Row]:
    """The same rows with the people reached as well."""
    reading = replace(reading, measure=Measure.PEOPLE)
    shown = [row.heading.key for row in rows]
    people = queries.cells(reading, columns=[one for one in columns if one], rows=shown)
    totals = queries.totals(reading)
    return [
        replace(
            row,
            people=[people.get((row.heading.key, one), 0) for one in columns],
            people_total=totals.get(row.heading.key, 0),
        )
        for row in rows
    ]


def _ranked(amounts: Mapping[int, int]) -> list[int]:
    return sorted((key for key in amounts), key=lambda key: (-amounts[key], key))


def _columns(reading: Reading, amounts: Mapping[int, int]) -> tuple[list[Heading], list[int]]:
    """The columns with most, and the keys of the others."""
    ranked = _ranked(amounts)
    named = headings(reading.columns, ranked[:MOST_COLUMNS], reading.lineage)
    return [named[key] for key in ranked[:MOST_COLUMNS] if key in named], ranked[MOST_COLUMNS:]
