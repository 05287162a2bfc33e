"""The month calendar: counts and the first few titles of each day, read from the index alone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from stratcom.db import db
from stratcom.events.enums import DatePrecision, Occurrence
from stratcom.events.facets import Facet, facet
from stratcom.events.models import Event
from stratcom.events.search import Search, matches
from stratcom.georgian.dates import Lang
from stratcom.moments import clock
from stratcom.public.addresses import event_path
from stratcom.public.cards import Card, cards

FIRST_YEAR, LAST_YEAR = 1990, 2100
TITLES_A_DAY = 3
UNSETTLED_SHOWN = 10
TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Title:
    """One line of a day."""

    path: str
    text: str
    lang: str
    time: str
    cancelled: bool


@dataclass(frozen=True)
class Day:
    """A day with its first titles; `more` counts the rest."""

    day: date
    titles: Sequence[Title]
    more: int


@dataclass(frozen=True)
class Month:
    """Weeks from Monday to Sunday, None for days of other months, and events without a day."""

    first: date
    weeks: Sequence[Sequence[Day | None]]
    unsettled: Sequence[Card]
    unsettled_more: int
    total: int


def beyond(first: date, months: int) -> date | None:
    """The first day of the month that many months away; None outside of the calendar."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1) if FIRST_YEAR <= year <= LAST_YEAR else None


def month_of(search: Search, first: date, lang: Lang) -> Month:
    """The month beginning on `first`, of the events that `search` finds."""
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    last = following - timedelta(days=1)
    ids, counts = _single_days(search, first, last)
    unsettled: list[int] = []
    for row in _several_days(search, first, last):
        if row.precision is not DatePrecision.EXACT:
            unsettled.append(row.event_id)
            continue
        day = max(row.first_day, first)
        while day <= min(row.last_day, last):
            counts[day] += 1
            if len(ids[day]) < TITLES_A_DAY:
                ids[day].append(row.event_id)
            day += timedelta(days=1)
    titles = _titles({one for of_day in ids.values() for one in of_day}, lang)
    days: list[Day | None] = [None] * first.weekday()
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        lines = sorted((titles[one] for one in ids[day]), key=lambda line: line.time)
        days.append(Day(day, lines, counts[day] - len(lines)))
    days += [None] * (-len(days) % 7)
    return Month(
        first=first,
        weeks=[days[start : start + 7] for start in range(0, len(days), 7)],
        unsettled=cards(unsettled[:UNSETTLED_SHOWN], lang),
        unsettled_more=max(0, len(unsettled) - UNSETTLED_SHOWN),
        total=sum(counts.values()) + len(unsettled),
    )


def _single_days(
    search: Search, first: date, last: date
) -> tuple[dict[date, list[int]], dict[date, int]]:
    """The first ids of each day and how many there are, of events that last one day."""
    several = frozenset({facet(Facet.SEVERAL_DAYS)})
    base = matches(replace(search, without=(*search.without, several)).between(first, last))
    number = sa.func.row_number().over(partition_by=base.c.day, order_by=base.c.event_id)
    count = sa.func.count().over(partition_by=base.c.day)
    found = sa.select(base.c.event_id, base.c.day, number.label("n"), count.label("all")).subquery()
    ids: dict[date, list[int]] = defaultdict(list)
    counts: dict[date, int] = defaultdict(int)
    for row in db.session.execute(
        sa.select(found).where(found.c.n <= TITLES_A_DAY).order_by(found.c.day, found.c.n)
    ).mappings():
        day = date.fromordinal(row["day"])
        ids[day].append(row["event_id"])
        counts[day] = row["all"]
    return ids, counts


def _several_days(search: Search, first: date, last: date) -> Sequence[Any]:
    base = matches(search.also(facet(Facet.SEVERAL_DAYS)).between(first, last))
    return db.session.execute(
        sa.select(base.c.event_id, Event.first_day, Event.last_day, Event.precision)
        .join(Event, Event.id == base.c.event_id)
        .order_by(base.c.day, base.c.event_id)
    ).all()


def _titles(ids: set[int], lang: Lang) -> dict[int, Title]:
    found = db.session.execute(
        sa.select(
            Event.id, Event.title_ka, Event.title_en, Event.starts_at, Event.occurrence
        ).where(Event.id.in_(ids))
    )
    return {
        row.id: Title(
            path=event_path(row.id, row.title_ka, row.title_en, lang),
            text=shorten((lang == "en" and row.title_en) or row.title_ka),
            lang="ka" if lang == "en" and not row.title_en else "",
            time=clock(row.starts_at),
            cancelled=row.occurrence is Occurrence.CANCELLED,
        )
        for row in found
    }


def shorten(text: str) -> str:
    """The text cut at a word, with an ellipsis, when it is too long for a cell."""
    if len(text) <= TITLE_LENGTH:
        return text
    kept, space, _rest = text[:TITLE_LENGTH].rpartition(" ")
    return f"{kept if space else text[:TITLE_LENGTH]}…"
