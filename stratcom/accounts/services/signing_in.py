"""Signing in: who somebody is, and their session once that is proved."""

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.accounts.services.passwords import check_password, hasher
from stratcom.accounts.services.sessions import open_session
from stratcom.accounts.throttle import SIGN_IN, check_attempts, note_attempt
from stratcom.audit.services import record
from stratcom.db import db


def find_by_password(*, login: str, password: str, address: str) -> User | None:
    """The person of that name and password; None when they do not go together.

    The attempt is noted either way, so the caller commits in both cases. Raises
    TooManyTriesError.
    """
    name = login.strip().casefold()[:80]
    check_attempts(SIGN_IN, name, address)
    user = db.session.scalar(sa.select(User).where(User.login == name))
    right = check_password(user, password)
    note_attempt(SIGN_IN, name, address, succeeded=right)
    if not right or user is None:
        return None
    if hasher.check_needs_rehash(user.password_hash):
        user.password_hash = hasher.hash(password)
    return user


def enter(user: User, *, address: str, agent: str) -> str:
    """Open the session of somebody who proved who they are; return its token."""
    token = open_session(user, address=address, agent=agent)
    record("user.signed_in", user, actor=user, changes={})
    return token
