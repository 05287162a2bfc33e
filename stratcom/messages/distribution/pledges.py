"""Which organisations said that they will use a message."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.db import db
from stratcom.messages.models import Message, MessagePledge


def pledges_of(message_id: int) -> Sequence[MessagePledge]:
    """The pledges that stand, with their organisations, in the order in which they were given."""
    chosen = sa.select(MessagePledge).where(
        MessagePledge.message_id == message_id, MessagePledge.taken_back_at.is_(None)
    )
    shown = chosen.options(joinedload(MessagePledge.organisation))
    return db.session.scalars(shown.order_by(MessagePledge.at, MessagePledge.id)).all()


def find_pledge(message_id: int, organisation_id: int | None) -> MessagePledge | None:
    """What the organisation said of the message, taken back or not."""
    return db.session.scalar(
        sa.select(MessagePledge).where(
            MessagePledge.message_id == message_id,
            MessagePledge.organisation_id == organisation_id,
        )
    )


def pledged_by(organisation_id: int | None) -> sa.Select[int]:
    """Ids of the messages that the organisation said it will use."""
    return sa.select(MessagePledge.message_id).where(
        MessagePledge.organisation_id == (organisation_id or 0),
        MessagePledge.taken_back_at.is_(None),
    )


def withdrawn_pledged(organisation_id: int | None, limit: int) -> Sequence[Message]:
    """Messages that the organisation meant to use and that were withdrawn, the latest first."""
    chosen = (
        sa.select(Message)
        .where(Message.id.in_(pledged_by(organisation_id)), Message.withdrawn_at.is_not(None))
        .options(joinedload(Message.approved))
    )
    return db.session.scalars(chosen.order_by(Message.withdrawn_at.desc()).limit(limit)).all()
