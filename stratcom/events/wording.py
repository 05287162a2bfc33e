"""How lists word the date and place of an event."""

from datetime import date

from flask_babel import gettext as _

from stratcom.events.enums import DatePrecision
from stratcom.events.models import Event
from stratcom.events.when import times_in_words
from stratcom.georgian import dates
from stratcom.i18n import current_language


def event_days(event: Event) -> str:
    """The days in figures, as in '23–25.11.2026', or the month or quarter in words."""
    vague = _vague(event)
    return vague or short_span(event.first_day, event.last_day)


def event_days_long(event: Event) -> str:
    """The days in words: '23–25 ნოემბერი, 2026'."""
    return _vague(event) or dates.span(event.first_day, event.last_day, _language())


def event_hours(event: Event) -> str:
    """'14:05–16:00', '14:05', or nothing for a whole day."""
    return times_in_words(event.starts_at, event.ends_at)


def event_place(event: Event) -> str:
    """Municipality and settlement, else the region, else that it is online."""
    named = event.municipality or event.region
    parts = [named.name if named else "", event.settlement]
    if named is not None and event.settlement in (named.name_ka, named.name_en):
        parts.pop()
    if event.online and not any(parts):
        return _("Online")
    return ", ".join(part for part in parts if part)


def short_span(first: date, last: date) -> str:
    """A range of days in figures, without repeating what both share."""
    if first == last:
        return dates.short_day(first)
    if first.year != last.year:
        return f"{dates.short_day(first)}–{dates.short_day(last)}"
    if first.month != last.month:
        return f"{first:%d.%m}–{dates.short_day(last)}"
    return f"{first:%d}–{dates.short_day(last)}"


def _vague(event: Event) -> str:
    if event.precision is DatePrecision.MONTH:
        return dates.month_year(event.first_day, _language())
    if event.precision is DatePrecision.QUARTER:
        return dates.quarter(event.first_day, _language())
    return ""


def _language() -> dates.Lang:
    return "en" if current_language() == "en" else "ka"
