"""Moments and days: stored in UTC, lived in Tbilisi."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

TBILISI = ZoneInfo("Asia/Tbilisi")


def utcnow() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The moment as clocks in Tbilisi show it."""
    return moment.astimezone(TBILISI)


def today() -> date:
    """Today's date in Tbilisi."""
    return local(utcnow()).date()


def moment_of(day: date, clock_text: str) -> datetime | None:
    """The moment at which clocks in Tbilisi show 'HH:MM' on that day; None without a time."""
    if not clock_text:
        return None
    return datetime.combine(day, time.fromisoformat(clock_text), TBILISI)


def clock(moment: datetime | None) -> str:
    """'14:05' in Tbilisi, or nothing."""
    return f"{local(moment):%H:%M}" if moment else ""


def read_day(text: str) -> date | None:
    """A day as the browser sends it (2026-11-23) or as people type it (23.11.2026)."""
    parts = text.split(".")
    if len(parts) == 3:
        text = f"{parts[2]:0>4}-{parts[1]:0>2}-{parts[0]:0>2}"
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # Days are added and taken away later; no event lies so far off.
    return day if 1900 <= day.year <= 2200 else None
