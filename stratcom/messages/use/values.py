"""What is said of a use, as plain values: the same shape for forms, services and the trail."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from stratcom.messages.enums import Channel, UseKind
from stratcom.messages.models import MessageUse


@dataclass(frozen=True)
class UseValues:
    """A use; that of an event takes day, place and organiser from the event."""

    kind: UseKind = UseKind.OTHER
    reference: str = ""
    organisation_id: int | None = None
    day: date | None = None
    municipality_id: int | None = None
    audience_id: int | None = None
    channel: Channel | None = None
    url: str = ""
    note: str = ""


NAMES = tuple(one.name for one in fields(UseValues))
# Of the use at an event only this is said beside what the event says itself.
BESIDE_EVENT = ("audience_id", "channel", "url", "note")
FIELD_LABELS: dict[str, Any] = {
    "kind": _l("Kind of use"),
    "reference": _l("What it was"),
    "organisation_id": _l("Who used it"),
    "day": _l("Date"),
    "municipality_id": _l("Municipality"),
    "audience_id": _l("Audience"),
    "channel": _l("Channel"),
    "url": _l("Link"),
    "note": _l("Note"),
    "number": _l("Version of the message"),
    "message_id": _l("Message"),
    "event_id": _l("Event"),
    "removed_at": _l("Removed"),
}


def use_values(use: MessageUse) -> UseValues:
    """What is known of a use."""
    return UseValues(**{name: getattr(use, name) for name in NAMES})
