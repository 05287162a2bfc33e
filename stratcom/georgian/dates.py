"""Dates worded in Georgian ("ka") and English ("en"), and month names recognised.

Georgian puts the relation into the month ("on 23 November" is 23 ნოემბერს), so there is one
function for each relation and none that joins a preposition to a date.
"""

from datetime import date
from typing import Literal

from stratcom.georgian import months
from stratcom.georgian.months import month_number as month_number

Lang = Literal["ka", "en"]
Case = Literal["nom", "gen", "dat", "from", "until", "in"]

MONTHS = {"ka": months.GEORGIAN["nom"], "en": months.ENGLISH}
SHORT_MONTHS = {
    "ka": months.GEORGIAN_SHORT,
    "en": months.ENGLISH_SHORT,
}
WEEKDAYS = {
    "ka": ("ორშაბათი", "სამშაბათი", "ოთხშაბათი", "ხუთშაბათი", "პარასკევი", "შაბათი", "კვირა"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
SHORT_WEEKDAYS = {
    "ka": ("ორშ", "სამ", "ოთხ", "ხუთ", "პარ", "შაბ", "კვი"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}

_QUARTERS = ("I", "II", "III", "IV")
_ENGLISH_PREPOSITIONS = {"from": "from ", "until": "until ", "in": "in "}


def month(number: int, case: Case, lang: Lang) -> str:
    """Return a month name in a case: ნოემბრიდან, or "from November"."""
    if lang == "ka":
        return months.GEORGIAN[case][number - 1]
    return _ENGLISH_PREPOSITIONS.get(case, "") + months.ENGLISH[number - 1]


def short_month(number: int, lang: Lang) -> str:
    """Return the short name of a month: ნოე, Nov."""
    return SHORT_MONTHS[lang][number - 1]


def weekday(d: date, lang: Lang) -> str:
    """Return the name of the day of the week: ორშაბათი, Monday."""
    return WEEKDAYS[lang][d.weekday()]


def short_weekday(d: date, lang: Lang) -> str:
    """Return the short name of the day of the week: ორშ, Mon."""
    return SHORT_WEEKDAYS[lang][d.weekday()]


def day(d: date, lang: Lang) -> str:
    """Return a full date: "23 ნოემბერი, 2026", "23 November 2026"."""
    return f"{d.day} {month_year(d, lang)}"


def on_day(d: date, lang: Lang, year: bool = False) -> str:
    """Return the time of a deed: "23 ნოემბერს", with `year` "2026 წლის 23 ნოემბერს"."""
    if lang == "ka":
        return f"{f'{d.year} წლის ' if year else ''}{d.day} {months.GEORGIAN['dat'][d.month - 1]}"
    return f"on {d.day} {MONTHS[lang][d.month - 1]}{f' {d.year}' if year else ''}"


def short_day(d: date) -> str:
    """Return a date in figures: 23.11.2026."""
    return f"{d.day:02}.{d.month:02}.{d.year}"


def span(first: date, last: date | None, lang: Lang) -> str:
    """Return a range of days: "23–27 ნოემბერი, 2026", "30 აპრილი – 3 მაისი, 2026"."""
    if last is None or first == last:
        return day(first, lang)
    if first.year != last.year:
        return f"{day(first, lang)} – {day(last, lang)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[lang][first.month - 1]} – {day(last, lang)}"
    return f"{first.day}–{day(last, lang)}"


def month_year(d: date, lang: Lang) -> str:
    """Return a month and its year: "ნოემბერი, 2026", "November 2026"."""
    return f"{MONTHS[lang][d.month - 1]}{',' if lang == 'ka' else ''} {d.year}"


def quarter(d: date, lang: Lang) -> str:
    """Return the quarter of a year: "2026 წლის IV კვარტალი", "Q4 2026"."""
    number = (d.month - 1) // 3
    if lang == "ka":
        return f"{d.year} წლის {_QUARTERS[number]} კვარტალი"
    return f"Q{number + 1} {d.year}"
