"""The people around a message: who may answer for it, who looks after it, who took it up."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.accounts.permissions import ROLE_PERMISSIONS, Permission
from stratcom.db import db
from stratcom.events.enums import OrganisationRole
from stratcom.events.models import Event, EventOrganisation
from stratcom.messages.models import Message, MessagePledge, MessageUse
from stratcom.notices.services import people_of


def possible_stewards(message: Message, user: User) -> list[User]:
    """Who may answer for a message: those who write for its owner.

    Those who write every message may choose each other as well.
    """
    every = [role for role, may in ROLE_PERMISSIONS.items() if Permission.MESSAGE_EDIT_ALL in may]
    some = [role for role, may in ROLE_PERMISSIONS.items() if Permission.MESSAGE_EDIT in may]
    owners = sa.and_(User.role.in_(some), User.organisation_id == (message.owner_id or 0))
    others = User.role.in_(every) if user.can(Permission.MESSAGE_EDIT_ALL) else sa.false()
    chosen = sa.and_(User.disabled_at.is_(None), sa.or_(others, owners))
    found = sa.select(User).where(sa.or_(chosen, User.id == (message.steward_id or 0)))
    return list(db.session.scalars(found.order_by(User.name, User.id)))


def keepers(message: Message) -> list[User]:
    """Who is reminded of it: who answers for it, else who writes for its owner or made it."""
    steward = db.session.get(User, message.steward_id or 0)
    if steward is not None and steward.is_active:
        return [steward]
    found = {one.id: one for one in people_of(message.owner_id) if one.can(Permission.MESSAGE_EDIT)}
    maker = db.session.get(User, message.created_by_id or 0)
    if maker is not None and maker.is_active:
        found.setdefault(maker.id, maker)
    return list(found.values())


def takers(message: Message, *, since: date | None = None) -> list[User]:
    """Accounts of every organisation that used the message or said that it will.

    `since`: uses at events that are over before that day do not count.
    """
    ids = _organisations(message, since)
    if not ids:
        return []
    return list(
        db.session.scalars(
            sa.select(User)
            .where(User.organisation_id.in_(sorted(ids)), User.disabled_at.is_(None))
            .order_by(User.id)
        )
    )


def _organisations(message: Message, since: date | None) -> set[int]:
    uses = sa.and_(MessageUse.message_id == message.id, MessageUse.removed_at.is_(None))
    event = MessageUse.event_id == Event.id
    when = [] if since is None else [Event.last_day >= since]
    said = sa.select(MessageUse.organisation_id).where(uses)
    if since is not None:
        said = said.outerjoin(Event, event).where(
            sa.or_(Event.last_day >= since, MessageUse.day >= since)
        )
    owners = sa.select(Event.owner_id).join(MessageUse, event).where(uses, *when)
    organisers = (
        sa.select(EventOrganisation.organisation_id)
        .join(Event, Event.id == EventOrganisation.event_id)
        .join(MessageUse, event)
        .where(uses, EventOrganisation.role == OrganisationRole.ORGANISER, *when)
    )
    pledged = sa.select(MessagePledge.organisation_id).where(
        MessagePledge.message_id == message.id, MessagePledge.taken_back_at.is_(None)
    )
    found: Sequence[int | None] = db.session.scalars(
        sa.union(said, owners, organisers, pledged)
    ).all()
    return {one for one in found if one is not None}
