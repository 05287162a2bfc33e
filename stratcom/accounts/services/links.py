"""Links that stand for their holder once: made, looked up, used, made void."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.accounts.enums import LinkPurpose
from stratcom.accounts.models import AccountLink, User, hash_token
from stratcom.db import db, utcnow

LIFETIMES = {
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.SIGN_IN: timedelta(minutes=20),
    LinkPurpose.NEW_PASSWORD: timedelta(hours=1),
}
# However often somebody asks, an account gets no more letters than these within the hour.
MOST_AN_HOUR = 5


def make_link(
    user: User, purpose: LinkPurpose, *, creator_id: int | None = None
) -> tuple[str, datetime]:
    """A new link's token, and until when it is good; older ones of that purpose become void."""
    make_void(user, purpose)
    token, until = secrets.token_urlsafe(32), utcnow() + LIFETIMES[purpose]
    db.session.add(
        AccountLink(
            user_id=user.id,
            purpose=purpose,
            token_hash=hash_token(token),
            created_by_id=creator_id,
            expires_at=until,
        )
    )
    db.session.flush()
    return token, until


def make_void(user: User, purpose: LinkPurpose | None = None) -> None:
    """End the open links of `user`, of one purpose or of all."""
    now = utcnow()
    open_ones = sa.update(AccountLink).where(
        AccountLink.user_id == user.id, AccountLink.used_at.is_(None), AccountLink.expires_at > now
    )
    if purpose is not None:
        open_ones = open_ones.where(AccountLink.purpose == purpose)
    db.session.execute(open_ones.values(expires_at=now))


def had_enough(user: User) -> bool:
    """True when the account got so many links within the hour that it gets no further one."""
    lately = sa.select(sa.func.count()).where(
        AccountLink.user_id == user.id, AccountLink.created_at > utcnow() - timedelta(hours=1)
    )
    return (db.session.scalar(lately) or 0) >= MOST_AN_HOUR


def find_link(token: str) -> AccountLink | None:
    """The link of that token with its person; None when forged, used, too old or disabled."""
    found = db.session.scalar(
        sa.select(AccountLink)
        .options(joinedload(AccountLink.user))
        .where(
            AccountLink.token_hash == hash_token(token),
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > utcnow(),
        )
    )
    return found if found is not None and found.user.is_active else None


def use_link(link: AccountLink) -> bool:
    """Take the link as used; False when somebody was quicker."""
    now = utcnow()
    used = db.session.execute(
        sa.update(AccountLink)
        .where(
            AccountLink.id == link.id, AccountLink.used_at.is_(None), AccountLink.expires_at > now
        )
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(getattr(used, "rowcount", 0))
