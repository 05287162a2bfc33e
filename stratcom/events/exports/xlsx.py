"""Events as a workbook that people edit and bring back."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from stratcom.events.exports.csv import RISKY
from stratcom.events.exports.tables import (
    COLUMNS,
    DICTIONARY_NAMES,
    SHEET_NAMES,
    Cell,
    Writer,
    worded,
)
from stratcom.events.models import Event

FONT = "Sylfaen"  # the Georgian font that every Windows has
LONGEST = 32_767  # characters in a cell
# Columns with one word from the dictionary; those with several cannot be checked by Excel.
OFFERED = frozenset({"format", "region", "municipality", "online", "precision", "certainty"})
LAST_ROW = 1_048_576


def write_xlsx(events: Iterable[Event], language: str, target: BinaryIO) -> None:
    """Write the workbook to `target`; rows go to disk as they come."""
    writer = Writer(language)
    book = Workbook(write_only=True)
    _use_font(book)
    sheet = book.create_sheet(worded(SHEET_NAMES, language))
    sheet.freeze_panes = "D2"
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append(_heading(sheet, writer.headers()))
    rows = 1
    for event in events:
        sheet.append([_cell(sheet, cell) for cell in writer.cells(event)])
        rows += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{rows}"
    _add_dictionary(book, sheet, writer)
    book.save(target)


def _use_font(book: Workbook) -> None:
    """Make Sylfaen the font of every cell that names none."""
    font = Font(name=FONT, size=11)
    book._fonts[0] = font  # type: ignore[attr-defined]
    book._named_styles["Normal"].font = font  # type: ignore[attr-defined]


def _heading(sheet: Any, texts: Sequence[str]) -> list[Any]:
    cells = []
    for text in texts:
        cell = WriteOnlyCell(sheet, text)
        cell.font = Font(name=FONT, size=11, bold=True)
        cell.fill = PatternFill("solid", fgColor="DBE8F3")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cells.append(cell)
    return cells


def _cell(sheet: Any, value: Cell) -> Any:
    """A day, time or number as itself; text that could run as a formula marked as text."""
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
        if not text.startswith(RISKY):
            return text
        cell = WriteOnlyCell(sheet, text)
        cell.data_type, cell.quotePrefix = "s", True
        return cell
    if isinstance(value, date | time):
        cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]
        cell.number_format = "dd.mm.yyyy" if isinstance(value, date) else "hh:mm"
        return cell
    return value


def _add_dictionary(book: Workbook, sheet: Any, writer: Writer) -> None:
    """A second sheet with the words that cells may hold, offered by Excel while one types."""
    name = worded(DICTIONARY_NAMES, writer.language)
    lists = writer.dictionary()
    words = book.create_sheet(name)
    words.freeze_panes = "A2"
    places = [column.name for column in COLUMNS]
    for number in range(1, len(lists) + 1):
        words.column_dimensions[get_column_letter(number)].width = 30
    headers = [COLUMNS[places.index(column)].header(writer.language) for column, _ in lists]
    words.append(_heading(words, headers))
    for row in range(max(len(entries) for _, entries in lists)):
        words.append([entries[row] if row < len(entries) else None for _, entries in lists])
    for number, (column, entries) in enumerate(lists, 1):
        if column not in OFFERED:
            continue
        letter = get_column_letter(number)
        offered = DataValidation(
            type="list",
            formula1=f"'{name}'!${letter}$2:${letter}${len(entries) + 1}",
            allow_blank=True,
            # A hint, not a wall: the import says what it does not know.
            showErrorMessage=False,
        )
        place = get_column_letter(places.index(column) + 1)
        offered.add(f"{place}2:{place}{LAST_ROW}")
        sheet.data_validations.append(offered)
