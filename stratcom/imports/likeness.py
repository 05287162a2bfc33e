"""Events that are in the database already, found by title, days and place."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.events import queries
from stratcom.events.facets import LONGEST_DAYS
from stratcom.events.models import Event
from stratcom.events.reference import reference
from stratcom.events.search import Search, matches
from stratcom.events.values import Values
from stratcom.georgian import fold
from stratcom.georgian.tokens import tokens
from stratcom.moments import clock
from stratcom.sheets import EventValues
from stratcom.sheets.titles import alike

LONG = 31  # events of more days are few and looked through one by one
READ = (
    Event.id,
    Event.title_ka,
    Event.title_en,
    Event.first_day,
    Event.last_day,
    Event.starts_at,
    Event.municipality_id,
    Event.region_id,
    Event.settlement,
    Event.venue_ka,
)


class KnownEvents:
    """The events that the person may see around the days of a file."""

    def __init__(self, user: User | None, first: date, last: date) -> None:
        search = queries.visible_to(user) if user is not None else Search()
        # Months and quarters of the file may end later than they begin.
        days = search.between(first - timedelta(days=1), last + timedelta(days=LONGEST_DAYS))
        found = matches(days)
        self.by_day: dict[date, list[Any]] = {}
        self.long: list[Any] = []
        for row in db.session.execute(sa.select(*READ).join(found, found.c.event_id == Event.id)):
            if (row.last_day - row.first_day).days > LONG:
                self.long.append(row)
                continue
            for day in _days(row.first_day, row.last_day):
                self.by_day.setdefault(day, []).append(row)
        known = reference()
        self.municipalities = known.municipality_ids
        self.regions = known.region_ids

    def twin(self, row: EventValues, values: Values) -> int | None:
        """The id of the event that the row tells of again, if there is one."""
        first = date.fromisoformat(values["first_day"])
        last = date.fromisoformat(values["last_day"])
        place = self.municipalities.get(values.get("municipality", ""))
        region = self.regions.get(values.get("region", ""))
        near = self._near(first, last)
        return next(
            (
                other.id
                for other in near
                if _one_place(other, place, region)
                and _agree(other, values)
                and (alike(row.title, other.title_ka) or alike(row.title, other.title_en))
            ),
            None,
        )

    def _near(self, first: date, last: date) -> Iterator[Any]:
        for day in _days(first, last):
            yield from self.by_day.get(day, ())
        for other in self.long:
            if other.first_day <= last and other.last_day >= first:
                yield other


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _one_place(other: Any, place: int | None, region: int | None) -> bool:
    if other.municipality_id is not None and place is not None:
        return bool(other.municipality_id == place)
    if other.region_id is not None and region is not None:
        return bool(other.region_id == region)
    return bool(other.municipality_id == place and other.region_id == region)


def _agree(other: Any, values: Values) -> bool:
    """Another hour, village or venue is another event."""
    pairs = [
        (_hour(other.starts_at), values.get("start_time", "")),
        (other.settlement, values.get("settlement", "")),
        (other.venue_ka, values.get("venue_ka", "")),
    ]
    return all(
        not held or not said or tokens(fold(held)) == tokens(fold(said)) for held, said in pairs
    )


def _hour(moment: datetime | None) -> str:
    return clock(moment)
