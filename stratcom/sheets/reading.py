"""The entry point: tables in, recognised rows out."""

from collections.abc import Callable, Iterable, Mapping

from stratcom.sheets.content import ColumnJudge
from stratcom.sheets.duplicates import mark_duplicates
from stratcom.sheets.events import Note, SheetRow, Sheets, SheetSummary
from stratcom.sheets.grids import Grid
from stratcom.sheets.headers import Column, Table, apply_mapping, find_header
from stratcom.sheets.legacy_cells import convert_legacy
from stratcom.sheets.places import PlaceMatcher
from stratcom.sheets.recognise import Recogniser
from stratcom.sheets.reference import Reference
from stratcom.sheets.rows import SheetReader
from stratcom.sheets.terms import TermMatcher

_PROGRESS_STEP = 200

Mapped = Mapping[str, Mapping[int, str | None]]
"""A person's choice of fields: by the name of the sheet, then by column counted from 0."""


def read_events(
    grids: Iterable[Grid],
    reference: Reference,
    *,
    mapping: Mapped | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Sheets:
    """Return the rows of every sheet with what was recognised in them.

    Legacy text is converted in the grids themselves. `on_progress` is told how many rows are done,
    and of how many.
    """
    grids = list(grids)
    places, terms = PlaceMatcher(reference), TermMatcher(reference)
    judge = ColumnJudge(places, terms)
    recogniser = Recogniser(reference, places, terms)
    total = sum(len(grid.rows) for grid in grids)
    done = 0

    def on_row() -> None:
        nonlocal done
        done = min(done + 1, total)
        if on_progress and (done % _PROGRESS_STEP == 0 or done == total):
            on_progress(done, total)

    result = Sheets()
    for grid in grids:
        convert_legacy(grid)
        chosen = (mapping or {}).get(grid.name, {})
        table = _table(grid, chosen, judge)
        summary = SheetSummary(grid.name, notes=list(grid.notes))
        result.sheets.append(summary)
        if table is None:
            if grid.rows:
                summary.notes.append("no_header")
            result.rows += _unread(grid, on_row)
            continue
        summary.header_rows, summary.columns = table.header_rows, table.columns
        result.rows += SheetReader(grid, table, recogniser, places, judge).rows(on_row)
    mark_duplicates(result.rows)
    return result


def _table(grid: Grid, chosen: Mapping[int, str | None], judge: ColumnJudge) -> Table | None:
    table = find_header(grid)
    if table is None:
        # Without a header the cells themselves, or a person, may tell the columns.
        table = Table(columns=[Column(index, "") for index in range(grid.width)])
    apply_mapping(table, chosen)
    judge.settle(grid, table)
    titled = table.fields & {"title", "title_ka", "title_en"}
    dated = table.fields & {"date", "date_day", "date_month", "date_quarter"}
    if table.header_rows or chosen:
        return table if titled or dated else None
    return table if titled and dated else None


def _unread(grid: Grid, on_row: Callable[[], None]) -> list[SheetRow]:
    rows = []
    for number, row in grid.numbered():
        on_row()
        note = Note("no_header" if row else "blank_row")
        rows.append(SheetRow(grid.name, number, action="skip", notes=[note]))
    return rows
