"""The trail: one row for each act."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from stratcom.db import Base, utcnow


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
