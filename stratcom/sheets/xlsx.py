"""XLSX and XLSM workbooks. Macros are never run: only cells, fonts and merged ranges are read."""

import io
import warnings
import zipfile
from collections.abc import Iterable
from dataclasses import replace

import openpyxl
from openpyxl.cell.cell import Cell as SourceCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from stratcom.sheets.grids import MAX_COLUMNS, MAX_ROWS, Cell, Grid, Row, UnreadableFileError

MAX_UNPACKED_BYTES = 400 * 1024 * 1024
MAX_RATIO = 200  # real sheets pack 10 to 60 times
MAX_PARTS = 5_000
_BIG_PART = 16 * 1024 * 1024


def read_xlsx(content: bytes) -> list[Grid]:
    """Return the worksheets of a workbook; raise UnreadableFileError when it is not one."""
    check_archive(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of every extension it does not keep
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, rich_text=True)
            return [_grid(sheet) for sheet in book.worksheets]
    except UnreadableFileError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise UnreadableFileError("damaged") from error


def check_archive(content: bytes) -> None:
    """Raise UnreadableFileError for what is no workbook or unpacks to far more than it should."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableFileError("damaged") from error
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFileError("encrypted")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise UnreadableFileError("unsupported")
    total = sum(part.file_size for part in parts)
    bomb = any(
        part.file_size > _BIG_PART and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if bomb or total > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
        raise UnreadableFileError("suspicious")


def _grid(sheet: Worksheet) -> Grid:
    grid = Grid(sheet.title)
    if sheet.sheet_state != "visible":
        grid.notes.append("hidden_sheet")
        return grid
    # Iterating the sheet itself would create every empty cell up to the last one.
    for (number, column), source in sheet._cells.items():
        if column > MAX_COLUMNS or source.value is None or not isinstance(source, SourceCell):
            continue
        cell = _cell(source)
        if cell is not None:
            grid.rows.setdefault(number, {})[column - 1] = cell
    if len(grid.rows) > MAX_ROWS:
        raise UnreadableFileError("too_many_rows")
    _apply_merges(grid.rows, (merge.bounds for merge in sheet.merged_cells.ranges))
    return grid


def _cell(source: SourceCell) -> Cell | None:
    value = source.value
    if source.data_type == "e" or (isinstance(value, str) and not value.strip()):
        return None
    runs: tuple[tuple[str, str | None], ...] = ()
    font = source.font.name
    if isinstance(value, CellRichText):
        runs = tuple(
            (part.text, part.font.rFont or font) if isinstance(part, TextBlock) else (part, font)
            for part in value
        )
        value = str(value)
    link = source.hyperlink.target if source.hyperlink is not None else None
    return Cell(value, font, source.number_format, runs, link)  # type: ignore[arg-type]


def _apply_merges(rows: dict[int, Row], ranges: Iterable[tuple[int, int, int, int]]) -> None:
    for left, top, right, bottom in ranges:
        cell = rows.get(top, {}).get(left - 1)
        if cell is None:
            continue
        cell.span = right - left + 1
        for number in range(top + 1, bottom + 1):
            # A merge that runs on below the table must not create rows there.
            if (row := rows.get(number)) is not None:
                row[left - 1] = replace(cell, filled=True)
