"""Open sessions: begun, renewed under another token, ended."""

import secrets

import sqlalchemy as sa

from stratcom.accounts.models import User, UserSession, hash_token
from stratcom.audit.services import Actor, record
from stratcom.db import db, utcnow


def open_session(user: User, *, address: str, agent: str) -> str:
    """Start a session and return its token."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        UserSession(
            user_id=user.id, token_hash=hash_token(token), address=address[:64], agent=agent[:200]
        )
    )
    db.session.flush()
    return token


def renew_session(token: str) -> str:
    """Let the session of `token` go on under another one, which is returned."""
    fresh = secrets.token_urlsafe(32)
    db.session.execute(
        sa.update(UserSession)
        .where(UserSession.token_hash == hash_token(token), UserSession.ended_at.is_(None))
        .values(token_hash=hash_token(fresh))
    )
    return fresh


def end_session(token: str) -> None:
    """Close the session of this browser."""
    db.session.execute(
        sa.update(UserSession)
        .where(UserSession.token_hash == hash_token(token), UserSession.ended_at.is_(None))
        .values(ended_at=utcnow())
    )


def end_one_session(user: User, session_id: int) -> bool:
    """Close one session of `user`; False when it is not theirs or has ended."""
    ended = db.session.execute(
        sa.update(UserSession)
        .where(
            UserSession.id == session_id,
            UserSession.user_id == user.id,
            UserSession.ended_at.is_(None),
        )
        .values(ended_at=utcnow())
    )
    if not getattr(ended, "rowcount", 0):
        return False
    record("user.session_ended", user, actor=user, changes={})
    return True


def end_sessions(user: User, *, actor: Actor, keep_token: str | None = None) -> int:
    """Close every session of `user` but the one in hand; return how many were closed."""
    open_ones = sa.update(UserSession).where(
        UserSession.user_id == user.id, UserSession.ended_at.is_(None)
    )
    if keep_token is not None:
        open_ones = open_ones.where(UserSession.token_hash != hash_token(keep_token))
    result = db.session.execute(open_ones.values(ended_at=utcnow()))
    closed = int(getattr(result, "rowcount", 0))
    record("user.sessions_ended", user, actor=actor, changes={"sessions": [closed, 0]})
    return closed
