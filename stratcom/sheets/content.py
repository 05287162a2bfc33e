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
_PEOPLE: Final = (
    "audience",
    "participants",
    "participants_women",
    "participants_men",
    "participants_youth",
)


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
        if isinstance(value, int | float) or (
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
        name, fields = column.field or "", table.fields
        if name in _PEOPLE:
            target = _people_field(name, content)
        elif name in ("date", "time", "date_day"):
            target = _time_field(name, content, fields)
        elif name in ("online", "format"):
            target = _manner_field(name, content)
        elif name in ("settlement", "place", "venue", "region"):
            target = _place_field(name, content, fields)
        else:
            return
        if target == name:
            return
        column.field = target if target not in fields else None
        column.how, column.confidence = "content", _CONFIDENCE

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


def _people_field(name: str, content: _Content) -> str | None:
    """Tell numbers of people from words for who they are."""
    if name == "audience":
        return "participants" if content.mostly("number", 0.8) else name
    if not content.filled or content.mostly("number", 0.4):
        return name
    if name == "participants":
        return "audience" if content.mostly("audience", 0.3) else name
    return "audience" if content.mostly("audience") else None


def _time_field(name: str, content: _Content, fields: set[str]) -> str:
    """Tell days from hours."""
    if name == "date":
        return "time" if content.mostly("time") and not content.mostly("date", 0.3) else name
    is_date = content.mostly("date") and "date" not in fields
    return "date" if is_date and (name == "time" or "date_month" not in fields) else name


def _manner_field(name: str, content: _Content) -> str:
    """Tell what kind of event it is from whether it is online."""
    other = "format" if name == "online" else "online"
    return other if content.mostly(other) and not content.mostly(name, 0.3) else name


def _place_field(name: str, content: _Content, fields: set[str]) -> str:
    """Tell municipalities from villages, buildings and free descriptions of a place."""
    if "municipality" in fields:
        return "venue" if name == "place" and "venue" not in fields else name
    if name == "region":
        is_other = content.mostly("municipality") and not content.mostly("region", 0.5)
        return "municipality" if is_other else name
    if content.mostly("municipality", 0.6):
        return "municipality"
    return "place" if name == "venue" and not fields & {"settlement", "place"} else name


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
