"""What a recognised row would make of an event: plain values, as forms have them."""

from datetime import date
from typing import Any

from stratcom.events.enums import Certainty, DatePrecision, EventState, Occurrence
from stratcom.events.models import Event
from stratcom.events.services.records import widen
from stratcom.events.values import Values
from stratcom.moments import today
from stratcom.sheets import EventValues

# Beside the fields of an event, kept until the choices for the whole file are made.
PEOPLE, STATUS, NOTES, RESULT = "people", "status", "notes", "result"
_ASIDE = (PEOPLE, STATUS, NOTES, RESULT)
_WIDTHS = {
    column.name: length
    for column in Event.__table__.columns
    if isinstance(length := getattr(column.type, "length", None), int)
}
GROUPS = ("total", "women", "men", "youth")


def proposed(row: EventValues) -> Values:
    """The values of a new event; numbers of people, status, result and notes stand aside."""
    values: Values = {
        "title_ka": row.title_ka or row.title_en,
        "title_en": row.title_en,
        "summary_ka": row.summary_ka,
        "summary_en": row.summary_en,
        "description_ka": row.description_ka,
        "description_en": row.description_en,
        **_dates(row),
        "format": row.format or "",
        "organisers": list(row.organisers),
        "partners": list(row.partners),
        "donors": list(row.donors),
        "region": row.region or "",
        "municipality": row.municipality or "",
        "settlement": row.settlement,
        "venue_ka": row.venue,
        "online": bool(row.online),
        "online_url": row.online_url,
        "languages": list(row.languages),
        "audiences": list(row.audience),
        "themes": list(row.theme),
        "planned_total": row.participants_planned,
        "contact": row.contact,
        "source_url": next(iter(row.source_urls), ""),
    }
    people = [row.participants, row.participants_women, row.participants_men]
    counted = dict(zip(GROUPS, [*people, row.participants_youth], strict=True))
    aside: Values = {
        PEOPLE: _sensible(counted) | {"approximate": row.participants_approximate},
        STATUS: row.status,
        RESULT: row.result,
        NOTES: "\n".join(filter(None, [row.notes, *row.source_urls[1:]])),
    }
    said = {name: value for name, value in values.items() if value not in ("", None, [], False)}
    return cut(said) | {name: value for name, value in aside.items() if value}


def _dates(row: EventValues) -> Values:
    if row.date_start is None:
        return {}
    precision = DatePrecision(row.precision)
    first, last = widen(row.date_start, row.date_end or row.date_start, precision)
    exact = precision is DatePrecision.EXACT
    start = f"{row.time_start:%H:%M}" if row.time_start and exact else ""
    end = f"{row.time_end:%H:%M}" if row.time_end and start else ""
    if end and end < start and first == last:
        end = ""
    certainty = Certainty.CONFIRMED if exact and row.certain else Certainty.TENTATIVE
    return {
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
        "start_time": start,
        "end_time": end,
        "precision": precision.value,
        "certainty": certainty.value,
    }


def _sensible(counted: dict[str, int | None]) -> dict[str, int | None]:
    """The numbers without parts that are more than the whole: the total is what was counted."""
    total = counted["total"]
    if total is None:
        return counted
    if (counted["women"] or 0) + (counted["men"] or 0) > total:
        counted |= {"women": None, "men": None}
    if (counted["youth"] or 0) > total:
        counted["youth"] = None
    return counted


def cut(values: Values) -> Values:
    """The values with texts no longer than their columns."""
    return {
        name: value[: _WIDTHS[name]] if isinstance(value, str) and name in _WIDTHS else value
        for name, value in values.items()
    }


def bare(values: Values) -> Values:
    """The fields of the event alone."""
    return {name: value for name, value in values.items() if name not in _ASIDE}


def settled(values: Values, *, past_held: bool, state: EventState) -> tuple[Values, dict[str, Any]]:
    """Values and columns of the event to be created, by the choices for the whole file.

    With `past_held`, events whose last day has passed were held and their numbers are actual.
    """
    fields = bare(values)
    people = values.get(PEOPLE) or {}
    occurrence = _occurrence(values, past_held)
    columns: dict[str, Any] = {"state": state, "occurrence": occurrence}
    counted = {name: people.get(name) for name in GROUPS}
    if occurrence is Occurrence.HELD:
        columns |= {f"actual_{name}": number for name, number in counted.items()}
        columns["actual_approximate"] = bool(people.get("approximate"))
    else:
        fields |= {
            f"planned_{name}": number for name, number in counted.items() if number is not None
        }
    if values.get(RESULT):
        columns["result"] = values[RESULT]
    if values.get(NOTES):
        fields["internal_notes"] = values[NOTES]
    return fields, columns


def _occurrence(values: Values, past_held: bool) -> Occurrence:
    said = values.get(STATUS)
    passed = date.fromisoformat(values["last_day"]) < today()
    if said == "cancelled":
        return Occurrence.CANCELLED
    if said == "held" and passed:
        return Occurrence.HELD
    if said == "postponed" and not passed:
        return Occurrence.POSTPONED
    return Occurrence.HELD if passed and past_held else Occurrence.PLANNED
