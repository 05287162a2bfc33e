"""How the trail says what changed in a use."""

from typing import Any

from stratcom.audit.record_words import Words
from stratcom.db import db
from stratcom.events.reference import reference
from stratcom.messages.enums import CHANNEL_LABELS, USE_LABELS, Channel, UseKind
from stratcom.messages.models import Message
from stratcom.messages.use.values import FIELD_LABELS
from stratcom.moments import read_day
from stratcom.partners.models import Organisation
from stratcom.web.filters import long_day

NOTHING = "–"


def field_in_words(name: str) -> str:
    """What a field is called."""
    return str(FIELD_LABELS.get(name, name))


def value_in_words(name: str, value: Any) -> str:
    """A name in place of an id, a label in place of a code."""
    if value in (None, ""):
        return NOTHING
    if name == "kind":
        return str(USE_LABELS[UseKind(value)])
    if name == "channel":
        return str(CHANNEL_LABELS[Channel(value)])
    if name in {"municipality_id", "audience_id"}:
        known = reference().municipalities if name == "municipality_id" else reference().terms
        found = known.get(value)
        return found.name if found else str(value)
    if name in {"organisation_id", "message_id"}:
        model: Any = Organisation if name == "organisation_id" else Message
        record = db.session.get(model, value)
        return record.label if record is not None else str(value)
    if name in {"day", "removed_at"}:
        day = read_day(str(value)[:10])
        return long_day(day) if day else str(value)
    return str(value)


WORDS = Words(field_in_words, value_in_words)
