"""What the selects above a matrix offer, and the periods that are asked for most."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.events.reference import reference
from stratcom.matrix.enums import (
    AXIS_LABELS,
    HAPPENED_LABELS,
    MEASURE_LABELS,
    NAMES_LABELS,
    ROLE_LABELS,
    Axis,
)
from stratcom.matrix.question import FIRST_DAY, LAST_DAY, YEAR, last_twelve_months
from stratcom.moments import today
from stratcom.vocabularies.enums import TermKind

Choice = list[tuple[str, Any]]
# By what gaps and donors can be listed; the first is usual.
BY: Mapping[str, Mapping[str, Any]] = {
    "gaps": {
        Axis.AUDIENCE.value: AXIS_LABELS[Axis.AUDIENCE],
        Axis.THEME.value: AXIS_LABELS[Axis.THEME],
    },
    "donors": {
        Axis.THEME.value: AXIS_LABELS[Axis.THEME],
        Axis.REGION.value: AXIS_LABELS[Axis.REGION],
        "organiser": _l("Organiser"),
    },
}


@dataclass(frozen=True)
class Period:
    """A period that one need not type."""

    label: str
    first: date
    last: date


def periods() -> list[Period]:
    """The periods that are asked for most."""
    now, year = today(), today().year
    return [
        Period(_("This year"), date(year, 1, 1), date(year, 12, 31)),
        Period(_("Last year"), date(year - 1, 1, 1), date(year - 1, 12, 31)),
        Period(_("Last 12 months"), *last_twelve_months()),
        Period(_("Next 12 months"), now, now + YEAR),
        Period(_("Last 90 days"), now - timedelta(days=90), now),
        Period(_("All years"), FIRST_DAY, LAST_DAY),
    ]


class Options:
    """What the selects offer; read only when the form is drawn."""

    axes: ClassVar[Choice] = [(one.value, label) for one, label in AXIS_LABELS.items()]
    measures: ClassVar[Choice] = [(one.value, label) for one, label in MEASURE_LABELS.items()]
    happened: ClassVar[Choice] = [(one.value, label) for one, label in HAPPENED_LABELS.items()]
    names: ClassVar[Choice] = [(one.value, label) for one, label in NAMES_LABELS.items()]
    roles: ClassVar[Choice] = list(ROLE_LABELS.items())

    @property
    def regions(self) -> Choice:
        """Regions by code."""
        return [(one.code, one.name) for one in reference().regions.values()]

    def municipality(self, code: str) -> Choice:
        """The municipality of that code, which a link has chosen; there are too many to list."""
        known = reference()
        found = known.municipalities.get(known.municipality_ids.get(code.casefold(), 0))
        return [(found.code, found.name)] if found else []

    @property
    def online(self) -> Choice:
        """Held online or not."""
        return [("1", _("Online")), ("0", _("In person"))]

    def terms(self, kind: str) -> Choice:
        """Terms of one list by code."""
        return [(one.code, one.name) for one in reference().offered(TermKind(kind))]
