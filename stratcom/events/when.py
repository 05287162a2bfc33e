"""How the date of an event is said, as exactly as it is known.

Lists say the same days and hours over and over, so the wordings are kept.
"""

from datetime import date, datetime
from functools import lru_cache

from stratcom.events.enums import DatePrecision
from stratcom.georgian import dates
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
