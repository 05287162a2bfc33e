"""Sheets that were exported from here, edited and brought back: read word for word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stratcom.events.enums import DatePrecision
from stratcom.events.exports.tables import (
    BY_NAME,
    CHOICES,
    COLUMNS,
    DICTIONARY_NAMES,
    NO,
    YES,
    Column,
)
from stratcom.events.reference import Named, Reference, reference
from stratcom.events.services.records import widen
from stratcom.events.values import TERM_LISTS, Values
from stratcom.georgian import fold, squash
from stratcom.sheets.grids import Grid
from stratcom.tables.cells import unguarded

SEARCHED_ROWS = 10
NEEDED = frozenset({"id", "title_ka", "first_day"})
_HEADERS = {fold(header): column for column in COLUMNS for header in (column.ka, column.en)}
OwnColumns = dict[int, Column]


def own_columns(grid: Grid) -> OwnColumns:
    """The columns of a sheet that has our header; none when it is somebody else's."""
    for number in sorted(grid.rows)[:SEARCHED_ROWS]:
        row = grid.rows[number]
        found = {
            index: _HEADERS[text]
            for index, cell in row.items()
            if (text := fold(squash(cell.text))) in _HEADERS
        }
        if {column.name for column in found.values()} >= NEEDED:
            return found
    return {}


def fields_of(columns: OwnColumns) -> dict[int, str | None]:
    """The same as a mapping for the reader of spreadsheets."""
    return {index: column.field for index, column in columns.items()}


def is_dictionary(grid: Grid) -> bool:
    """True for the sheet of allowed words."""
    return grid.name in DICTIONARY_NAMES


class UnreadError(ValueError):
    """A cell does not say what its column may hold."""


@dataclass
class ExactReader:
    """Cells of our own columns as values; a cell that cannot be read so is left out."""

    known: Reference

    @classmethod
    def now(cls) -> "ExactReader":
        """One that knows the places and terms of this moment."""
        return cls(reference())

    def values(self, raw: Mapping[str, str], columns: OwnColumns) -> Values:
        """What a row says under our columns; an empty cell says that there is nothing."""
        values: Values = {}
        for index, column in columns.items():
            text = unguarded(raw.get(column.field or f"column {index + 1}", "")).strip()
            try:
                values[column.name] = self._value(column, text.replace("\r\n", "\n"))
            except UnreadError:
                continue
        return self._settled(values)

    def _value(self, column: Column, text: str) -> Any:
        read: dict[str, Callable[[str, str], Any]] = {
            "day": _day,
            "time": _time,
            "count": _count,
            "flag": _flag,
            "choice": _choice,
            "names": lambda _name, value: _parts(value),
            "term": lambda name, value: self._term(name, value),
            "terms": lambda name, value: [
                self._term(TERM_LISTS[name].value, part) for part in _parts(value)
            ],
            "region": lambda _name, value: self._place(self.known.regions, value),
            "municipality": lambda _name, value: self._place(self.known.municipalities, value),
        }
        return read[column.kind](column.name, text) if column.kind in read else text

    def _term(self, kind: str, text: str) -> str:
        if not text:
            return ""
        for one in self.known.terms.values():
            if one.kind == kind and fold(text) in (fold(one.ka), fold(one.en), one.code):
                return one.code
        raise UnreadError

    @staticmethod
    def _place(places: Mapping[int, Named], text: str) -> str:
        if not text:
            return ""
        for one in places.values():
            if fold(text) in (fold(one.ka), fold(one.en), fold(one.code)):
                return one.code
        raise UnreadError

    def _settled(self, values: Values) -> Values:
        """Days in order, the region of the municipality: as an event would keep them."""
        if values.get("first_day"):
            first = date.fromisoformat(values["first_day"])
            last = date.fromisoformat(values.get("last_day") or values["first_day"])
            precision = DatePrecision(values.get("precision") or DatePrecision.EXACT)
            if last >= first:
                first, last = widen(first, last, precision)
            values["first_day"], values["last_day"] = first.isoformat(), last.isoformat()
        if code := values.get("municipality"):
            place = self.known.municipalities[self.known.municipality_ids[code]]
            if place.region_id is not None:
                values["region"] = self.known.regions[place.region_id].code
        return values


def _parts(text: str) -> list[str]:
    parts = (squash(part) for part in text.replace("\n", ";").split(";"))
    return list(dict.fromkeys(part for part in parts if part))


def _day(_name: str, text: str) -> str:
    if not text:
        return ""
    day, _dot, rest = text.partition(".")
    month, _dot, year = rest.partition(".")
    try:
        written = f"{int(year[:4]):04}-{int(month):02}-{int(day):02}" if rest else text
        return date.fromisoformat(written).isoformat()
    except ValueError:
        raise UnreadError from None


def _time(_name: str, text: str) -> str:
    if not text:
        return ""
    hours, _colon, minutes = text.partition(":")
    try:
        read = int(hours), int(minutes[:2])
    except ValueError:
        raise UnreadError from None
    if not (0 <= read[0] < 24 and 0 <= read[1] < 60):
        raise UnreadError
    return f"{read[0]:02}:{read[1]:02}"


def _count(_name: str, text: str) -> int | None:
    digits = text.replace("\u00a0", "").replace(" ", "").removesuffix(".0")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) < 9):
        raise UnreadError
    return int(digits)


def _flag(_name: str, text: str) -> bool:
    if fold(text) in {fold(word) for word in YES}:
        return True
    if not text or fold(text) in {fold(word) for word in NO}:
        return False
    raise UnreadError


def _choice(name: str, text: str) -> str:
    for value, pair in CHOICES[name].items():
        if fold(text) in {fold(word) for word in pair}:
            return str(value)
    raise UnreadError


WRITABLE = frozenset(name for name, column in BY_NAME.items() if column.writable)
