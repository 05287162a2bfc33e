"""Events by day, for the month and the week; the work is bounded however many there are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from stratcom.db import db
from stratcom.events.enums import DatePrecision
from stratcom.events.models import Event
from stratcom.events.queries import load
from stratcom.events.search import SEVERAL_DAYS, Search, matches

SPANNING_READ = 1_000
VAGUE_SHOWN = 12


@dataclass
class Day:
    """The events of one day that are shown, and how many there are."""

    day: date
    total: int = 0
    events: list[Event] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.events)


@dataclass(frozen=True)
class Agenda:
    """Consecutive days, and the events of which only the month or quarter is known."""

    days: list[Day]
    vague: list[Event]
    vague_more: int

    @property
    def empty(self) -> bool:
        """True when nothing is planned at all."""
        return not self.vague and not any(one.total for one in self.days)


def agenda(
    search: Search, first: date, last: date, *, per_day: int, with_links: bool = False
) -> Agenda:
    """The events of each day from `first` to `last`, at most `per_day` of them."""
    begin, end = max(search.first or first, first), min(search.last or last, last)
    search = search.between(begin, end)
    ids: dict[date, list[int]] = defaultdict(list)
    totals: Counter[date] = Counter()
    vague: list[int] = []
    for event_id, begins, ends, precision in _spanning(search):
        if precision is not DatePrecision.EXACT:
            vague.append(event_id)
            continue
        for day in _days(max(begins, begin), min(ends, end)):
            ids[day].append(event_id)
            totals[day] += 1
    for number, event_id, count, place in _of_one_day(search, per_day):
        day = date.fromordinal(number)
        ids[day].append(event_id)
        totals[day] += count if place == 1 else 0
    wanted = {one for day in ids for one in ids[day][:per_day]} | set(vague[:VAGUE_SHOWN])
    events = {one.id: one for one in load(sorted(wanted), with_links=with_links)}
    days = [
        Day(day, totals[day], _in_order(events[one] for one in ids[day][:per_day]))
        for day in _days(first, last)
    ]
    shown = vague[:VAGUE_SHOWN]
    return Agenda(days, [events[one] for one in shown], len(vague) - len(shown))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _in_order(events: Iterable[Event]) -> list[Event]:
    """Events of several days first, then those of the whole day, then by the clock."""
    return sorted(
        events,
        key=lambda one: (
            one.first_day == one.last_day,
            one.starts_at.timestamp() if one.starts_at else 0,
            one.id,
        ),
    )


def _spanning(search: Search) -> Sequence[Any]:
    base = matches(search.also(*SEVERAL_DAYS))
    return db.session.execute(
        sa.select(Event.id, Event.first_day, Event.last_day, Event.precision)
        .join(base, base.c.event_id == Event.id)
        .order_by(Event.first_day, Event.id)
        .limit(SPANNING_READ)
    ).all()


def _of_one_day(search: Search, per_day: int) -> Sequence[Any]:
    """(day, event, how many that day, place among them) of the first `per_day` of each day."""
    base = matches(replace(search, without=(*search.without, SEVERAL_DAYS)))
    ranked = sa.select(
        base.c.day,
        base.c.event_id,
        sa.func.count().over(partition_by=base.c.day).label("count"),
        sa.func.row_number().over(partition_by=base.c.day, order_by=base.c.event_id).label("place"),
    ).subquery()
    return db.session.execute(
        sa.select(ranked).where(ranked.c.place <= per_day).order_by(ranked.c.day, ranked.c.event_id)
    ).all()
