"""Reading one's own messages."""

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.notices.models import Notice

COUNTED = 100


def messages(user: User) -> sa.Select[Notice]:
    """Everything the person was told, the newest first."""
    return sa.select(Notice).where(Notice.user_id == user.id).order_by(Notice.id.desc())


def unread(user: User) -> sa.Select[Notice]:
    """What the person has not read yet, the newest first."""
    return messages(user).where(Notice.read_at.is_(None))


def count_unread(user: User) -> int:
    """How many messages wait, counted no further than COUNTED: an index has them together."""
    waiting = (
        sa.select(sa.literal(1))
        .select_from(Notice)
        .where(Notice.user_id == user.id, Notice.read_at.is_(None))
        .limit(COUNTED)
    )
    return db.session.scalar(sa.select(sa.func.count()).select_from(waiting.subquery())) or 0
