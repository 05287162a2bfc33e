"""A table as an office sees it: rows with their numbers, cells with their fonts."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_FILE_BYTES = 32 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 256
MAX_BLANK_RUN = 100  # a stray cell at the bottom of a sheet must not yield a million blank rows

Value = str | int | float | bool | dt.datetime | dt.date | dt.time


class UnreadableFileError(ValueError):
    """The file cannot be read as a table; `code` says why."""

    CODES = (
        "empty",
        "too_large",
        "too_many_rows",
        "suspicious",  # unpacks to far more than it should
        "encrypted",
        "old_excel",
        "unsupported",
        "damaged",
        "not_a_table",
    )

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Cell:
    """One cell that holds something."""

    value: Value
    font: str | None = None
    number_format: str = "General"
    runs: tuple[tuple[str, str | None], ...] = ()  # (text, font) where fonts differ inside the cell
    link: str | None = None
    filled: bool = False  # repeated from the first cell of a range merged downwards
    span: int = 1  # columns that the cell is merged across
    original: str | None = None  # the text as stored, where it was converted from a legacy font

    @property
    def text(self) -> str:
        """The value as a reader would quote it."""
        value = self.value
        if isinstance(value, str):
            return value
        if isinstance(value, dt.datetime):
            midnight = value.time() == dt.time.min
            return f"{value:%d.%m.%Y}" if midnight else f"{value:%d.%m.%Y %H:%M}"
        if isinstance(value, dt.date):
            return f"{value:%d.%m.%Y}"
        if isinstance(value, dt.time):
            return f"{value:%H:%M}"
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value)


Row = dict[int, Cell]
"""The cells of one row by column, counted from 0; empty cells are absent."""


@dataclass(slots=True)
class Grid:
    """One sheet. `rows` maps row numbers, counted from 1, to cells."""

    name: str
    rows: dict[int, Row] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)  # hidden_sheet, encoding_guessed

    @property
    def width(self) -> int:
        """The number of columns in use."""
        return max((column for row in self.rows.values() for column in row), default=-1) + 1

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Yield every row in order, blank ones included, but not endless runs of blank ones."""
        last = 0
        for number in sorted(self.rows):
            for blank in range(last + 1, min(number, last + 1 + MAX_BLANK_RUN)):
                yield blank, {}
            yield number, self.rows[number]
            last = number
