"""Telling people what happened."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.enums import Digest
from stratcom.accounts.models import User
from stratcom.accounts.permissions import ROLE_PERMISSIONS, Permission
from stratcom.audit.services import record
from stratcom.db import db, new_uid, utcnow
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice


def tell(
    people: Iterable[User],
    kind: NoticeKind,
    *,
    path: str,
    words: dict[str, Any],
    once: str = "",
    but: int | None = None,
) -> int:
    """Tell those people; return to how many it was news.

    `once` names the thing that is told one time only; `but` is the account whose own act it is.
    """
    wanted = [one for one in people if one.is_active and one.id != but]
    if once:
        ids = [one.id for one in wanted]
        told = set(
            db.session.scalars(
                sa.select(Notice.user_id).where(Notice.once == once, Notice.user_id.in_(ids))
            )
        )
        wanted = [one for one in wanted if one.id not in told]
    for one in wanted:
        db.session.add(
            Notice(user_id=one.id, kind=kind, path=path, words=words, once=once or new_uid())
        )
    db.session.flush()
    return len(wanted)


def people_of(organisation_id: int | None) -> list[User]:
    """The accounts of an organisation that may enter the desk."""
    if organisation_id is None:
        return []
    return list(
        db.session.scalars(
            sa.select(User).where(
                User.organisation_id == organisation_id, User.disabled_at.is_(None)
            )
        )
    )


def people_who_may(permission: Permission) -> list[User]:
    """Every account whose role grants `permission`."""
    roles = [role for role, granted in ROLE_PERMISSIONS.items() if permission in granted]
    return list(
        db.session.scalars(sa.select(User).where(User.role.in_(roles), User.disabled_at.is_(None)))
    )


def mark_read(user: User, *, since: int, up_to: int) -> int:
    """Take the person's messages with these numbers, and all between them, as read."""
    done = db.session.execute(
        sa.update(Notice)
        .where(Notice.user_id == user.id, Notice.read_at.is_(None), Notice.id.between(since, up_to))
        .values(read_at=utcnow())
    )
    return int(getattr(done, "rowcount", 0))


def choose_digest(user: User, digest: Digest) -> None:
    """Remember how often the person wants their messages by e-mail."""
    if user.digest is digest:
        return
    user.digest = digest
    record("user.digest_chosen", user, actor=user)
