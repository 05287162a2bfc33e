"""The history of a person in words: what changed, without what the reader may not see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.audit.models import AuditEntry
from stratcom.audit.queries import personal_values
from stratcom.audit.record_words import Personal, Words, field_in_words, values_in_words
from stratcom.audit.words import act_in_words
from stratcom.db import db
from stratcom.georgian.dates import short_day
from stratcom.people.enums import (
    ASKED_BY_LABELS,
    CONSENT_LABELS,
    AskedBy,
    Consent,
    RelationKind,
)
from stratcom.people.enums import RELATION_LABELS as RELATION_KINDS
from stratcom.people.values import LABELS, PRIVATE, TERM_LISTS
from stratcom.vocabularies import queries as vocabularies
from stratcom.vocabularies.models import Term

POST_LABELS = {
    "title_ka": _l("Post in Georgian"),
    "title_en": _l("Post in English"),
    "started_on": _l("From"),
    "ended_on": _l("Until"),
    "email": _l("Office e-mail"),
    "phone": _l("Office telephone"),
    "main_contact": _l("Main contact of the organisation"),
}
RELATION_LABELS = {
    "kind": _l("Relation"),
    "started_on": _l("From"),
    "ended_on": _l("Until"),
    "note": _l("Remark"),
}
ERASING_LABELS = {"asked_on": _l("Date of the request"), "asked_by": _l("How it came")}
KNOWN: dict[str, Mapping[str, Any]] = {
    "person": LABELS | ERASING_LABELS,
    "post": POST_LABELS,
    "relation": RELATION_LABELS,
}
DAYS = frozenset({"consent_on", "started_on", "ended_on", "asked_on"})
NOTHING = "–"


@dataclass(frozen=True)
class Change:
    """A field with its values before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One act of the history."""

    at: datetime
    actor: str
    act: str
    changes: list[Change]


def history_lines(entries: Iterable[AuditEntry], *, private: bool) -> list[Line]:
    """The acts in words; private fields only when `private`, erased values are said to be so."""
    shown = list(entries)
    values = personal_values(shown)
    return [
        Line(
            one.at,
            one.actor_name,
            act_in_words(one.action),
            [] if one.action.endswith(".added") else _changes(one, values, private),
        )
        for one in shown
    ]


def _changes(entry: AuditEntry, values: Personal, private: bool) -> list[Change]:
    table = entry.subject_type
    hidden = PRIVATE if table == "person" and not private else frozenset()
    return [
        Change(field_in_words(table, name), *values_in_words(entry, name, values))
        for name in entry.changes
        if name in KNOWN[table] and name not in hidden
    ]


def value_in_words(name: str, value: Any) -> str:
    """A plain value of that field as a person reads it."""
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in DAYS:
        return short_day(value if isinstance(value, date) else date.fromisoformat(value))
    if name == "consent":
        return str(CONSENT_LABELS[Consent(value)])
    if name == "asked_by":
        return str(ASKED_BY_LABELS[AskedBy(value)])
    if name in TERM_LISTS:
        return _terms(name, value)
    if name == "kind":
        return str(RELATION_KINDS[RelationKind(value)].forward)
    return str(value)


def _terms(name: str, codes: list[str]) -> str:
    """The labels of those terms; the code where a term is not known."""
    known = vocabularies.terms(TERM_LISTS[name], with_retired=True).where(Term.code.in_(codes))
    labels = {one.code: one.label for one in db.session.scalars(known)}
    return ", ".join(labels.get(code, code) for code in codes)


def _words_of(table: str) -> Words:
    labels = KNOWN[table]
    return Words(lambda name: str(labels.get(name, name)), value_in_words)


# For the trail of everything.
TRAIL_WORDS = {table: _words_of(table) for table in KNOWN}
