"""Reports that are due, by organisation."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.events.enums import APPROVED_STATES, AWAITING
from stratcom.events.models import Event
from stratcom.events.queries import load
from stratcom.moments import today
from stratcom.partners.models import Organisation
from stratcom.web.paging import Page

FIRST_SHOWN = 5
ORGANISATIONS_SHOWN = 10


@dataclass
class Debt:
    """The reports that one organisation owes; events without an owner stand under None."""

    owner_id: int | None
    count: int
    days: int
    organisation: Organisation | None = None
    events: list[Event] = field(default_factory=list)


def _due(user: User) -> list[Any]:
    """Conditions of events whose report is overdue: all for the department, else one's own."""
    conditions: list[Any] = [
        Event.occurrence.in_(AWAITING),
        Event.last_day < today(),
        Event.state.in_(APPROVED_STATES),
        Event.archived_at.is_(None),
    ]
    if user.can(Permission.EVENT_VIEW_CONFIDENTIAL):
        return conditions
    if user.organisation_id is not None:
        return [*conditions, Event.owner_id == user.organisation_id]
    return [*conditions, Event.owner_id.is_(None), Event.created_by_id == user.id]


def debts(user: User) -> list[Debt]:
    """Organisations with reports due, the most first.

    The first ten come with their longest overdue events, the others with their figures alone.
    """
    conditions = _due(user)
    grouped = db.session.execute(
        sa.select(Event.owner_id, sa.func.count(), sa.func.min(Event.last_day))
        .where(*conditions)
        .group_by(Event.owner_id)
        .order_by(sa.func.count().desc(), Event.owner_id)
    ).all()
    found = {owner: Debt(owner, count, (today() - day).days) for owner, count, day in grouped}
    names = sa.select(Organisation).where(Organisation.id.in_([one for one in found if one]))
    for body in db.session.scalars(names):
        found[body.id].organisation = body
    shown = [debt.owner_id for debt in list(found.values())[:ORGANISATIONS_SHOWN]]
    place = sa.func.row_number().over(
        partition_by=Event.owner_id, order_by=(Event.last_day, Event.id)
    )
    of_shown = sa.or_(Event.owner_id.in_(shown), Event.owner_id.is_(None))
    ranked = sa.select(Event.id, place.label("place")).where(*conditions, of_shown).subquery()
    first = db.session.scalars(
        sa.select(ranked.c.id).where(ranked.c.place <= FIRST_SHOWN).order_by(ranked.c.place)
    ).all()
    for event in load(first):
        found[event.owner_id].events.append(event)
    return list(found.values())


def reports_due(user: User, *, owner_id: int | None, number: int, size: int) -> Page[Event]:
    """Events of one organisation whose report is overdue, the longest first."""
    conditions = [*_due(user), Event.owner_id == owner_id]
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Event).where(*conditions))
    ids = db.session.scalars(
        sa.select(Event.id)
        .where(*conditions)
        .order_by(Event.last_day, Event.id)
        .offset((number - 1) * size)
        .limit(size + 1)
    ).all()
    return Page(load(ids[:size]), number, size, total or 0, len(ids) > size)
