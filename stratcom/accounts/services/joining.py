"""Accepting an invitation."""

from stratcom.accounts.models import User
from stratcom.accounts.services.passwords import hasher, refuse_weak
from stratcom.audit.services import record
from stratcom.db import utcnow


def join(user: User, password: str = "") -> None:
    """Take the account up, with a password or, where letters reach the person, without one."""
    if password:
        refuse_weak(password, user.login)
        user.password_hash = hasher.hash(password)
    user.joined_at = utcnow()
    record("user.joined", user, actor=user)
