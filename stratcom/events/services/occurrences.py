"""What became of an event: held, postponed, cancelled; and the report on it."""

from datetime import date
from typing import Any

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.audit.services import Actor, record
from stratcom.db import utcnow
from stratcom.errors import DomainError
from stratcom.events import telling
from stratcom.events.enums import NEXT_OCCURRENCES, Certainty, DatePrecision, Occurrence
from stratcom.events.models import Event
from stratcom.events.rules import problems
from stratcom.events.services.records import refile, widen
from stratcom.events.services.workflow import refuse_stale
from stratcom.events.values import snapshot
from stratcom.moments import clock, moment_of
from stratcom.notices.enums import NoticeKind

REPORT_FIELDS = ("actual_total", "actual_women", "actual_men", "actual_youth")


def postpone_event(
    event: Event,
    *,
    first_day: date,
    precision: DatePrecision,
    reason: str,
    actor: User,
    expected_version: int,
) -> None:
    """Move the event to a new date, known exactly or not, and say why."""
    refuse_stale(event, expected_version)
    _refuse_impossible(event, Occurrence.POSTPONED, reason)
    length = event.last_day - event.first_day if event.precision is DatePrecision.EXACT else None
    last = first_day + length if length else first_day
    start, end = clock(event.starts_at), clock(event.ends_at)
    event.original_day = event.original_day or event.first_day
    event.first_day, event.last_day = widen(first_day, last, precision)
    event.precision = precision
    if precision is not DatePrecision.EXACT:
        event.certainty = Certainty.TENTATIVE
        start = end = ""
    event.starts_at, event.ends_at = (
        moment_of(event.first_day, start),
        moment_of(event.last_day, end),
    )
    event.occurrence = Occurrence.POSTPONED
    event.change_reason = reason.strip()
    event.sequence += 1
    record("event.postponed", event, actor=actor)
    refile(event)
    telling.occurrence_changed(event, NoticeKind.EVENT_POSTPONED, actor=actor)


def cancel_event(event: Event, *, reason: str, actor: User, expected_version: int) -> None:
    """Call the event off and say why; subscribers' calendars hear of it."""
    refuse_stale(event, expected_version)
    _refuse_impossible(event, Occurrence.CANCELLED, reason)
    event.occurrence = Occurrence.CANCELLED
    event.change_reason = reason.strip()
    event.sequence += 1
    record("event.cancelled", event, actor=actor)
    refile(event)
    telling.occurrence_changed(event, NoticeKind.EVENT_CANCELLED, actor=actor)


def plan_again(event: Event, *, actor: User, expected_version: int) -> None:
    """Take back a cancellation or a report made by mistake."""
    refuse_stale(event, expected_version)
    if Occurrence.PLANNED not in NEXT_OCCURRENCES[event.occurrence]:
        raise DomainError(_("This is no longer possible."))
    event.occurrence = Occurrence.PLANNED
    event.change_reason = ""
    event.reported_at = event.reported_by_id = None
    event.sequence += 1
    record("event.planned_again", event, actor=actor)
    refile(event)


def report_event(
    event: Event,
    *,
    held: bool,
    numbers: dict[str, int | None],
    approximate: bool,
    result: str,
    lesson: str,
    reason: str,
    actor: Actor,
    expected_version: int,
) -> None:
    """Say how it went: the actual numbers, the result and the lesson; or why it was not held."""
    refuse_stale(event, expected_version)
    nonsense: dict[str, Any] = problems(snapshot(event) | numbers) if held else {}
    for message in nonsense.values():
        raise DomainError(message)
    if not held:
        if not reason.strip():
            raise DomainError(_("Say why it was not held."))
        event.occurrence, event.change_reason = Occurrence.CANCELLED, reason.strip()
    else:
        event.occurrence = Occurrence.HELD
        for name in REPORT_FIELDS:
            setattr(event, name, numbers.get(name))
        event.actual_approximate = approximate
    event.result, event.lesson = result.strip(), lesson.strip()
    event.reported_at, event.reported_by_id = utcnow(), actor.id
    event.sequence += 1
    record("event.reported", event, actor=actor)
    refile(event)


def _refuse_impossible(event: Event, to: Occurrence, reason: str) -> None:
    if to not in NEXT_OCCURRENCES[event.occurrence]:
        raise DomainError(_("This is no longer possible."))
    if not reason.strip():
        raise DomainError(_("Give the reason: people will ask."))
