"""Reading accounts, for those who look after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.enums import LinkPurpose
from stratcom.accounts.models import AccountLink, User, UserSession
from stratcom.accounts.permissions import Permission, Role
from stratcom.accounts.rules import DEPARTMENT_ROLES, has_joined
from stratcom.db import db, utcnow
from stratcom.partners.models import Organisation
from stratcom.team.enums import Standing
from stratcom.team.rules import of_department

# As `accounts.rules.has_joined` says for one.
HAS_JOINED = sa.or_(User.joined_at.is_not(None), User.password_hash != "")
STANDINGS: dict[Standing, sa.ColumnElement[bool]] = {
    Standing.ACTIVE: sa.and_(User.disabled_at.is_(None), HAS_JOINED),
    Standing.INVITED: sa.and_(User.disabled_at.is_(None), ~HAS_JOINED),
    Standing.DISABLED: User.disabled_at.is_not(None),
    Standing.WITHOUT_FACTOR: sa.and_(
        User.disabled_at.is_(None), HAS_JOINED, User.totp_confirmed_at.is_(None)
    ),
}


@dataclass(frozen=True)
class Filters:
    """What a list of accounts is narrowed to."""

    words: str = ""
    role: Role | None = None
    organisation: str = ""  # a part of its name, or
    organisation_id: int | None = None
    standing: Standing | None = None


@dataclass(frozen=True)
class Line:
    """An account as lists show it."""

    user: User
    organisation: Organisation | None
    seen_at: datetime | None

    @property
    def standing(self) -> Standing:
        """How the account stands."""
        if not self.user.is_active:
            return Standing.DISABLED
        return Standing.ACTIVE if has_joined(self.user) else Standing.INVITED


def visible(actor: User) -> sa.ColumnElement[bool]:
    """The accounts that the person may see; `rules.can_see` says the same for one."""
    if actor.can(Permission.ACCOUNT_MANAGE):
        return sa.true()
    if actor.organisation_id is not None:
        return User.organisation_id == actor.organisation_id
    if of_department(actor):
        return sa.and_(User.organisation_id.is_(None), User.role.in_(DEPARTMENT_ROLES))
    return User.id == actor.id


def find_every_account() -> sa.Select[User]:
    """Every account, by user name."""
    return sa.select(User).order_by(User.login)


def find_accounts(actor: User, filters: Filters) -> sa.Select[User]:
    """The accounts that the person may see, by name."""
    found = sa.select(User).where(visible(actor)).order_by(User.name, User.id)
    for word in filters.words.split():
        columns = (User.name, User.name_en, User.login, User.email)
        found = found.where(sa.or_(*(one.icontains(word, autoescape=True) for one in columns)))
    if filters.role is not None:
        found = found.where(User.role == filters.role)
    if filters.organisation_id is not None:
        found = found.where(User.organisation_id == filters.organisation_id)
    elif filters.organisation:
        names = (Organisation.name_ka, Organisation.name_en)
        named = sa.or_(*(one.icontains(filters.organisation, autoescape=True) for one in names))
        found = found.where(sa.exists().where(Organisation.id == User.organisation_id, named))
    if filters.standing is not None:
        found = found.where(STANDINGS[filters.standing])
    return found


def find_account(actor: User, user_id: int) -> User | None:
    """The account, when the person may see it."""
    return db.session.scalar(sa.select(User).where(User.id == user_id, visible(actor)))


def lines(users: Sequence[User]) -> list[Line]:
    """The accounts with their organisations and when they were last seen."""
    bodies = _by_id(Organisation, {one.organisation_id for one in users})
    latest = (
        sa.select(UserSession.user_id, sa.func.max(UserSession.last_seen_at))
        .where(UserSession.user_id.in_([one.id for one in users]))
        .group_by(UserSession.user_id)
    )
    seen: dict[int, datetime] = {row[0]: row[1] for row in db.session.execute(latest)}
    return [Line(one, bodies.get(one.organisation_id), seen.get(one.id)) for one in users]


def _by_id(model: Any, ids: set[int | None]) -> dict[int | None, Any]:
    found = db.session.scalars(sa.select(model).where(model.id.in_(ids - {None})))
    return {one.id: one for one in found}


def invitation_until(user: User) -> datetime | None:
    """Until when the account's invitation is good; None when none is open."""
    return db.session.scalar(
        sa.select(sa.func.max(AccountLink.expires_at)).where(
            AccountLink.user_id == user.id,
            AccountLink.purpose == LinkPurpose.INVITATION,
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > utcnow(),
        )
    )


def receivers(actor: User, user: User) -> list[User]:
    """Everybody who may take over what `user` has in hand; `rules.can_receive` checks one."""
    return list(
        db.session.scalars(
            sa.select(User)
            .where(visible(actor), STANDINGS[Standing.ACTIVE], User.id != user.id)
            .order_by(User.name, User.id)
        )
    )
