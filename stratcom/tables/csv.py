"""A table as CSV for Excel: UTF-8 with a mark, one line a row."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time

from stratcom.tables.cells import Cell, guarded

BYTE_ORDER_MARK = "\ufeff"
PIECE = 64 * 1024


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The file, piece by piece."""
    buffer = io.StringIO()
    lines = csv.writer(buffer)
    lines.writerow([BYTE_ORDER_MARK + headers[0], *headers[1:]])
    for row in rows:
        lines.writerow([_written(cell) for cell in row])
        if buffer.tell() > PIECE:
            yield _taken(buffer)
    yield _taken(buffer)


def _written(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, int | float):
        return str(cell)
    return guarded(cell) if cell is not None else ""


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
