"""What a matrix may be made of, and what it may count."""

import enum

from flask_babel import lazy_gettext as _l

from stratcom.events.enums import Occurrence
from stratcom.vocabularies.enums import TermKind


class Axis(enum.StrEnum):
    """What rows or columns stand for."""

    ORGANISATION = "organisation"
    TYPE = "organisation-type"
    REGION = "region"
    MUNICIPALITY = "municipality"
    THEME = "theme"
    AUDIENCE = "audience"


class Measure(enum.StrEnum):
    """What the cells count."""

    EVENTS = "events"
    PEOPLE = "people"
    MUNICIPALITIES = "municipalities"


class Happened(enum.StrEnum):
    """Which events count, by what became of them."""

    SOME = ""  # all but the cancelled
    PLANNED = "planned"
    HELD = "held"
    ALL = "all"


class Names(enum.StrEnum):
    """Under which name a body that has a successor stands."""

    NOW = "now"
    THEN = "then"


AXIS_LABELS = {
    Axis.ORGANISATION: _l("Organisation"),
    Axis.TYPE: _l("Type of organisation"),
    Axis.REGION: _l("Region"),
    Axis.MUNICIPALITY: _l("Municipality"),
    Axis.THEME: _l("Theme"),
    Axis.AUDIENCE: _l("Audience"),
}
AXIS_PLURALS = {
    Axis.ORGANISATION: _l("Organisations"),
    Axis.TYPE: _l("Types of organisations"),
    Axis.REGION: _l("Regions"),
    Axis.MUNICIPALITY: _l("Municipalities"),
    Axis.THEME: _l("Themes"),
    Axis.AUDIENCE: _l("Audiences"),
}
MEASURE_LABELS = {
    Measure.EVENTS: _l("Events"),
    Measure.PEOPLE: _l("People reached"),
    Measure.MUNICIPALITIES: _l("Municipalities reached"),
}
HAPPENED_LABELS = {
    Happened.SOME: _l("Planned and held"),
    Happened.PLANNED: _l("Planned only"),
    Happened.HELD: _l("Held only"),
    Happened.ALL: _l("All, cancelled ones too"),
}
NAMES_LABELS = {
    Names.NOW: _l("As they are called now"),
    Names.THEN: _l("As they were called then"),
}
# What an organisation does for an event, by the name of the events' filter that asks for it.
ROLE_LABELS = {
    "involved": _l("Organiser, partner or donor"),
    "organiser": _l("Organiser"),
    "partner": _l("Partner"),
    "donor": _l("Donor"),
}
BODIES = frozenset({Axis.ORGANISATION, Axis.TYPE})
TERM_KINDS = {Axis.THEME: TermKind.THEME, Axis.AUDIENCE: TermKind.AUDIENCE}
OCCURRENCES: dict[Happened, tuple[Occurrence, ...]] = {
    Happened.SOME: (Occurrence.PLANNED, Occurrence.POSTPONED, Occurrence.HELD),
    Happened.PLANNED: (Occurrence.PLANNED, Occurrence.POSTPONED),
    Happened.HELD: (Occurrence.HELD,),
    Happened.ALL: (),
}
