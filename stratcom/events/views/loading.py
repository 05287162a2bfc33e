"""What every screen of one event needs first."""

from collections.abc import Callable
from typing import Any

from flask import abort, g
from flask_login import current_user

from stratcom.accounts.models import User
from stratcom.audit import queries as audit
from stratcom.db import db
from stratcom.events import file_queries, queries, rules
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.models import Event, JoinRequest
from stratcom.events.panels import panels_for

Rule = Callable[[User, Event], bool]


def load_event(event_id: int, rule: Rule, *, with_files: bool = False) -> Event:
    """The event, or 404 when the person may not know of it, or 403 when the rule forbids."""
    event = queries.find_event(event_id, with_files=with_files)
    if event is None or not rules.can_view(current_user, event):
        abort(404)
    if not rule(current_user, event):
        abort(403)
    return event


def parents(user: User, current: int | None = None) -> list[tuple[int, str]]:
    """Umbrella events that a part may be put under, with the one it already has."""
    search = queries.visible_to(user)
    found = db.session.scalars(queries.umbrellas(search).limit(50)).unique().all()
    listed = [(one.id, f"{one.title} ({one.first_day.year})") for one in found]
    if current is not None and current not in dict(listed):
        event = db.session.get(Event, current)
        listed += [(event.id, event.title)] if event else []
    return listed


def actions(event: Event) -> dict[str, Any]:
    """What the person may do with the event now; templates show only these."""
    user: User = current_user
    may = {f"may_{to.value}": rules.can_move(user, event, to) for to in EventState}
    # "approved" is also the way back from the public; it has its own word on the page.
    may["may_unpublish"] = may["may_approved"] and event.state is EventState.PUBLISHED
    may["may_approved"] = may["may_approved"] and event.state is EventState.SUBMITTED
    occurrences = {
        f"may_{name}": rules.can_change_occurrence(user, event, to)
        for name, to in {
            "postpone": Occurrence.POSTPONED,
            "cancel": Occurrence.CANCELLED,
            "plan_again": Occurrence.PLANNED,
        }.items()
    }
    return (
        may
        | occurrences
        | {
            "may_edit": rules.can_edit(user, event),
            "may_review": rules.can_review(user, event),
            "may_report": rules.can_report(user, event),
            "may_archive": rules.can_archive(user, event),
            "may_restore": rules.can_restore(user, event),
            "may_see_notes": rules.can_see_notes(user, event),
            "may_join": rules.can_join(user, event) and _own_request(event) is None,
        }
    )


def _own_request(event: Event) -> JoinRequest | None:
    return next(
        (
            one
            for one in join_requests(event)
            if one.organisation_id == current_user.organisation_id
        ),
        None,
    )


def join_requests(event: Event) -> list[JoinRequest]:
    """Offers to join, read once a request."""
    if "join_requests" not in g:
        g.join_requests = list(db.session.scalars(queries.join_requests(event)))
    found: list[JoinRequest] = g.join_requests
    return found


def event_page(event: Event) -> dict[str, Any]:
    """Everything the page of one event shows."""
    user: User = current_user
    asked = join_requests(event)
    own = [one for one in asked if one.organisation_id == user.organisation_id]
    return actions(event) | {
        "event": event,
        "files": file_queries.files_of(event),
        "parts": _parts(event),
        "series": _series(event),
        "history": db.session.scalars(audit.history(event)).all(),
        "asked": asked if rules.can_edit(user, event) else own,
        "panels": panels_for(event, user),
    }


def _parts(event: Event) -> list[Event]:
    if not event.umbrella:
        return []
    found = queries.load(db.session.scalars(queries.children(event).with_only_columns(Event.id)))
    return [one for one in found if rules.can_view(current_user, one)]


def _series(event: Event) -> list[Event]:
    if event.series_uid is None:
        return []
    found = queries.load(db.session.scalars(queries.series(event)))
    return [one for one in found if rules.can_view(current_user, one) and one.id != event.id]
