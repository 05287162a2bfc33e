"""The trail: one row for each act."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from stratcom.db import Base, utcnow

# In place of a personal value: {PERSONAL: id of a PersonalValue}.
PERSONAL = "personal"


class AuditEntry(Base):
    """Who did what to which record, with the columns before and after.

    The migration forbids UPDATE and DELETE on this table by trigger, on both databases.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (sa.Index("ix_audit_entry_subject", "subject_type", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=utcnow, index=True)
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    # Accounts get renamed; the trail keeps the name of the day.
    actor_name: Mapped[str] = mapped_column(sa.String(200))
    action: Mapped[str] = mapped_column(sa.String(64), index=True)
    subject_type: Mapped[str] = mapped_column(sa.String(64))
    subject_id: Mapped[int]
    subject_label: Mapped[str] = mapped_column(sa.String(300), default="")
    # The record's row_version after the act; 0 for records that have none.
    subject_version: Mapped[int] = mapped_column(default=0)
    changes: Mapped[dict[str, Any]]


class AuditSeal(Base):
    """A link of the chain over the trail: each hash covers an entry and the hash before it.

    Made when a transaction commits, one transaction at a time, so the chain has no forks; the
    same triggers as for entries keep it from being changed.
    """

    __tablename__ = "audit_seal"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("audit_entry.id"), unique=True)
    hash: Mapped[str] = mapped_column(sa.String(64))


class PersonalValue(Base):
    """Before and after of a personal detail, kept apart so that it can be erased on request.

    The trail refers to it by id; the chain covers the reference, and stays whole without it.
    """

    __tablename__ = "personal_value"
    __table_args__ = (sa.Index("ix_personal_value_subject", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_type: Mapped[str] = mapped_column(sa.String(64))
    subject_id: Mapped[int]
    before: Mapped[str | None] = mapped_column(sa.Text)
    after: Mapped[str | None] = mapped_column(sa.Text)
