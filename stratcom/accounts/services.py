"""Signing in and out, passwords, sessions."""

import secrets

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from stratcom.accounts.models import User, UserSession, hash_token
from stratcom.accounts.permissions import Role
from stratcom.accounts.throttle import check_attempts, note_attempt
from stratcom.audit.services import Actor, record
from stratcom.db import db, utcnow
from stratcom.errors import DomainError

MINIMUM_PASSWORD = 12
hasher = PasswordHasher()
# Verified when there is no such account, so that both refusals take the same time.
_NOBODY = hasher.hash(secrets.token_urlsafe(16))


def create_user(
    *,
    login: str,
    name: str,
    role: Role,
    password: str,
    actor: Actor,
    name_en: str = "",
    email: str = "",
    organisation_id: int | None = None,
) -> User:
    """Add an account; raise DomainError when the login is taken or the password too short."""
    if len(password) < MINIMUM_PASSWORD:
        raise DomainError(_("The password must have at least 12 characters."))
    if db.session.scalar(sa.select(User.id).where(User.login == login)):
        raise DomainError(_("There is already an account with this name."))
    user = User(
        login=login,
        name=name,
        name_en=name_en,
        email=email,
        role=role,
        organisation_id=organisation_id,
        password_hash=hasher.hash(password),
    )
    db.session.add(user)
    record("user.created", user, actor=actor)
    return user


def check_password(user: User | None, password: str) -> bool:
    """True when `password` is the account's; takes as long when there is no account."""
    try:
        hasher.verify(user.password_hash if user else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return user is not None and user.is_active


def sign_in(*, login: str, password: str, address: str, agent: str) -> tuple[User, str] | None:
    """Check the password and open a session; return the person and the session's token.

    None when the name and password do not go together. The attempt is noted either way, so the
    caller commits in both cases. Raises TooManyTriesError.
    """
    name = login.strip().casefold()[:80]
    check_attempts(name, address)
    user = db.session.scalar(sa.select(User).where(User.login == name))
    right = check_password(user, password)
    note_attempt(name, address, succeeded=right)
    if not right or user is None:
        return None
    if hasher.check_needs_rehash(user.password_hash):
        user.password_hash = hasher.hash(password)
    token = open_session(user, address=address, agent=agent)
    record("user.signed_in", user, actor=user, changes={})
    return user, token


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


def end_session(token: str) -> None:
    """Close the session of this browser."""
    db.session.execute(
        sa.update(UserSession)
        .where(UserSession.token_hash == hash_token(token), UserSession.ended_at.is_(None))
        .values(ended_at=utcnow())
    )


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


def change_password(user: User, *, old: str, new: str, keep_token: str) -> None:
    """Set a new password and sign out everywhere else; raise DomainError when refused."""
    if not check_password(user, old):
        raise DomainError(_("The present password is not right."))
    if len(new) < MINIMUM_PASSWORD:
        raise DomainError(_("The password must have at least 12 characters."))
    user.password_hash = hasher.hash(new)
    record("user.password_changed", user, actor=user)
    end_sessions(user, actor=user, keep_token=keep_token)


def choose_language(user: User, language: str) -> None:
    """Remember the language of the person's desk."""
    user.language = language
    record("user.language_chosen", user, actor=user)
