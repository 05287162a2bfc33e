"""Passwords: checked, chosen, changed."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from stratcom.accounts.models import User
from stratcom.accounts.services.sessions import end_sessions
from stratcom.accounts.throttle import PROOF, check_attempts, note_attempt
from stratcom.accounts.weakness import weakness
from stratcom.audit.services import record
from stratcom.errors import DomainError

hasher = PasswordHasher()
# Verified when there is no such account, so that both refusals take the same time.
_NOBODY = hasher.hash(secrets.token_urlsafe(16))


def check_password(user: User | None, password: str) -> bool:
    """True when `password` is the account's; takes as long when there is no account."""
    known = user.password_hash if user else ""
    try:
        hasher.verify(known or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return user is not None and bool(known) and user.is_active


def prove(user: User, password: str, *, address: str) -> bool:
    """True when a person who is signed in knows the password; tries are noted and counted.

    The caller commits either way. Raises TooManyTriesError.
    """
    check_attempts(PROOF, user.login, address)
    right = check_password(user, password)
    note_attempt(PROOF, user.login, address, succeeded=right)
    return right


def refuse_weak(password: str, login: str) -> None:
    """Raise DomainError when the password is too easy to guess."""
    if reason := weakness(password, login):
        raise DomainError(reason)


def change_password(user: User, new: str, *, keep_token: str) -> None:
    """Set a new password and sign out everywhere else; raise DomainError when it is weak."""
    refuse_weak(new, user.login)
    user.password_hash = hasher.hash(new)
    record("user.password_changed", user, actor=user)
    end_sessions(user, actor=user, keep_token=keep_token)


def reset_password(user: User, new: str) -> None:
    """Set a new password for who came by a link; every session ends."""
    refuse_weak(new, user.login)
    user.password_hash = hasher.hash(new)
    record("user.password_reset", user, actor=user)
    end_sessions(user, actor=user)
