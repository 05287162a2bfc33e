"""/desk/events/calendar/ and /desk/events/week/: events by day."""

import re
from datetime import date, timedelta
from typing import Any

from flask import Response, abort, request, url_for

from stratcom.accounts.permissions import Permission
from stratcom.events.calendar import agenda
from stratcom.events.filters import Filters
from stratcom.events.rules import EARLIEST, LATEST
from stratcom.events.views import bp
from stratcom.events.views.screens import listed, screen, search_of_request
from stratcom.georgian.dates import month_year, span
from stratcom.i18n import current_language
from stratcom.moments import read_day, today
from stratcom.web.access import access

TITLES_A_DAY = 4
EVENTS_A_DAY = 20
A_WEEK = timedelta(days=7)
MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")


@bp.get("/calendar/")
@bp.get("/calendar/<int:year>/<int:month>/")
@access(Permission.EVENT_VIEW)
def calendar(year: int | None = None, month: int | None = None) -> Response:
    """A month as a grid; a list of days on a phone."""
    filters, search = search_of_request()
    if year is None or month is None:
        year, month = _numbers(MONTH) or (_start(filters).year, _start(filters).month)
    first = _month(year, month)
    last = _next_month(first) - timedelta(days=1)
    shown = agenda(search, first, last, per_day=TITLES_A_DAY)
    weeks = [None] * first.weekday() + shown.days
    weeks += [None] * (-len(weeks) % 7)
    return screen(
        "month_grid",
        filters=filters,
        agenda=shown,
        weeks=[weeks[start : start + 7] for start in range(0, len(weeks), 7)],
        at=f"{first:%Y-%m}",
        path=url_for(".calendar", year=first.year, month=first.month),
        title=month_year(first, _language()),
        previous=_month_address(first - timedelta(days=1), filters),
        following=_month_address(last + timedelta(days=1), filters),
        present=_month_address(today(), filters),
        day_address=_day_address(filters),
        vague_address=listed(filters, **{"from": first.isoformat(), "to": last.isoformat()}),
    )


@bp.get("/week/")
@bp.get("/week/<int:year>-W<int(fixed_digits=2):week>/", endpoint="week")
@access(Permission.EVENT_VIEW)
def week(year: int | None = None, week: int | None = None) -> Response:
    """A week day by day, for the Monday meeting and its print."""
    filters, search = search_of_request()
    if year is None or week is None:
        year, week = _numbers(WEEK) or _start(filters).isocalendar()[:2]
    monday = _monday(year, week)
    sunday = monday + timedelta(days=6)
    return screen(
        "week_agenda",
        filters=filters,
        agenda=agenda(search, monday, sunday, per_day=EVENTS_A_DAY, with_links=True),
        at=f"{year}-W{week:02}",
        path=url_for(".week", year=year, week=week),
        title=span(monday, sunday, _language()),
        previous=_week_address(monday - A_WEEK, filters),
        following=_week_address(monday + A_WEEK, filters),
        present=_week_address(today(), filters),
        day_address=_day_address(filters),
        vague_address=listed(filters, **{"from": monday.isoformat(), "to": sunday.isoformat()}),
    )


def _start(filters: Filters) -> date:
    """Where a calendar opens: where the filters begin, else today."""
    day = read_day(filters.one("from")) or today()
    return min(max(day, EARLIEST), LATEST)


def _numbers(pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """The month or week that the filter form was sent from."""
    found = pattern.fullmatch(request.args.get("at", ""))
    return (int(found[1]), int(found[2])) if found else None


def _month(year: int, month: int) -> date:
    if not (EARLIEST.year <= year <= LATEST.year and 1 <= month <= 12):
        abort(404)
    return date(year, month, 1)


def _monday(year: int, week: int) -> date:
    if not EARLIEST.year <= year <= LATEST.year:
        abort(404)
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        abort(404)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _month_address(day: date, filters: Filters) -> str:
    if not EARLIEST <= day <= LATEST:
        return ""
    return _with(url_for(".calendar", year=day.year, month=day.month), filters)


def _week_address(day: date, filters: Filters) -> str:
    if not EARLIEST <= day <= LATEST:
        return ""
    year, number, _weekday = day.isocalendar()
    return _with(url_for(".week", year=year, week=number), filters)


def _with(address: str, filters: Filters) -> str:
    query = filters.query()
    return f"{address}?{query}" if query else address


def _day_address(filters: Filters) -> Any:
    """A function from a day to the list of its events."""
    return lambda day: listed(filters, **{"from": day.isoformat(), "to": day.isoformat()})


def _language() -> Any:
    return current_language()
