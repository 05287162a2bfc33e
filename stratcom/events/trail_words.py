"""Field values in words, as histories, conflicts and reviews show them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.events.enums import (
    CERTAINTY_LABELS,
    FILE_KIND_LABELS,
    OCCURRENCE_LABELS,
    PRECISION_LABELS,
    STATE_LABELS,
)
from stratcom.events.reference import reference
from stratcom.events.values import FIELDS, TERM_LISTS
from stratcom.georgian import dates

# Columns that acts change beside the fields of the form.
COLUMNS = {
    "state": _l("State"),
    "occurrence": _l("What became of it"),
    "return_reason": _l("What to correct"),
    "change_reason": _l("Reason"),
    "original_day": _l("First planned for"),
    "starts_at": _l("Start"),
    "ends_at": _l("End"),
    "actual_total": _l("Actual participants"),
    "actual_women": _l("Women"),
    "actual_men": _l("Men"),
    "actual_youth": _l("Youth"),
    "actual_approximate": _l("The number is approximate"),
    "result": _l("Result"),
    "lesson": _l("Lesson"),
    "file": _l("File"),
    "file_kind": _l("What is it?"),
    "file_public": _l("The public may see it"),
    "caption_ka": _l("Caption in Georgian"),
    "caption_en": _l("Caption in English"),
}

_TABLES: dict[str, Mapping[Any, Any]] = {
    "state": STATE_LABELS,
    "occurrence": OCCURRENCE_LABELS,
    "precision": PRECISION_LABELS,
    "certainty": CERTAINTY_LABELS,
    "file_kind": FILE_KIND_LABELS,
}
LABELS = {
    (name, str(value)): label for name, table in _TABLES.items() for value, label in table.items()
}


def shown_changes(changes: dict[str, list[Any]], *, with_notes: bool) -> dict[str, list[Any]]:
    """The changes that a history shows: fields with a name, notes only for those who may."""
    hidden = frozenset() if with_notes else frozenset({"internal_notes", "lesson"})
    known = FIELDS.keys() | COLUMNS.keys()
    return {name: pair for name, pair in changes.items() if name in known - hidden}


def value_in_words(name: str, value: Any) -> str:
    """A plain value of that field as a person reads it."""
    if value in (None, "", []):
        return "–"
    kind = FIELDS[name].kind if name in FIELDS else ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if kind == "day" or name == "original_day":
        return dates.short_day(date.fromisoformat(value))
    if kind in {"term", "terms"}:
        return _terms(name, value)
    if kind in {"municipality", "region"}:
        return _place(kind, value)
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return str(LABELS.get((name, value), value))


def _terms(name: str, value: Any) -> str:
    known = reference()
    kind = "format" if name == "format" else TERM_LISTS[name].value
    codes = [value] if isinstance(value, str) else value
    ids = [known.term_ids.get((kind, code)) for code in codes]
    return ", ".join(known.terms[one].name for one in ids if one)


def _place(kind: str, code: str) -> str:
    known = reference()
    if kind == "region":
        region_id = known.region_ids.get(code)
        return known.regions[region_id].name if region_id else code
    found = known.municipality_ids.get(code)
    return known.municipalities[found].name if found else code


def field_label(name: str) -> str:
    """What a field or column is called."""
    if name in FIELDS:
        return str(FIELDS[name].label)
    return str(COLUMNS.get(name, name))
