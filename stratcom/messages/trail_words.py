"""How the trail and the history of a message say its fields and their values."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.accounts.models import User
from stratcom.audit.record_words import Words
from stratcom.db import db
from stratcom.drafting.enums import PART_LABELS, STATE_LABELS, DraftState, PartKind
from stratcom.events.reference import reference
from stratcom.georgian.dates import short_day
from stratcom.i18n import LANGUAGES
from stratcom.messages.details.values import LABELS
from stratcom.messages.enums import CIRCLE_LABELS, Circle
from stratcom.messages.models import Message
from stratcom.moments import read_day
from stratcom.partners.models import Organisation

NOTHING = "–"
FIELDS: dict[str, Any] = LABELS | {
    "approved_at": _l("Approved"),
    "approved_number": _l("Version in force"),
    "current_number": _l("Version"),
    "kind": _l("Kind"),
    "owner_id": _l("Whose message"),
    "parts": _l("Parts changed"),
    "public": _l("On the public site"),
    "published_at": _l("Published"),
    "replaced_by_id": _l("Replaced by"),
    "return_reason": _l("Reason for returning it"),
    "source": _l("Written in"),
    "state": _l("State"),
    "submitted_at": _l("Sent for approval"),
    "submitted_by_id": _l("Sent by"),
    "title_ka": _l("Title in Georgian"),
    "title_en": _l("Title in English"),
    "told": _l("Told"),
    "withdrawal_reason": _l("Reason for withdrawing it"),
    "withdrawn_at": _l("Withdrawn"),
    "withdrawn_by_id": _l("Withdrawn by"),
    "wording": _l("Wording"),
    "archived_at": _l("Put away"),
}
MODELS: dict[str, Any] = {
    "owner_id": Organisation,
    "replaced_by_id": Message,
    "steward_id": User,
    "submitted_by_id": User,
    "withdrawn_by_id": User,
}


def field_in_words(name: str) -> str:
    """What a field is called."""
    return str(FIELDS.get(name, name))


def value_in_words(name: str, value: Any) -> str:
    """A plain value as a person reads it."""
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "parts":
        return _parts(value)
    if name in MODELS:
        return _record(name, value)
    if name == "theme_id":
        theme = reference().terms.get(value)
        return theme.name if theme else str(value)
    if name.endswith(("_at", "_on", "_from", "_until")):
        day = read_day(str(value)[:10])
        return short_day(day) if day else str(value)
    return _code(name, value)


def _code(name: str, value: Any) -> str:
    if name == "state" and value in set(DraftState):
        return str(STATE_LABELS[DraftState(value)])
    if name == "circle" and value in set(Circle):
        return str(CIRCLE_LABELS[Circle(value)])
    if name == "source":
        return LANGUAGES.get(value, str(value))
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _parts(named: Iterable[str]) -> str:
    """Which kinds of parts were changed, and how many of each."""
    kinds = Counter(one.partition(":")[0] for one in named)
    said = ((PART_LABELS.get(PartKind(kind)), count) for kind, count in kinds.items())
    return "; ".join(f"{label} ({count})" if count > 1 else str(label) for label, count in said)


def _record(name: str, number: int) -> str:
    found = db.session.get(MODELS[name], number)
    if isinstance(found, User):
        return found.called
    return str(found.label) if found is not None else str(number)


WORDS = Words(field_in_words, value_in_words)
