"""What all list screens share: filters in the address, tabs, chips, saved views."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from stratcom.db import db
from stratcom.events import queries
from stratcom.events.enums import OCCURRENCE_LABELS, STATE_LABELS, EventState, Occurrence
from stratcom.events.filters import DOING, TYPES, Filters, narrow, read_filters
from stratcom.events.reference import Named, reference
from stratcom.events.search import Search
from stratcom.events.services.saved import saved_views
from stratcom.georgian.dates import short_day
from stratcom.moments import read_day
from stratcom.partners.models import Organisation
from stratcom.vocabularies.enums import TermKind
from stratcom.web.responses import page, wants_fragment

TABS = {
    "events.index": _l("List"),
    "events.calendar": _l("Month"),
    "events.week": _l("Week"),
    "events.tile_map": _l("Map"),
    "events.printed": _l("For print"),
}
FILTER_LABELS = {
    "q": _l("Words"),
    "from": _l("From"),
    "to": _l("Until"),
    "region": _l("Region"),
    "municipality": _l("Municipality"),
    "format": _l("Format"),
    "audience": _l("Audience"),
    "theme": _l("Theme"),
    "organiser": _l("Organiser"),
    "involved": _l("Organisation involved"),
    "partner": _l("Partner"),
    "donor": _l("Donor"),
    "organiser-type": _l("Type of organiser"),
    "partner-type": _l("Type of partner"),
    "donor-type": _l("Type of donor"),
    "involved-type": _l("Type of organisation"),
    "language": _l("Language"),
    "state": _l("State"),
    "occurrence": _l("What became of it"),
    "online": _l("Online"),
}
FLAG_LABELS = {
    "mine": _l("Ours only"),
    "marked": _l("Changed after approval"),
    "unreported": _l("Report overdue"),
    "archived": _l("In the archive"),
}
# Few: each costs every list page some twenty bytes on the wire.
ORGANISATIONS_OFFERED = 20


@dataclass(frozen=True)
class Chip:
    """One active filter in words, and the query without it."""

    label: Any
    text: str
    query: str


def search_of_request() -> tuple[Filters, Search]:
    """The filters in the address, and the events that the person may see within them."""
    filters = read_filters(request.args, desk=True)
    return filters, narrow(queries.visible_to(current_user), filters, user=current_user)


def screen(
    fragment: str, *, filters: Filters, heading: str = "", path: str = "", **context: Any
) -> Response:
    """A list screen; for htmx its fragment alone, with the address free of empty filters.

    `path` is the lasting address of the screen when the request came by another.
    """
    response = page(
        "events/screen.html",
        fragment=f"events/_{fragment}.html",
        part=f"events/_{fragment}.html",
        target=f"#{fragment.replace('_', '-')}",
        filters=filters,
        heading=heading or _("Events"),
        tabs=TABS,
        chips=chips(filters),
        saved=saved_views(current_user),
        options=Options(),
        **context,
    )
    if wants_fragment():
        response.headers["HX-Push-Url"] = _lasting(path or request.path)
    return response


def _lasting(path: str) -> str:
    pairs = [(k, v) for k, v in request.args.items(multi=True) if v.strip() and k != "at"]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def listed(filters: Filters, **changes: str | None) -> str:
    """The address of the plain list under these filters, with some changed."""
    query = filters.query(**changes)
    address = url_for("events.index")
    return f"{address}?{query}" if query else address


def chips(filters: Filters) -> list[Chip]:
    """Every active filter with the way to take it off."""
    return [
        Chip(
            FILTER_LABELS.get(name, ""),
            _in_words(name, value),
            _without(filters, name, value),
        )
        for name, values in filters.values.items()
        if name != "sort"
        for value in values
    ]


def _without(filters: Filters, name: str, value: str) -> str:
    pairs = [(k, v) for k, vs in filters.values.items() for v in vs if (k, v) != (name, value)]
    return urlencode(pairs)


def _in_words(name: str, value: str) -> str:
    if name in FLAG_LABELS:
        return str(FLAG_LABELS[name])
    if name == "online":
        return _("No") if value in {"0", "no", "false"} else _("Yes")
    if name in {"from", "to"}:
        day = read_day(value)
        return short_day(day) if day else value
    if name == "state" and value in set(EventState):
        return str(STATE_LABELS[EventState(value)])
    if name == "occurrence" and value in set(Occurrence):
        return str(OCCURRENCE_LABELS[Occurrence(value)])
    if name in DOING and value.isascii() and value.isdigit():
        body = db.session.get(Organisation, int(value[:9]))
        return body.name if body else value
    found = _named(name, value)
    return found.name if found else value


def _named(name: str, value: str) -> Named | None:
    """The place or term that the value of a filter stands for."""
    known = reference()
    if name == "region":
        return known.regions.get(known.region_ids.get(value.upper(), 0))
    if name == "municipality":
        return known.municipalities.get(known.municipality_ids.get(value.casefold(), 0))
    kind = TermKind.ORGANISATION_TYPE.value if name in TYPES else name
    return known.terms.get(known.term_ids.get((kind, value), 0))


class Options:
    """What the selects of the filter form offer; read only when the form is drawn."""

    @property
    def regions(self) -> list[tuple[str, str]]:
        """Regions by code."""
        return [(one.code, one.name) for one in reference().regions.values()]

    @property
    def municipalities(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Municipalities by code, under the name of their region."""
        known = reference()
        return [
            (
                region.name,
                [
                    (one.code, one.name)
                    for one in known.municipalities.values()
                    if one.region_id == region.id
                ],
            )
            for region in known.regions.values()
        ]

    def terms(self, kind: str) -> list[tuple[str, str]]:
        """Terms of one list by code, retired ones too: old events have them."""
        offered = reference().offered(TermKind(kind))
        return [(one.code, one.name) for one in offered]

    @property
    def states(self) -> list[tuple[str, Any]]:
        """States by value."""
        return [(one.value, label) for one, label in STATE_LABELS.items()]

    @property
    def occurrences(self) -> list[tuple[str, Any]]:
        """Occurrences by value."""
        return [(one.value, label) for one, label in OCCURRENCE_LABELS.items()]

    @property
    def online(self) -> list[tuple[str, str]]:
        """Held online or not."""
        return [("1", _("Online")), ("0", _("In person"))]

    @property
    def organisations(self) -> list[str]:
        """Names to choose from while typing; any other name may be typed as well."""
        return queries.recent_organisers(ORGANISATIONS_OFFERED)
