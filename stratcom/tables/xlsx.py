"""Tables as a workbook; rows go to disk as they come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from stratcom.tables.cells import RISKY, Cell

FONT = "Sylfaen"  # the Georgian font that every Windows has
LONGEST = 32_767  # characters in a cell
WIDTH = 24
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True)
class Table:
    """One sheet: its name, headers, rows, and how wide its columns are."""

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()


def new_book() -> Workbook:
    """An empty workbook in which Sylfaen is the font of every cell that names none."""
    book = Workbook(write_only=True)
    font = Font(name=FONT, size=11)
    book._fonts[0] = font  # type: ignore[attr-defined]
    book._named_styles["Normal"].font = font  # type: ignore[attr-defined]
    return book


def write_xlsx(tables: Iterable[Table], target: BinaryIO) -> None:
    """Write a workbook with one sheet for each table."""
    book = new_book()
    for table in tables:
        sheet = book.create_sheet(table.name.translate(_NOT_IN_NAMES)[:31])
        sheet.freeze_panes = "A2"
        for number in range(1, len(table.headers) + 1):
            width = table.widths[number - 1] if number <= len(table.widths) else WIDTH
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.append(heading(sheet, table.headers))
        count = 1
        for row in table.rows:
            sheet.append([written(sheet, cell) for cell in row])
            count += 1
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.headers))}{count}"
    book.save(target)


def heading(sheet: Any, texts: Sequence[str]) -> list[Any]:
    """Cells of the first row."""
    cells = []
    for text in texts:
        cell = WriteOnlyCell(sheet, text)
        cell.font = Font(name=FONT, size=11, bold=True)
        cell.fill = PatternFill("solid", fgColor="DBE8F3")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cells.append(cell)
    return cells


def written(sheet: Any, value: Cell) -> Any:
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
