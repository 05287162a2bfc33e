"""Reading the trail."""

import sqlalchemy as sa

from stratcom.audit.models import AuditEntry
from stratcom.db import Base


def entries(*, actor: str = "", action: str = "", subject: str = "") -> sa.Select[AuditEntry]:
    """The trail, newest first; texts match from their beginning."""
    found = sa.select(AuditEntry).order_by(AuditEntry.id.desc())
    if actor:
        found = found.where(AuditEntry.actor_name == actor)
    if action:
        found = found.where(AuditEntry.action.startswith(action, autoescape=True))
    if subject:
        kind, _, number = subject.partition(":")
        found = found.where(AuditEntry.subject_type == kind)
        if number.isascii() and number.isdigit():
            found = found.where(AuditEntry.subject_id == int(number[:18]))
    return found


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
