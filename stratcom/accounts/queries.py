"""Reading accounts and sessions."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.accounts.models import User, UserSession, hash_token
from stratcom.db import db, utcnow

SESSION_IDLE = timedelta(hours=12)


def find_session(token: str) -> UserSession | None:
    """The open session of that token, with its person; None when ended, idle or disabled."""
    found = db.session.scalar(
        sa.select(UserSession)
        .options(joinedload(UserSession.user))
        .where(UserSession.token_hash == hash_token(token), UserSession.ended_at.is_(None))
    )
    if found is None or not found.user.is_active:
        return None
    return found if utcnow() - found.last_seen_at < SESSION_IDLE else None


def open_sessions(user: User) -> sa.Select[UserSession]:
    """The person's open sessions, the latest first."""
    return (
        sa.select(UserSession)
        .where(
            UserSession.user_id == user.id,
            UserSession.ended_at.is_(None),
            UserSession.last_seen_at > utcnow() - SESSION_IDLE,
        )
        .order_by(UserSession.last_seen_at.desc())
    )


def last_sign_in(user: User, *, but: str) -> UserSession | None:
    """The latest session of the person, open or ended, but the one of that token."""
    return db.session.scalar(
        sa.select(UserSession)
        .where(UserSession.user_id == user.id, UserSession.token_hash != hash_token(but))
        .order_by(UserSession.created_at.desc(), UserSession.id.desc())
        .limit(1)
    )
