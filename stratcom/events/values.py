"""The fields of an event as plain values, the one shape that forms, files, diffs and trail share.

Every value is what JSON can hold: days are '2026-11-23', times '14:05', terms and places their
codes, organisations their names. `snapshot` reads them off an event; services write them back.
"""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from stratcom.events.enums import Certainty, DatePrecision, OrganisationRole
from stratcom.events.models import Event
from stratcom.moments import clock, local
from stratcom.vocabularies.enums import TermKind

Values = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """What is known of one field: its label, its kind, and what stands when nothing was said."""

    label: Any
    kind: str
    empty: Any = ""


FIELDS: dict[str, Field] = {
    "title_ka": Field(_l("Title in Georgian"), "text"),
    "title_en": Field(_l("Title in English"), "text"),
    "summary_ka": Field(_l("Summary in Georgian"), "text"),
    "summary_en": Field(_l("Summary in English"), "text"),
    "description_ka": Field(_l("Description in Georgian"), "text"),
    "description_en": Field(_l("Description in English"), "text"),
    "first_day": Field(_l("First day"), "day"),
    "last_day": Field(_l("Last day"), "day"),
    "start_time": Field(_l("Start"), "time"),
    "end_time": Field(_l("End"), "time"),
    "precision": Field(_l("How exactly the date is known"), "choice", DatePrecision.EXACT.value),
    "certainty": Field(_l("Is the date settled?"), "choice", Certainty.TENTATIVE.value),
    "format": Field(_l("Format"), "term"),
    "organisers": Field(_l("Organisers"), "names", []),
    "partners": Field(_l("Partners"), "names", []),
    "donors": Field(_l("Donors"), "names", []),
    "region": Field(_l("Region"), "region"),
    "municipality": Field(_l("Municipality"), "municipality"),
    "settlement": Field(_l("Town or village"), "text"),
    "venue_ka": Field(_l("Venue"), "text"),
    "venue_en": Field(_l("Venue in English"), "text"),
    "online": Field(_l("Online"), "flag", False),
    "online_url": Field(_l("Link to join online"), "text"),
    "languages": Field(_l("Languages of the event"), "terms", []),
    "audiences": Field(_l("Audiences"), "terms", []),
    "themes": Field(_l("Themes"), "terms", []),
    "planned_total": Field(_l("Planned participants"), "count", None),
    "planned_women": Field(_l("Planned: women"), "count", None),
    "planned_men": Field(_l("Planned: men"), "count", None),
    "planned_youth": Field(_l("Planned: youth"), "count", None),
    "contact": Field(_l("Contact for participants"), "text"),
    "source_url": Field(_l("Source (address)"), "text"),
    "internal_notes": Field(_l("Internal notes"), "text"),
    "confidential": Field(_l("Confidential"), "flag", False),
    "embargo_until": Field(_l("Not public before"), "moment"),
    "umbrella": Field(_l("Umbrella event"), "flag", False),
    "parent": Field(_l("Part of"), "event", None),
}
# Columns that hold the value as it is.
PLAIN = tuple(name for name, field in FIELDS.items() if field.kind in {"text", "flag", "count"})
TERM_LISTS = {
    "audiences": TermKind.AUDIENCE,
    "themes": TermKind.THEME,
    "languages": TermKind.LANGUAGE,
}
ORGANISATION_LISTS = {
    "organisers": OrganisationRole.ORGANISER,
    "partners": OrganisationRole.PARTNER,
    "donors": OrganisationRole.DONOR,
}
# Fields whose change subscribers of the calendar must hear of.
CALENDAR_FIELDS = frozenset(
    {"title_ka", "title_en", "first_day", "last_day", "start_time", "end_time"}
    | {"municipality", "settlement", "venue_ka", "online_url"}
)
# Fields that nobody reviews: they never reach a reader outside.
UNREVIEWED = frozenset({"internal_notes"})


def empty_values() -> Values:
    """Values of an event of which nothing is known."""
    return {
        name: list(field.empty) if isinstance(field.empty, list) else field.empty
        for name, field in FIELDS.items()
    }


def snapshot(event: Event) -> Values:
    """The event's fields as plain values; needs its links, places and terms loaded."""
    values: Values = {name: getattr(event, name) for name in PLAIN}
    values |= {
        "first_day": event.first_day.isoformat(),
        "last_day": event.last_day.isoformat(),
        "start_time": clock(event.starts_at),
        "end_time": clock(event.ends_at),
        "precision": event.precision.value,
        "certainty": event.certainty.value,
        "format": event.format.code if event.format else "",
        "region": event.region.code if event.region else "",
        "municipality": event.municipality.code if event.municipality else "",
        "embargo_until": f"{local(event.embargo_until):%Y-%m-%dT%H:%M}"
        if event.embargo_until
        else "",
        "parent": event.parent_id,
    }
    for name, kind in TERM_LISTS.items():
        values[name] = [one.term.code for one in event.term_links if one.term.kind is kind]
    for name, role in ORGANISATION_LISTS.items():
        values[name] = [
            one.organisation.name_ka for one in event.organisation_links if one.role is role
        ]
    return {name: values[name] for name in FIELDS}


def differences(before: Values, after: Values) -> dict[str, list[Any]]:
    """The fields that differ, as {field: [before, after]}; only fields that `after` holds."""
    return {
        name: [before[name], after[name]]
        for name in FIELDS
        if name in after and before[name] != after[name]
    }
