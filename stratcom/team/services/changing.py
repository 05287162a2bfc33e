"""Changing the accounts of others."""

from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.accounts.enums import LinkPurpose
from stratcom.accounts.letters import send_link, tell_of_change
from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.accounts.services import second_factor
from stratcom.accounts.services.creating import refuse_taken_email
from stratcom.accounts.services.links import make_void
from stratcom.accounts.services.sessions import end_sessions
from stratcom.audit.services import Actor, record
from stratcom.db import db, utcnow
from stratcom.db.stale import refuse_stale
from stratcom.errors import DomainError
from stratcom.team.enums import Standing
from stratcom.team.queries import STANDINGS

EDITABLE = ("name", "name_en", "email", "role", "organisation_id", "language")


def edit(user: User, values: dict[str, Any], *, actor: Actor, row_version: int) -> None:
    """Change what EDITABLE names; other rights end every session of the person.

    Raises StaleError when somebody changed the account meanwhile, DomainError when the e-mail
    address is taken, or when nobody or oneself would be left without rights.
    """
    refuse_stale(user, row_version, _l("Somebody changed this meanwhile. Compare and save again."))
    if values["role"] is not user.role:
        _refuse_own(user, actor)
        _refuse_last_administrator(user)
    refuse_taken_email(values["email"], but=user.id)
    rights = (user.role, user.organisation_id) != (values["role"], values["organisation_id"])
    moved = user.email != values["email"]
    for name in EDITABLE:
        setattr(user, name, values[name])
    record("user.edited", user, actor=actor)
    if rights:
        end_sessions(user, actor=actor)
    if rights or moved:
        make_void(user)


def disable(user: User, *, actor: Actor) -> None:
    """Let the account in no more: sessions end at once, links become void."""
    _refuse_own(user, actor)
    _refuse_last_administrator(user)
    user.disabled_at = utcnow()
    record("user.disabled", user, actor=actor)
    end_sessions(user, actor=actor)
    make_void(user)


def enable(user: User, *, actor: Actor) -> None:
    """Let the account in again."""
    user.disabled_at = None
    record("user.enabled", user, actor=actor)


def reset_second_factor(user: User, *, actor: Actor) -> None:
    """Take the second factor off an account whose telephone is lost, and tell its owner."""
    _refuse_own(user, actor)
    second_factor.turn_off(user, actor=actor)
    end_sessions(user, actor=actor)
    tell_of_change(user, "second_factor_reset")


def offer_new_password(user: User, *, actor: Actor) -> str | None:
    """A link for a new password; its address where no letter brings it."""
    record("user.new_password_offered", user, actor=actor, changes={})
    return send_link(user, LinkPurpose.NEW_PASSWORD, creator_id=actor.id)


def _refuse_own(user: User, actor: Actor) -> None:
    if user.id == actor.id:
        raise DomainError(_("Nobody changes this of their own account; ask another administrator."))


def _refuse_last_administrator(user: User) -> None:
    """Raise DomainError when nobody else could look after the accounts.

    The rows are locked, so that two administrators do not take each other's role at once.
    """
    if user.role is not Role.ADMINISTRATOR:
        return
    ready = sa.select(User.id).where(User.role == user.role, STANDINGS[Standing.ACTIVE])
    ids = db.session.scalars(ready.order_by(User.id).with_for_update()).all()
    if set(ids) <= {user.id}:
        raise DomainError(_("This is the last administrator."))
