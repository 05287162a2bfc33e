"""Events as a workbook that people edit and bring back."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from stratcom.events.exports.tables import (
    COLUMNS,
    DICTIONARY_NAMES,
    SHEET_NAMES,
    Writer,
    worded,
)
from stratcom.events.models import Event
from stratcom.tables.xlsx import heading, new_book, written

# Columns with one word from the dictionary; those with several cannot be checked by Excel.
OFFERED = frozenset({"format", "region", "municipality", "online", "precision", "certainty"})
LAST_ROW = 1_048_576


def write_xlsx(events: Iterable[Event], language: str, target: BinaryIO) -> None:
    """Write the workbook to `target`; rows go to disk as they come."""
    writer = Writer(language)
    book = new_book()
    sheet = book.create_sheet(worded(SHEET_NAMES, language))
    sheet.freeze_panes = "D2"
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append(heading(sheet, writer.headers()))
    rows = 1
    for event in events:
        sheet.append([written(sheet, cell) for cell in writer.cells(event)])
        rows += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{rows}"
    _add_dictionary(book, sheet, writer)
    book.save(target)


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
    words.append(heading(words, headers))
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
