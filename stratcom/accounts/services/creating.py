"""Adding accounts."""

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.accounts.services.passwords import hasher, refuse_weak
from stratcom.audit.services import Actor, record
from stratcom.db import db, utcnow
from stratcom.errors import DomainError


class EmailTakenError(DomainError):
    """Another account has that e-mail address."""


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
    """Add an account; raise DomainError when the login is taken or the password weak."""
    refuse_weak(password, login)
    user = User(
        login=login,
        name=name,
        name_en=name_en,
        email=email,
        role=role,
        organisation_id=organisation_id,
        password_hash=hasher.hash(password),
        joined_at=utcnow(),
    )
    add_account(user, "user.created", actor=actor)
    return user


def add_account(user: User, action: str, *, actor: Actor) -> None:
    """Save a new account; raise DomainError when its user name or e-mail address is taken."""
    taken = DomainError(_("There is already an account with this name."))
    if db.session.scalar(sa.select(User.id).where(User.login == user.login)):
        raise taken
    refuse_taken_email(user.email or "")
    db.session.add(user)
    try:
        record(action, user, actor=actor)
    except IntegrityError as error:  # somebody was quicker by a moment
        db.session.rollback()
        raise taken from error


def refuse_taken_email(email: str, *, but: int = 0) -> None:
    """Raise DomainError when an account other than `but` has that e-mail address."""
    taken = sa.select(User.id).where(sa.func.lower(User.email) == email.lower(), User.id != but)
    if email and db.session.scalar(taken.limit(1)):
        raise EmailTakenError(_("There is already an account with this e-mail address."))
