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
