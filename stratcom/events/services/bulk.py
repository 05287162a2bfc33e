"""One act on many events: what can be done is done, the rest is refused with its reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.errors import DomainError
from stratcom.events import queries, rules, telling
from stratcom.events.enums import (
    OCCURRENCE_LABELS,
    STATE_LABELS,
    DatePrecision,
    EventState,
    Occurrence,
)
from stratcom.events.models import Event
from stratcom.events.services.filing import filed_together
from stratcom.events.services.records import edit_event
from stratcom.events.services.workflow import refuse_stale, take_to

# From which state each bulk act starts; taking back from the public is never done in bulk.
STARTS = {EventState.APPROVED: EventState.SUBMITTED, EventState.PUBLISHED: EventState.APPROVED}
MOST_EVENTS = 200
MOST_DAYS = 366

Versions = Mapping[int, int]


@dataclass(frozen=True)
class Outcome:
    """What became of one event; `event` is None when the person may not know of it."""

    event: Event | None
    refusal: str = ""


def move_events(versions: Versions, to: EventState, *, actor: User) -> list[Outcome]:
    """Approve or publish the events, given by id with the version that the person saw."""

    def act(event: Event) -> None:
        refuse_stale(event, versions[event.id])
        if refusal := _why_not_move(actor, event, to):
            raise DomainError(refusal)
        take_to(event, to, actor=actor, expected_version=versions[event.id])

    outcomes = _each(versions, act, actor)
    done = [one.event for one in outcomes if one.event is not None and not one.refusal]
    telling.moved(done, to, actor=actor)
    return outcomes


def shift_events(versions: Versions, days: int, *, actor: User) -> list[Outcome]:
    """Move events with an exact date by some days, keeping their hours and length."""

    def act(event: Event) -> None:
        refuse_stale(event, versions[event.id])
        if refusal := _why_not_shift(actor, event):
            raise DomainError(refusal)
        by = timedelta(days=days)
        values = {
            "first_day": (event.first_day + by).isoformat(),
            "last_day": (event.last_day + by).isoformat(),
        }
        edit_event(
            event,
            values,
            actor=actor,
            expected_version=versions[event.id],
            action="event.shifted",
        )

    return _each(versions, act, actor)


def _each(versions: Versions, act: Callable[[Event], None], actor: User) -> list[Outcome]:
    events = {one.id: one for one in queries.load(versions)}
    with filed_together():
        return [_outcome(events.get(event_id), act, actor) for event_id in versions]


def _outcome(event: Event | None, act: Callable[[Event], None], actor: User) -> Outcome:
    if event is None or not rules.can_view(actor, event):
        return Outcome(None, _("There is no such event."))
    try:
        # Each act checks everything before it changes anything.
        act(event)
    except DomainError as error:
        return Outcome(event, error.message)
    return Outcome(event)


def _why_not_move(user: User, event: Event, to: EventState) -> str:
    if event.state is not STARTS[to]:
        return _("Its state is “%(state)s”.", state=STATE_LABELS[event.state])
    if rules.can_move(user, event, to):
        return ""
    sender = user.can(Permission.EVENT_APPROVE) and event.submitted_by_id == user.id
    if sender and event.archived_at is None and to is EventState.APPROVED:
        return _("You sent it for approval yourself: somebody else must approve it.")
    return _("You may not do this.")


def _why_not_shift(user: User, event: Event) -> str:
    if not rules.can_edit(user, event):
        return _("You may not do this.")
    if event.precision is not DatePrecision.EXACT:
        return _("Only the month or quarter is known: give it a date first.")
    if event.occurrence in {Occurrence.HELD, Occurrence.CANCELLED}:
        return _("Its state is “%(state)s”.", state=OCCURRENCE_LABELS[event.occurrence])
    return ""
