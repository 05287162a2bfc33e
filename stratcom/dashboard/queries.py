"""What waits for a person: short lists, each with the way to the whole."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.contacts import queries as contacts
from stratcom.contacts.agreement_queries import ending_agreements
from stratcom.contacts.validity import ENDING_DAYS
from stratcom.db import db
from stratcom.events.enums import EventState, JoinState, Occurrence
from stratcom.events.facets import Facet, facet, name_facet
from stratcom.events.models import Event, JoinRequest
from stratcom.events.queries import load, visible_to
from stratcom.events.rules import own_facet
from stratcom.events.search import Search, find_page
from stratcom.moments import today

SHOWN = 5
DAYS_AHEAD = 14


@dataclass(frozen=True)
class Waiting:
    """Some of the things that wait, and how many there are; `query` leads to all of them."""

    items: list[Any]
    total: int
    query: dict[str, Any] = field(default_factory=dict)


def own_drafts(user: User) -> Waiting:
    """Drafts and returned events of one's own organisation."""
    states = [EventState.DRAFT, EventState.RETURNED]
    search = visible_to(user).also(own_facet(user)).also(*_states(states))
    return _short(search, {"mine": 1, "state": [one.value for one in states]})


def to_approve(user: User) -> Waiting:
    """Submitted events, for those who approve; the soonest first."""
    search = visible_to(user).also(*_states([EventState.SUBMITTED]))
    return _short(replace(search, oldest_first=True), {"state": "submitted", "sort": "oldest"})


def to_review(user: User) -> Waiting:
    """Events that were changed after their approval, for those who approve."""
    return _short(visible_to(user).also(facet(Facet.MARKED)), {"marked": 1})


def coming(user: User) -> Waiting:
    """Events of the next two weeks: one's own organisation's, or all for the department."""
    first, last = today(), today() + timedelta(days=DAYS_AHEAD)
    going_on = [Occurrence.PLANNED, Occurrence.POSTPONED, Occurrence.HELD]
    search = visible_to(user).between(first, last)
    search = search.also(*[name_facet(Facet.OCCURRENCE, one.value) for one in going_on])
    query: dict[str, Any] = {"from": first.isoformat(), "to": last.isoformat(), "sort": "oldest"}
    query["occurrence"] = [one.value for one in going_on]
    if works_for_one(user):
        search, query = search.also(own_facet(user)), query | {"mine": 1}
    return _short(replace(search, oldest_first=True), query)


def works_for_one(user: User) -> bool:
    """True for people who keep the events of their own organisation only."""
    return user.can(Permission.EVENT_EDIT) and not user.can(Permission.EVENT_EDIT_ALL)


def reports(user: User) -> Waiting:
    """Events that are over and have no report, the longest overdue first."""
    search = visible_to(user).also(facet(Facet.REPORT_AWAITED))
    if not user.can(Permission.EVENT_VIEW_CONFIDENTIAL):
        search = search.also(own_facet(user))
    search = search.between(None, today() - timedelta(days=1))
    return _short(replace(search, ended_before=today(), oldest_first=True), {})


def joining(user: User) -> Waiting:
    """Offers to join events that the person may answer for."""
    chosen = (
        sa.select(JoinRequest)
        .join(Event, Event.id == JoinRequest.event_id)
        .where(JoinRequest.state == JoinState.ASKED, Event.archived_at.is_(None))
    )
    if not user.can(Permission.EVENT_EDIT_ALL):
        if user.organisation_id is not None:
            chosen = chosen.where(Event.owner_id == user.organisation_id)
        else:
            chosen = chosen.where(Event.owner_id.is_(None), Event.created_by_id == user.id)
    shown = chosen.options(joinedload(JoinRequest.organisation), joinedload(JoinRequest.event))
    offers = db.session.scalars(shown.order_by(JoinRequest.id).limit(SHOWN)).all()
    total = db.session.scalar(sa.select(sa.func.count()).select_from(chosen.subquery()))
    return Waiting(list(offers), total or 0)


def next_steps(user: User) -> Waiting | None:
    """What one promised to do after a contact; nothing for those who keep no contacts."""
    if not user.can(Permission.CONTACT_EDIT):
        return None
    items, total = contacts.next_steps_of(user, SHOWN)
    return Waiting(list(items), total, {"show": "mine"})


def ending(user: User) -> Waiting | None:
    """Agreements to mind that end or are renewed soon, with the day."""
    if not user.can(Permission.CONTACT_EDIT):
        return None
    found = ending_agreements(user, ENDING_DAYS)
    return Waiting(found[:SHOWN], len(found), {"show": "ending"})


def _states(states: list[EventState]) -> list[int]:
    return [name_facet(Facet.STATE, one.value) for one in states]


def _short(search: Search, query: dict[str, Any]) -> Waiting:
    found = find_page(search, number=1, size=SHOWN)
    return Waiting(load(found.items), found.total, query)
