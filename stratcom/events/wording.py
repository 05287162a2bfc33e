"""How the date and place of an event are said, as exactly as they are known.

Lists say the same days and hours over and over, so the wordings are kept.
"""

from datetime import date, datetime
from functools import lru_cache

from flask_babel import gettext as _

from stratcom.events.enums import DatePrecision
from stratcom.events.models import Event
from stratcom.georgian import dates
from stratcom.i18n import current_language
from stratcom.moments import clock


def days_in_words(first: date, last: date, precision: DatePrecision, lang: dates.Lang) -> str:
    """'ორშაბათი, 23 ნოემბერი, 2026', '23–27 ნოემბერი, 2026', or only the month or quarter."""
    if precision is DatePrecision.MONTH:
        return dates.month_year(first, lang)
    if precision is DatePrecision.QUARTER:
        return dates.quarter(first, lang)
    if first == last:
        return f"{dates.weekday(first, lang)}, {dates.day(first, lang)}"
    return dates.span(first, last, lang)


@lru_cache(maxsize=4096)
def times_in_words(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """'14:00–16:00', '14:00', or nothing for whole days."""
    times = [clock(one) for one in (starts_at, ends_at) if one is not None]
    return "–".join(dict.fromkeys(times))


@lru_cache(maxsize=4096)
def day_block(
    first: date, last: date, precision: DatePrecision, lang: dates.Lang
) -> tuple[str, str, str]:
    """The date as lists show it: a large figure, what goes under it, and a machine's form.

    ('24', 'ნოე 2026', '2026-11-24'), ('24–26', …), ('ნოე', '2026', '2026-11').
    """
    short = dates.SHORT_MONTHS[lang]
    month = short[first.month - 1]
    if precision is DatePrecision.MONTH:
        return month, str(first.year), f"{first.year}-{first.month:02}"
    if precision is DatePrecision.QUARTER:
        last_month = short[last.month - 1]
        return f"{month}–{last_month}", str(first.year), str(first.year)
    machine = first.isoformat()
    if first == last:
        return str(first.day), f"{month} {first.year}", machine
    end = short[last.month - 1]
    if first.year != last.year:
        return str(first.day), f"{month} {first.year} – {last.day} {end} {last.year}", machine
    if first.month != last.month:
        return str(first.day), f"{month} – {last.day} {end} {last.year}", machine
    return f"{first.day}–{last.day}", f"{month} {first.year}", machine


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
