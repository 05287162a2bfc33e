"""Events as CSV for Excel: UTF-8 with a mark, one line an event, no cell that runs as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, time

from stratcom.events.exports.tables import Cell, Writer
from stratcom.events.models import Event

BYTE_ORDER_MARK = "\ufeff"
# A cell that begins so is a formula to a spreadsheet; an apostrophe in front makes it text.
RISKY = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"


def guarded(text: str) -> str:
    """`text` as a cell that no spreadsheet runs; `unguarded` gives it back."""
    return GUARD + text if text.startswith((*RISKY, GUARD)) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given; any other text as it is."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith((*RISKY, GUARD)) else text


def _written(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return guarded(str(cell)) if cell is not None else ""


def write_csv(events: Iterable[Event], language: str) -> Iterator[bytes]:
    """The file, piece by piece."""
    writer = Writer(language)
    buffer = io.StringIO()
    lines = csv.writer(buffer)
    lines.writerow([BYTE_ORDER_MARK + writer.headers()[0], *writer.headers()[1:]])
    for event in events:
        lines.writerow([_written(cell) for cell in writer.cells(event)])
        if buffer.tell() > 64 * 1024:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
