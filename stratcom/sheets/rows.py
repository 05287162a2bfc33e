"""A sheet row by row: what each row is, and the events in it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from stratcom.georgian import fold, squash
from stratcom.sheets.content import ColumnJudge
from stratcom.sheets.dates import read_date
from stratcom.sheets.events import ERROR_CODES, Note, SheetRow
from stratcom.sheets.fields import MULTIPLE
from stratcom.sheets.grids import Cell, Grid, Row
from stratcom.sheets.headers import Table, is_header, match_header, read_header
from stratcom.sheets.places import PlaceMatcher
from stratcom.sheets.recognise import Recogniser, RowCells

_TOTAL = re.compile(
    r"(?:სულ|ჯამი|ჯამში|ჯამურად|საერთო ჯამი|საერთო რაოდენობა|შუალედური ჯამი|sul|jami|jamshi|jamSi|"
    r"(?:grand |sub-?)?total|sum|overall|итого|всего)(?![^\W_]).*",
    re.S,
)
_REMARK = re.compile(
    r"(?:\*+|შენიშვნა|წყარო|მომზადებულია|მოამზადა|შეადგინა|შემსრულებელი|დამტკიცებულია|note|notes|"
    r"source|prepared by|compiled by)(?:\s*[:–—-]|\s).*",
    re.S,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_SECTION = re.compile(r"((?:19|20)\d\d)\s*(?:წ|წელი|წლის ღონისძიებები|year|год)?[\s.:]*")
_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/\d{2,4}")
_LONGEST_TOTAL = 60
_PLACE_OR_TIME = ("date", "municipality", "place", "settlement", "date_day")


@dataclass(slots=True)
class _Context:
    """What the rows above say of the rows below."""

    year: int | None = None
    month: int | None = None
    cells: RowCells = field(default_factory=RowCells)


class SheetReader:
    """Reads the rows of one grid under the table that was found in it."""

    def __init__(
        self,
        grid: Grid,
        table: Table,
        recogniser: Recogniser,
        places: PlaceMatcher,
        judge: ColumnJudge,
    ) -> None:
        self._grid = grid
        self._table = table
        self._recogniser = recogniser
        self._places = places
        self._judge = judge
        self._fields = _fields(table)
        self._header = (
            _texts(grid.rows.get(table.header_rows[0], {})) if table.header_rows else set()
        )
        self._sheet_year = self._year_of_sheet()
        self._month_first = self._is_month_first()
        self._section = RowCells()
        self._year: int | None = None
        self._month: int | None = None

    def rows(self, on_row: Callable[[], None]) -> list[SheetRow]:
        """Return every row of the sheet; `on_row` is called for each."""
        result: list[SheetRow] = []
        pending: tuple[SheetRow, RowCells] | None = None
        for number, row in self._grid.numbered():
            on_row()
            sheet_row, cells = self._read(number, row, pending is not None)
            result.append(sheet_row)
            if cells is None:
                if pending and sheet_row.notes and sheet_row.notes[0].code == "continuation_row":
                    _continue(pending[1], self._by_field(row))
                continue
            if pending:
                self._finish(*pending)
            pending = sheet_row, cells
        if pending:
            self._finish(*pending)
        return result

    def _read(self, number: int, row: Row, follows: bool) -> tuple[SheetRow, RowCells | None]:
        sheet_row = SheetRow(self._grid.name, number)
        reason = self._reason_to_skip(number, row, follows)
        if reason:
            sheet_row.action = "skip"
            sheet_row.notes.append(Note(reason))
            return sheet_row, None
        cells = RowCells(
            self._by_field(row),
            year=self._year or self._sheet_year,
            month=self._month,
            region=self._section.region,
            municipality=self._section.municipality,
            month_first=self._month_first,
            has_municipality_column="municipality" in self._fields.values(),
        )
        sheet_row.raw = {
            self._fields.get(index, f"column {index + 1}"): cell.original or cell.text
            for index, cell in sorted(row.items())
        }
        return sheet_row, cells

    def _finish(self, row: SheetRow, cells: RowCells) -> None:
        found = self._recogniser.read(cells)
        row.values, row.conversions = found.values, found.conversions
        row.notes += found.notes
        row.error_code = next((code for code in ERROR_CODES if code in found.errors), "")
        if row.error_code:
            row.action = "error"

    def _by_field(self, row: Row) -> dict[str, list[Cell]]:
        cells: dict[str, list[Cell]] = {}
        for index, cell in sorted(row.items()):
            name = self._fields.get(index)
            if name is not None and (name in MULTIPLE or name not in cells):
                cells.setdefault(name, []).append(cell)
        return cells

    def _reason_to_skip(self, number: int, row: Row, follows: bool) -> str:
        own = {index: cell for index, cell in row.items() if not cell.filled}
        if number in self._table.header_rows:
            return "header_row"
        if not own or all(
            self._fields.get(index) == "number" and not isinstance(cell.value, str)
            for index, cell in own.items()
        ):
            return "blank_row"
        if number < min(self._table.header_rows, default=0):
            return "title_row"
        if self._is_repeated_header(number, own):
            return "header_row"
        if self._is_total(own):
            return "totals_row"
        lone = len(own) == 1 or (len(own) == 2 and "number" in map(self._fields.get, own))
        if lone and (reason := self._heading(own)):
            return reason
        if self._is_continuation(row, own, follows):
            return "continuation_row"
        return "notes_row" if lone and not self._is_lone_title(own) else ""

    def _is_repeated_header(self, number: int, own: Row) -> bool:
        texts = _texts(own)
        if len(texts) < 3 or any(not isinstance(cell.value, str) for cell in own.values()):
            return False
        if len(texts & self._header) * 5 >= len(texts) * 3:
            return True
        known = sum(match_header(text)[1] >= 0.9 for text in texts if len(text) < 60)
        if known < 3 or known * 3 < len(texts) * 2:
            return False
        table = read_header(self._grid, number)
        if not is_header(table, own):
            return False
        # Another table begins, perhaps with other columns.
        self._judge.settle(self._grid, table)
        self._table, self._fields, self._header = table, _fields(table), texts
        return True

    def _is_total(self, own: Row) -> bool:
        texts = [
            fold(squash(cell.text)).strip(" :.")
            for index, cell in own.items()
            if isinstance(cell.value, str) and self._fields.get(index) not in ("participants",)
        ]
        if not any(len(text) <= _LONGEST_TOTAL and _TOTAL.fullmatch(text) for text in texts):
            return False
        return not any(
            self._fields.get(index) == "date" and read_date(cell.value).problem is None
            for index, cell in own.items()
        )

    def _heading(self, own: Row) -> str:
        """Say what the one text of a row tells of the rows around it."""
        cell = own[self._lone(own)]
        text = squash(cell.text)
        if self._set_section(text):
            return "section_row"
        if _REMARK.fullmatch(fold(text)):
            return "notes_row"
        return "section_row" if cell.span > 1 and cell.span * 2 >= len(self._fields) else ""

    def _is_lone_title(self, own: Row) -> bool:
        """Tell an event of which only the title is known."""
        return (self._fields.get(self._lone(own)) or "").startswith("title")

    def _lone(self, own: Row) -> int:
        return next(
            (index for index in own if self._fields.get(index) != "number"), next(iter(own))
        )

    def _set_section(self, text: str) -> bool:
        """Take a region, municipality, month or year from a section row."""
        if found := _YEAR_SECTION.fullmatch(fold(text)):
            self._year, self._month = int(found[1]), None
            return True
        municipality = self._places.municipality(text)
        region = self._places.region(text)
        if region is not None and (municipality is None or region.code != "GE-TB"):
            self._section.region, self._section.municipality = region, None
            return True
        if municipality is not None:
            self._section.municipality, self._section.region = municipality, None
            return True
        reading = read_date(text, context_year=self._year or self._sheet_year or 2000)
        if reading.first is not None and reading.precision in ("month", "quarter"):
            self._month = reading.first.month if reading.precision == "month" else None
            if "year_from_context" not in reading.notes:
                self._year = reading.first.year
            return True
        return False

    def _is_continuation(self, row: Row, own: Row, follows: bool) -> bool:
        """Tell a second line of the row above from an event of its own."""
        if not follows:
            return False
        names = {self._fields.get(index) for index in own}
        if any(name in names for name in _PLACE_OR_TIME):
            return False
        titles = [
            cell
            for index, cell in row.items()
            if (self._fields.get(index) or "").startswith("title")
        ]
        if titles:
            return all(cell.filled for cell in titles)
        return len(own) <= 2 and all(name in MULTIPLE for name in names)

    def _year_of_sheet(self) -> int | None:
        """Return the one year that the sheet's name, its titles or all its dates agree on."""
        above = min(self._table.header_rows, default=0)
        titles = (
            cell.text
            for number, row in self._grid.rows.items()
            if number < above
            for cell in row.values()
            if not cell.filled
        )
        for texts in (titles, [self._grid.name]):
            years = {int(year) for text in texts for year in _YEAR.findall(text)}
            if len(years) == 1:
                return years.pop()
            if years:
                return None
        years = {reading.first.year for reading in map(read_date, self._dates()) if reading.first}
        return years.pop() if len(years) == 1 else None

    def _is_month_first(self) -> bool:
        """Tell whether the dates with slashes can only be American ones."""
        pairs = [
            (int(found[1]), int(found[2]))
            for value in self._dates()
            if isinstance(value, str) and (found := _SLASHED.match(value))
        ]
        return any(b > 12 for _, b in pairs) and not any(a > 12 for a, _ in pairs)

    def _dates(self) -> Iterator[object]:
        index = next((index for index, name in self._fields.items() if name == "date"), None)
        if index is not None:
            for row in self._grid.rows.values():
                if (cell := row.get(index)) is not None:
                    yield cell.value


def _fields(table: Table) -> dict[int, str]:
    return {column.index: column.field for column in table.columns if column.field}


def _texts(row: Row) -> set[str]:
    return {fold(squash(cell.text)) for cell in row.values() if isinstance(cell.value, str)}


def _continue(cells: RowCells, more: dict[str, list[Cell]]) -> None:
    for name, added in more.items():
        if name in MULTIPLE:
            cells.cells.setdefault(name, []).extend(cell for cell in added if not cell.filled)
