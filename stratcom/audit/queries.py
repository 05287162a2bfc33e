"""Reading the trail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from stratcom.audit.models import PERSONAL, AuditEntry, AuditSeal, PersonalValue
from stratcom.db import Base, db
from stratcom.moments import TBILISI

MOST_ACTORS = 50


@dataclass(frozen=True)
class Wanted:
    """What of the trail is asked for; empty parts ask for nothing."""

    actor: str = ""
    action: str = ""
    # A table, and one of its records or 0.
    kind: str = ""
    number: int = 0
    since: date | None = None
    until: date | None = None


def entries(wanted: Wanted) -> sa.Select[AuditEntry]:
    """The trail, newest first; days are days in Tbilisi, both included."""
    found = sa.select(AuditEntry).order_by(AuditEntry.id.desc())
    if wanted.actor:
        found = found.where(AuditEntry.actor_name.in_(_actors(wanted.actor)))
    if wanted.action:
        found = found.where(AuditEntry.action == wanted.action)
    if wanted.kind:
        found = found.where(AuditEntry.subject_type == wanted.kind)
    if wanted.number:
        found = found.where(AuditEntry.subject_id == wanted.number)
    if wanted.since:
        found = found.where(AuditEntry.at >= _midnight(wanted.since))
    if wanted.until:
        found = found.where(AuditEntry.at < _midnight(wanted.until + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TBILISI)


def _actors(text: str) -> list[str]:
    """The names in the trail that hold what was typed."""
    user = sa.table("user", sa.column("name"), sa.column("name_en"), sa.column("login"))
    names = sa.select(user.c.name).where(
        sa.or_(
            *(
                column.icontains(text, autoescape=True)
                for column in (user.c.name, user.c.name_en, user.c.login)
            )
        )
    )
    return [text, *db.session.scalars(names.limit(MOST_ACTORS))]


def history(subject: Base, *, after_version: int = 0) -> sa.Select[AuditEntry]:
    """What happened to one record since it had that version, oldest first."""
    return (
        sa.select(AuditEntry)
        .where(
            AuditEntry.subject_type == subject.__tablename__,
            AuditEntry.subject_id == subject.id,  # type: ignore[attr-defined]
            AuditEntry.subject_version > after_version,
        )
        .order_by(AuditEntry.id)
    )


def personal_values(shown: Iterable[AuditEntry]) -> dict[int, tuple[str | None, str | None]]:
    """Before and after of the personal details that those entries refer to, by reference.

    Give it to those alone who may see them; what was erased on request is not among them.
    """
    references = {
        side[PERSONAL]
        for entry in shown
        for pair in entry.changes.values()
        for side in pair
        if isinstance(side, dict) and PERSONAL in side
    }
    if not references:
        return {}
    rows = db.session.execute(
        sa.select(PersonalValue.id, PersonalValue.before, PersonalValue.after).where(
            PersonalValue.id.in_(references)
        )
    )
    return {number: (before, after) for number, before, after in rows}


def seal_of(shown: Sequence[AuditEntry]) -> dict[int, AuditSeal]:
    """The seals of those entries, by the entry's id."""
    ids = [entry.id for entry in shown]
    found = db.session.scalars(sa.select(AuditSeal).where(AuditSeal.entry_id.in_(ids)))
    return {one.entry_id: one for one in found}


def last_seal() -> AuditSeal | None:
    """The end of the chain as it is now."""
    return db.session.scalar(sa.select(AuditSeal).order_by(AuditSeal.position.desc()).limit(1))
