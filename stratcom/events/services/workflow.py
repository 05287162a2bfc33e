"""From draft to public, and the review of what was changed afterwards."""

from typing import Any

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.audit.services import Actor, record
from stratcom.db import utcnow
from stratcom.errors import DomainError, StaleError
from stratcom.events import telling
from stratcom.events.enums import NEXT_STATES, EventState
from stratcom.events.models import Event
from stratcom.events.services.records import (
    Organisations,
    fill,
    note_calendar_change,
    refile,
    touch,
)
from stratcom.events.values import snapshot

ACTIONS = {
    EventState.SUBMITTED: "event.submitted",
    EventState.RETURNED: "event.returned",
    EventState.APPROVED: "event.approved",
    EventState.PUBLISHED: "event.published",
    EventState.DRAFT: "event.withdrawn",
}


def move_event(
    event: Event, to: EventState, *, actor: Actor, expected_version: int, reason: str = ""
) -> None:
    """Take the event to its next state and tell those concerned; a return needs a reason.

    Raises StaleError when it was saved since `expected_version`, DomainError when impossible.
    """
    unpublished = event.state is EventState.PUBLISHED and to is EventState.APPROVED
    take_to(event, to, actor=actor, expected_version=expected_version, reason=reason)
    telling.moved([event], to, actor=actor, unpublished=unpublished)


def take_to(
    event: Event, to: EventState, *, actor: Actor, expected_version: int, reason: str = ""
) -> None:
    """As `move_event`, but whoever calls it tells people, of many events at once."""
    refuse_stale(event, expected_version)
    if to not in NEXT_STATES[event.state]:
        raise DomainError(_("This is no longer possible."))
    if to is EventState.RETURNED and not reason.strip():
        raise DomainError(_("Say what needs to be corrected."))
    unpublished = event.state is EventState.PUBLISHED and to is EventState.APPROVED
    if to is EventState.SUBMITTED:
        event.submitted_by_id = actor.id
    if to is EventState.APPROVED and not unpublished:
        event.approved_by_id, event.approved_at = actor.id, utcnow()
        event.review_marks = {}
    event.return_reason = reason.strip() if to is EventState.RETURNED else ""
    event.state = to
    record("event.unpublished" if unpublished else ACTIONS[to], event, actor=actor)
    refile(event)


def refuse_stale(event: Event, expected_version: int) -> None:
    """Raise StaleError when the event was saved since the caller read it."""
    if event.row_version != expected_version:
        raise StaleError(_("Somebody changed this event meanwhile. Read it again first."))


def accept_changes(event: Event, *, actor: User, expected_version: int, fields: list[str]) -> None:
    """Approve the changed fields named; refused when someone saved meanwhile."""
    refuse_stale(event, expected_version)
    now = snapshot(event)
    accepted = {
        name: [event.review_marks[name], now[name]] for name in fields if name in event.review_marks
    }
    event.review_marks = {n: v for n, v in event.review_marks.items() if n not in accepted}
    event.approved_by_id, event.approved_at = actor.id, utcnow()
    record("event.changes_accepted", event, actor=actor, changes=accepted)
    refile(event)


def undo_changes(event: Event, *, actor: User, expected_version: int, fields: list[str]) -> None:
    """Give the changed fields named their approved values back."""
    refuse_stale(event, expected_version)
    now = snapshot(event)
    back: dict[str, list[Any]] = {
        name: [now[name], event.review_marks[name]] for name in fields if name in event.review_marks
    }
    fill(event, {name: pair[1] for name, pair in back.items()}, Organisations(actor))
    event.review_marks = {n: v for n, v in event.review_marks.items() if n not in back}
    note_calendar_change(event, back)
    touch(event)
    record("event.changes_undone", event, actor=actor, changes=back)
    refile(event)
    telling.changes_undone(event, actor=actor)
