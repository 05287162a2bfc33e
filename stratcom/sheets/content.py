"""What the cells of a column say it holds, where its header says nothing or two things."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Final

from stratcom.sheets.dates import read_date
from stratcom.sheets.grids import Cell, Grid
from stratcom.sheets.headers import Column, Table
from stratcom.sheets.places import PlaceMatcher
from stratcom.sheets.terms import TermMatcher
from stratcom.sheets.times import read_time
from stratcom.sheets.values import read_online, read_participants, read_urls

_SAMPLE = 150
_MOST = 0.7
_CONFIDENCE = 0.6
_ANY_YEAR = 2000
_VOTED: Final = ("date", "municipality", "region", "source_url", "audience", "theme", "format")
_COUNTS: Final = ("participants", "participants_women", "participants_men", "participants_youth")


@dataclass(frozen=True, slots=True)
class _Content:
    """The shares of the filled cells of a column that read as one thing or another."""

    filled: int
    shares: dict[str, float]
    length: float

    def mostly(self, kind: str, share: float = _MOST) -> bool:
        return self.filled > 0 and self.shares.get(kind, 0.0) >= share


class ColumnJudge:
    """Settles the fields of columns by what their cells hold."""

    def __init__(self, places: PlaceMatcher, terms: TermMatcher) -> None:
        self._places = places
        self._terms = terms

    def settle(self, grid: Grid, table: Table) -> None:
        """Correct doubtful fields of a table and find those of unknown columns."""
        first = max(table.header_rows, default=0) + 1
        contents = {
            column.index: self._content(grid, column.index, first) for column in table.columns
        }
        for column in table.columns:
            if column.field and column.how != "mapping":
                self._check(column, contents[column.index], table)
        for column in table.columns:
            if column.field is None and column.how != "mapping":
                self._vote(column, contents[column.index], table)
        _find_title(table, contents)

    def _content(self, grid: Grid, index: int, first: int) -> _Content:
        cells: list[Cell] = []
        for number, row in grid.rows.items():
            if number >= first and (cell := row.get(index)) is not None:
                cells.append(cell)
                if len(cells) >= _SAMPLE:
                    break
        votes = Counter(kind for cell in cells for kind in self._kinds(cell))
        shares = {kind: votes[kind] / len(cells) for kind in votes}
        length = sum(len(cell.text) for cell in cells) / len(cells) if cells else 0.0
        return _Content(len(cells), shares, length)

    def _kinds(self, cell: Cell) -> set[str]:
        value, text = cell.value, cell.text
        if isinstance(value, dt.date):
            return {"date"}
        if isinstance(value, dt.time):
            return {"time"}
        kinds: set[str] = set()
        if isinstance(value, int | float):
            kinds.add("number")
        elif (
            (count := read_participants(text)).total is not None
            and count.readable
            and len(text) < 30
        ):
            kinds.add("number")
        if read_date(value, context_year=_ANY_YEAR).problem is None and len(text) > 2:
            kinds.add("date")
        if isinstance(value, str):
            kinds |= self._text_kinds(text)
        return kinds

    def _text_kinds(self, text: str) -> set[str]:
        kinds = {"text"} if len(text) > 25 else set()
        if read_time(text)[0] is not None and len(text) < 15:
            kinds.add("time")
        if read_urls(text):
            return kinds | {"source_url"}
        if self._places.municipality(text) is not None:
            kinds.add("municipality")
        if self._places.region(text) is not None:
            kinds.add("region")
        if read_online(text) is not None:
            kinds.add("online")
        for kind in ("audience", "theme", "format"):
            reading = self._terms.read(kind, text)
            if reading.codes and not reading.unknown:
                kinds.add(kind)
        return kinds

    def _check(self, column: Column, content: _Content, table: Table) -> None:
        """Move a column to the field that its cells fit, where the header could mean both."""
        fields = table.fields
        numeric = content.mostly("number", 0.4)
        target: str | None = column.field
        match column.field:
            case "participants" if (
                content.filled and not numeric and content.mostly("audience", 0.3)
            ):
                target = "audience"
            case "audience" if content.mostly("number", 0.8):
                target = "participants"
            case "participants_women" | "participants_men" | "participants_youth" if (
                content.filled and not numeric
            ):
                target = "audience" if content.mostly("audience") else None
            case "time" | "date_day" if content.mostly("date") and "date" not in fields:
                if column.field == "time" or "date_month" not in fields:
                    target = "date"
            case "date" if content.mostly("time") and not content.mostly("date", 0.3):
                target = "time"
            case "online" if content.mostly("format") and not content.mostly("online", 0.3):
                target = "format"
            case "format" if content.mostly("online") and not content.mostly("format", 0.3):
                target = "online"
            case "settlement" | "place" | "venue" if "municipality" not in fields:
                target = self._place_field(column.field, content, fields)
            case "region" if content.mostly("municipality") and "municipality" not in fields:
                target = "municipality" if not content.mostly("region", 0.5) else "region"
            case "place" if "venue" not in fields:
                target = "venue"
        if target != column.field and (target not in fields or target is None):
            column.field, column.how, column.confidence = target, "content", _CONFIDENCE
        elif target != column.field:
            column.field = None

    @staticmethod
    def _place_field(field: str, content: _Content, fields: set[str]) -> str:
        if content.mostly("municipality", 0.6):
            return "municipality"
        return "place" if field == "venue" and not fields & {"settlement", "place"} else field

    @staticmethod
    def _vote(column: Column, content: _Content, table: Table) -> None:
        if content.filled < 2:
            return
        for kind in _VOTED:
            if content.mostly(kind) and kind not in table.fields:
                if kind == "date" and table.fields & {"date_day", "date_month"}:
                    continue
                column.field, column.how, column.confidence = kind, "content", _CONFIDENCE
                return


def _find_title(table: Table, contents: dict[int, _Content]) -> None:
    """Without a title column, the column of the longest texts that nothing else claims is it."""
    if table.fields & {"title", "title_ka", "title_en"}:
        return
    free = [
        column
        for column in table.columns
        if column.how != "mapping"
        and column.field in (None, "theme", "description_ka", "summary_ka")
        and contents[column.index].mostly("text", 0.5)
        and not contents[column.index].mostly("source_url", 0.3)
        and not (column.field == "theme" and contents[column.index].mostly("theme", 0.5))
    ]
    if free:
        best = max(
            free, key=lambda column: (column.field == "theme", contents[column.index].length)
        )
        best.field, best.how, best.confidence = "title", "content", _CONFIDENCE
