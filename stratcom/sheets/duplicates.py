"""Rows of a file that tell of the same event twice."""

import datetime as dt
from collections.abc import Iterable

from stratcom.georgian import fold
from stratcom.georgian.tokens import tokens
from stratcom.sheets.events import EventValues, Note, SheetRow
from stratcom.sheets.titles import Titles

_Key = tuple[dt.date | None, dt.date | None, str]


def mark_duplicates(rows: Iterable[SheetRow]) -> None:
    """Mark every row to import that repeats an earlier one, in whatever sheet that is.

    The same title on another day, in another municipality, village, venue or hour is another event.
    """
    first: dict[_Key, Titles[SheetRow]] = {}
    for row in rows:
        if row.action != "import" or row.values.date_start is None:
            continue
        known = first.setdefault(_key(row.values), Titles())
        alike = known.like(row.values.title)
        original = next((each for each in alike if _agree(each.values, row.values)), None)
        if original is None:
            known.add(row.values.title, row)
            continue
        row.action = "duplicate"
        row.duplicate_of = original.number
        row.duplicate_of_sheet = original.sheet
        row.notes.append(Note("duplicate_in_sheet", f"{original.sheet}: {original.number}"))


def _key(values: EventValues) -> _Key:
    return values.date_start, values.date_end, values.municipality or values.region or ""


def _agree(a: EventValues, b: EventValues) -> bool:
    if a.time_start and b.time_start and a.time_start != b.time_start:
        return False
    if a.audience and b.audience and not set(a.audience) & set(b.audience):
        return False
    places = ((a.settlement, b.settlement), (a.venue, b.venue))
    return all(not one or not other or _same(one, other) for one, other in places)


def _same(one: str, other: str) -> bool:
    return tokens(fold(one)) == tokens(fold(other))
