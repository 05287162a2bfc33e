"""What features above know of an event: shown on its page, announced by the factory."""

from typing import Any, Protocol

from flask import Flask, current_app

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.events.models import Event

PANELS = "event_panels"


class EventPanel(Protocol):
    """A section of an event's page; `template` is included with what `context` returns."""

    permission: Permission
    template: str

    def context(self, event: Event) -> dict[str, Any]:
        """What the template shows; empty when this event has no such section."""


def announce(app: Flask, panel: EventPanel) -> None:
    """Hang up a panel; the factory calls this."""
    app.extensions.setdefault(PANELS, []).append(panel)


def panels_for(event: Event, user: User) -> list[tuple[str, dict[str, Any]]]:
    """Template and context of every panel that the person may see."""
    known: list[EventPanel] = current_app.extensions.get(PANELS, [])
    shown = ((one.template, one.context(event)) for one in known if user.can(one.permission))
    return [(template, context) for template, context in shown if context]
