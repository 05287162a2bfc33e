"""Reading messages: one gateway to what the public sees, one to what a person sees."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.drafting.models import Draft, DraftVersion
from stratcom.drafting.queries import WHOLE, drafts_asked_of
from stratcom.messages.models import Message, MessageAudience, MessageReader
from stratcom.messages.rules import circles_of, reads_all_work
from stratcom.moments import today

# With everything that the page of a message shows besides its panels.
DETAIL = (
    *WHOLE,
    joinedload(Message.approved).undefer(DraftVersion.content),
    selectinload(Message.audience_links).joinedload(MessageAudience.term),
    selectinload(Message.reader_links).joinedload(MessageReader.organisation),
    selectinload(Message.languages),
    joinedload(Message.replaced_by),
)


def find_message(message_id: int) -> Message | None:
    """One message with all that its page shows, or None."""
    chosen = sa.select(Message).where(Message.id == message_id).options(*DETAIL)
    return db.session.scalars(chosen.execution_options(populate_existing=True)).first()


def in_force(on: date | None = None) -> sa.ColumnElement[bool]:
    """Messages whose approved version may be used; `rules.is_in_force` says the same of one."""
    day = on or today()
    return sa.and_(
        Message.approved_number.is_not(None),
        Message.withdrawn_at.is_(None),
        Message.archived_at.is_(None),
        sa.or_(Message.valid_from.is_(None), Message.valid_from <= day),
        sa.or_(Message.valid_until.is_(None), Message.valid_until >= day),
    )


def published() -> sa.Select[Message]:
    """What everybody may read, each with its approved version but for its content.

    The one gateway of public pages, feeds and data; they read the approved version alone.
    """
    return (
        sa.select(Message)
        .where(Message.public.is_(True), in_force())
        .options(joinedload(Message.approved), joinedload(Message.theme))
    )


def meant_for(user: User) -> sa.ColumnElement[bool]:
    """Approved messages that are for the person's circle or organisation, expired ones too."""
    named = sa.select(MessageReader.message_id).where(
        MessageReader.organisation_id == (user.organisation_id or 0)
    )
    return sa.and_(
        Message.approved_number.is_not(None),
        Message.archived_at.is_(None),
        sa.or_(Message.circle.in_(sorted(circles_of(user))), Message.id.in_(named)),
    )


def visible_to(user: User) -> sa.ColumnElement[bool]:
    """Messages that the person may open in the desk; `rules.can_view` says the same of one."""
    if reads_all_work(user):
        return sa.true()
    return sa.or_(meant_for(user), work_of(user))


def work_of(user: User) -> sa.ColumnElement[bool]:
    """Messages of which the person may read more than the approved version."""
    if reads_all_work(user):
        return sa.true()
    asked = Message.id.in_(drafts_asked_of(user))
    return sa.or_(asked, _owned(user)) if user.can(Permission.MESSAGE_EDIT) else asked


def _owned(user: User) -> sa.ColumnElement[bool]:
    if user.organisation_id is not None:
        return Draft.owner_id == user.organisation_id
    return sa.and_(Draft.owner_id.is_(None), Draft.created_by_id == user.id)


def reader_ids(message: Message) -> frozenset[int]:
    """The organisations that see the message whatever its circle."""
    return frozenset(
        db.session.scalars(
            sa.select(MessageReader.organisation_id).where(MessageReader.message_id == message.id)
        )
    )
