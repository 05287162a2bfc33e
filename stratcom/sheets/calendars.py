"""ICS calendars: every VEVENT becomes a row under headers that need no recognition."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from stratcom.sheets.grids import MAX_ROWS, Cell, Grid, Row, UnreadableFileError

_TBILISI = ZoneInfo("Asia/Tbilisi")
_COLUMNS = (
    "title",
    "date",
    "date_end",
    "place",
    "description",
    "organiser",
    "source_url",
    "status",
    "notes",
)
_TEXTS = {
    "title": "SUMMARY",
    "place": "LOCATION",
    "description": "DESCRIPTION",
    "source_url": "URL",
}


def read_calendar(content: bytes, name: str) -> Grid:
    """Return a calendar as a table; repeating events appear once, with their rule as a note."""
    try:
        calendars = Calendar.from_ical(content, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, IndexError, KeyError) as error:
        raise UnreadableFileError("damaged") from error
    if not events:
        raise UnreadableFileError("empty")
    if len(events) > MAX_ROWS:
        raise UnreadableFileError("too_many_rows")
    grid = Grid(name, {1: {column: Cell(field) for column, field in enumerate(_COLUMNS)}})
    for number, event in enumerate(events, 2):
        grid.rows[number] = _row(event)
    return grid


def _row(event: Any) -> Row:  # icalendar types a property as any of thirty classes
    values: dict[str, Any] = {
        field: _text(event.get(property_name)) for field, property_name in _TEXTS.items()
    }
    values["date"], values["date_end"] = _days(event)
    organiser = event.get("ORGANIZER")
    if organiser is not None:
        values["organiser"] = _text(organiser.params.get("CN"))
    if event.get("STATUS") in ("TENTATIVE", "CONFIRMED", "CANCELLED"):
        values["status"] = str(event["STATUS"]).lower()
    if (rule := event.get("RRULE")) is not None:
        values["notes"] = f"RRULE: {rule.to_ical().decode()}"
    return {
        column: Cell(values[field])
        for column, field in enumerate(_COLUMNS)
        if values.get(field) not in (None, "")
    }


def _text(value: object) -> str:
    return str(value).strip() if value is not None else ""


def _days(event: Any) -> tuple[dt.date | None, dt.date | None]:
    start = _moment(event, "DTSTART")
    end = _moment(event, "DTEND")
    if end is None and start is not None and event.get("DURATION") is not None:
        end = start + event["DURATION"].dt
    if start is not None and end is not None and not isinstance(end, dt.datetime):
        end = max(end - dt.timedelta(days=1), start)  # the end of an all-day event is the day after
    return start, end


def _moment(event: Any, name: str) -> dt.date | None:
    """Return a date, or a date and time by the clock of Tbilisi."""
    value = getattr(event.get(name), "dt", None)
    if isinstance(value, dt.datetime):
        local = value.astimezone(_TBILISI) if value.tzinfo is not None else value
        return local.replace(tzinfo=None)
    return value if isinstance(value, dt.date) else None
