"""Who may send in, correct and report what, and until when."""

from datetime import date, timedelta

from stratcom.accounts.models import User
from stratcom.events.enums import (
    APPROVED_STATES,
    AWAITING,
    DatePrecision,
    EventState,
    Occurrence,
)
from stratcom.events.models import Event
from stratcom.events.rules import can_edit
from stratcom.moments import today, utcnow
from stratcom.submissions.models import GuestLink

VALID_DAYS = 60
LONGEST_DAYS = 366
MOST_EVENTS = 500
# What a person can still send for approval.
UNSENT = frozenset({EventState.DRAFT, EventState.RETURNED})


def longest_validity() -> date:
    """The last day to which a link may be made valid today."""
    return today() + timedelta(days=LONGEST_DAYS)


def can_correct(user: User, event: Event) -> bool:
    """May the person change the event, and does the short form say everything of its date?"""
    return can_edit(user, event) and event.precision is DatePrecision.EXACT


def is_open(link: GuestLink) -> bool:
    """True while the link can be used."""
    return link.closed_at is None and link.valid_until >= today()


def guest_may_correct(event: Event) -> bool:
    """A guest corrects what was sent in or returned, as long as it is to be held."""
    return (
        event.state in {EventState.SUBMITTED, EventState.RETURNED}
        and event.archived_at is None
        and event.occurrence in AWAITING
        and event.precision is DatePrecision.EXACT
    )


def guest_may_report(event: Event) -> bool:
    """A guest reports on an approved event from its last day on, and may correct the report."""
    return (
        event.state in APPROVED_STATES
        and event.archived_at is None
        and event.occurrence is not Occurrence.CANCELLED
        and event.last_day <= today()
    )


def is_public(event: Event) -> bool:
    """May everybody read about the event now?"""
    return (
        event.state is EventState.PUBLISHED
        and event.archived_at is None
        and not event.confidential
        and (event.embargo_until is None or event.embargo_until <= utcnow())
    )
