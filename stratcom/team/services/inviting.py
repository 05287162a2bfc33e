"""Invitations: sent, sent again, revoked, accepted elsewhere."""

import sqlalchemy as sa

from stratcom.accounts.enums import LinkPurpose
from stratcom.accounts.letters import send_link
from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.accounts.services.creating import add_account
from stratcom.accounts.services.links import make_void
from stratcom.audit.services import Actor, record
from stratcom.db import db, utcnow
from stratcom.georgian.romanise import slug

SHORTEST_LOGIN = 3


def invite(
    *,
    name: str,
    role: Role,
    actor: Actor,
    login: str = "",
    name_en: str = "",
    email: str = "",
    organisation_id: int | None = None,
    language: str = "ka",
) -> tuple[User, str | None]:
    """Add an account without a password and invite its owner.

    Returns the account, and the link to pass on where no letter brings it. Raises DomainError
    when the user name or the e-mail address is taken.
    """
    user = User(
        login=login.casefold() or free_login(email.partition("@")[0] or name),
        name=name,
        name_en=name_en,
        email=email,
        role=role,
        organisation_id=organisation_id,
        language=language,
        invited_by_id=actor.id,
    )
    add_account(user, "user.invited", actor=actor)
    return user, send_link(user, LinkPurpose.INVITATION, creator_id=actor.id)


def free_login(text: str) -> str:
    """A user name made of `text` that nobody has."""
    wanted = slug(text, 60).replace("-", ".")
    if len(wanted) < SHORTEST_LOGIN:
        wanted = f"user.{wanted}".rstrip(".")
    taken = set(db.session.scalars(sa.select(User.login).where(User.login.startswith(wanted))))
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}{number}"
    return free


def invite_again(user: User, *, actor: Actor) -> str | None:
    """A new invitation in place of the old one; its link where no letter brings it."""
    record("user.invited_again", user, actor=actor, changes={})
    return send_link(user, LinkPurpose.INVITATION, creator_id=actor.id)


def revoke(user: User, *, actor: Actor) -> None:
    """Take an invitation back: its link is void and the account disabled."""
    user.disabled_at = utcnow()
    record("user.invitation_revoked", user, actor=actor)
    make_void(user)
