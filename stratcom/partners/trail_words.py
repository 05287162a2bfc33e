"""Fields and values of organisations in words, as histories and conflicts show them."""

from datetime import date
from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.audit.record_words import Words
from stratcom.db import db
from stratcom.georgian.dates import short_day
from stratcom.partners.enums import SUCCESSION_LABELS, SuccessionKind
from stratcom.partners.models import Organisation
from stratcom.partners.reference import Reference
from stratcom.partners.values import DAYS, FIELDS, TERM_LISTS

# What acts leave in the trail beside the fields of the form.
FURTHER = {
    "succession": _l("Succession"),
    "successors": _l("Successor"),
    "happened_on": _l("Date"),
    "leads": _l("Reports follow"),
}
HIDDEN = frozenset({"notes", "listing_note"})
NOTHING = "–"


def field_label(name: str) -> str:
    """What a field is called."""
    label = FIELDS[name].label if name in FIELDS else FURTHER.get(name, name)
    return str(label)


def value_in_words(name: str, value: Any) -> str:
    """A plain value of that field as a person reads it."""
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if name in TERM_LISTS:
        known = _known().terms
        found = [known.get((TERM_LISTS[name], code)) for code in value]
        return ", ".join(one.name for one in found if one) or NOTHING
    if name in {"region", "municipality"}:
        place = getattr(_known(), "regions" if name == "region" else "municipalities").get(value)
        return place.name if place else str(value)
    if name == "parent":
        body = db.session.get(Organisation, value)
        return body.name if body else str(value)
    if name == "succession":
        return str(SUCCESSION_LABELS[SuccessionKind(value)])
    if name in DAYS or name == "happened_on":
        return short_day(date.fromisoformat(value))
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _known() -> Reference:
    """Places and terms, read once for a page."""
    if "partners_reference" not in g:
        g.partners_reference = Reference()
    found: Reference = g.partners_reference
    return found


WORDS = Words(field_label, value_in_words)
