"""Reading uses of messages: of a message, at an event, and those that a person may know of.

A use at an event that somebody may not see is hidden from them whole, in counts as well: that
something is held at all is part of what an organisation keeps to itself.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.accounts.models import User
from stratcom.db import db, utcnow
from stratcom.events.enums import Occurrence
from stratcom.events.models import Event, EventFacet
from stratcom.events.rules import BOUND_BY_EMBARGO, own_facet, visible_facets
from stratcom.messages.enums import UseState
from stratcom.messages.models import Message, MessageAudience, MessageUse
from stratcom.messages.queries import in_force, visible_to
from stratcom.messages.use.rules import is_of, sees_all_uses
from stratcom.moments import today

Condition = sa.ColumnElement[bool]
# An event tells its own day and place, any other use has them itself.
used_on = sa.func.coalesce(Event.first_day, MessageUse.day)
used_in = sa.case(
    (MessageUse.event_id.is_not(None), Event.municipality_id), else_=MessageUse.municipality_id
)
AT_ONCE = 500
WHOLE = (
    joinedload(MessageUse.event).joinedload(Event.municipality),
    joinedload(MessageUse.event).joinedload(Event.region),
    joinedload(MessageUse.event).selectinload(Event.term_links),
    joinedload(MessageUse.message).joinedload(Message.approved),
    joinedload(MessageUse.organisation),
    joinedload(MessageUse.municipality),
    joinedload(MessageUse.audience),
)


def uses(*, removed: bool = False) -> sa.Select[MessageUse]:
    """Uses beside their events, whoever may see them; `read_uses` loads what is shown of them."""
    gone = MessageUse.removed_at.is_not(None) if removed else MessageUse.removed_at.is_(None)
    return sa.select(MessageUse).outerjoin(Event, Event.id == MessageUse.event_id).where(gone)


def ids_of(found: sa.Select[MessageUse]) -> sa.Select[int]:
    """The numbers of uses alone, in their order: sorting whole rows of thousands takes long."""
    return found.with_only_columns(MessageUse.id, maintain_column_froms=True)


def load_uses(ids: Sequence[int]) -> list[MessageUse]:
    """The uses of those numbers, in that order, with what lists and files show of them."""
    chosen = sa.select(MessageUse).where(MessageUse.id.in_(ids)).options(*WHOLE)
    found = {one.id: one for one in db.session.scalars(chosen).unique()}
    return [found[one] for one in ids if one in found]


def read_uses(found: sa.Select[MessageUse]) -> Iterator[MessageUse]:
    """All the uses, loaded in parts: for lists that are short and files of any length."""
    ids = db.session.scalars(ids_of(found)).all()
    for start in range(0, len(ids), AT_ONCE):
        yield from load_uses(ids[start : start + AT_ONCE])


def visible_uses(user: User) -> sa.Select[MessageUse]:
    """Uses that the person may know of: all for the department, else their organisation's."""
    found = uses().where(Event.archived_at.is_(None), event_is_seen(user))
    if sees_all_uses(user):
        return found
    return found.where(
        MessageUse.organisation_id == (user.organisation_id or 0),
        message_is_seen(user),
    )


def message_is_seen(user: User) -> Condition:
    """The use is of a message that the person may see."""
    chosen = sa.select(Message.id).where(Message.id == MessageUse.message_id, visible_to(user))
    return chosen.correlate(MessageUse).exists()


def event_is_seen(user: User) -> Condition:
    """The use is at no event, or at one that the person may see; for `uses()` and alike."""
    groups = visible_facets(user)
    if groups is None:
        return sa.true()
    filed = sa.exists().where(EventFacet.event_id == MessageUse.event_id)
    seen: Condition = filed.where(EventFacet.facet.in_(groups))
    if user.role in BOUND_BY_EMBARGO:
        open_now = sa.or_(Event.embargo_until.is_(None), Event.embargo_until <= utcnow())
        seen = sa.and_(seen, sa.or_(open_now, filed.where(EventFacet.facet == own_facet(user))))
    return sa.or_(MessageUse.event_id.is_(None), seen)


def state_is(state: UseState) -> Condition:
    """Uses of which that became; `use_rules.state_of` says the same of one."""
    at_event = MessageUse.event_id.is_not(None)
    past = sa.and_(~at_event, MessageUse.day <= today())
    if state is UseState.CANCELLED:
        return sa.and_(at_event, Event.occurrence == Occurrence.CANCELLED)
    if state is UseState.DONE:
        return sa.or_(sa.and_(at_event, Event.occurrence == Occurrence.HELD), past)
    waiting = Event.occurrence.in_([Occurrence.PLANNED, Occurrence.POSTPONED])
    coming = sa.or_(MessageUse.day.is_(None), MessageUse.day > today())
    return sa.or_(sa.and_(at_event, waiting), sa.and_(~at_event, coming))


def find_use(use_id: int, user: User) -> MessageUse | None:
    """One use that the person may know of, removed or not: their own, or at an event of theirs."""
    for gone in (False, True):
        found = uses(removed=gone).where(MessageUse.id == use_id, Event.archived_at.is_(None))
        for use in read_uses(found.where(event_is_seen(user), message_is_seen(user))):
            return use if sees_all_uses(user) or is_of(user, use) else None
    return None


def removed_uses(user: User) -> sa.Select[MessageUse]:
    """Uses that were taken back, as far as the person may know of them."""
    found = uses(removed=True).where(Event.archived_at.is_(None), event_is_seen(user))
    if sees_all_uses(user):
        return found
    return found.where(MessageUse.organisation_id == (user.organisation_id or 0))


def uses_of_event(event: Event, user: User, *, removed: bool = False) -> Sequence[MessageUse]:
    """What is to be said at an event, of what the person may read, in order of choosing."""
    found = uses(removed=removed).where(
        MessageUse.event_id == event.id,
        message_is_seen(user),
    )
    return list(read_uses(found.order_by(MessageUse.id)))


def uses_of_message(message: Message, user: User) -> sa.Select[MessageUse]:
    """Where a message was used, as far as the person may know, the latest first."""
    found = visible_uses(user).where(MessageUse.message_id == message.id)
    return found.order_by(used_on.desc(), MessageUse.id.desc())


def linked(message_id: int, event_id: int) -> Condition:
    """The use of that message at that event."""
    return sa.and_(
        MessageUse.message_id == message_id,
        MessageUse.event_id == event_id,
        MessageUse.removed_at.is_(None),
    )


def offered_for(event: Event, user: User) -> sa.Select[Message]:
    """Messages in force that the person may see and the event has not, the fittest first.

    Load the event with its terms. A message on a theme of the event fits best, then one for its
    audiences.
    """
    terms = {link.term_id for link in event.term_links}
    chosen = sa.select(MessageUse.message_id).where(
        MessageUse.event_id == event.id, MessageUse.removed_at.is_(None)
    )
    on_theme = sa.case((Message.theme_id.in_(terms), 2), else_=0)
    for_them = sa.case((Message.audience_links.any(MessageAudience.term_id.in_(terms)), 1), else_=0)
    fitness: Any = on_theme + for_them
    return (
        sa.select(Message)
        .where(in_force(), visible_to(user), Message.id.not_in(chosen))
        .options(joinedload(Message.approved), joinedload(Message.theme))
        .order_by(fitness.desc(), Message.approved_at.desc(), Message.id.desc())
    )
