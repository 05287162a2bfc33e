"""An uploaded file, its rows as they were read, and what became of each."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stratcom.accounts.models import User
from stratcom.db import Base, Versioned
from stratcom.imports.enums import BatchState, ImportKind, RowAction


class ImportBatch(Versioned, Base):
    """One file brought in by one person."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ImportKind] = mapped_column(default=ImportKind.EVENTS)
    filename: Mapped[str] = mapped_column(sa.String(200))
    # Name of the kept file inside the media folder.
    stored: Mapped[str] = mapped_column(sa.String(120))
    state: Mapped[BatchState] = mapped_column(default=BatchState.READING, index=True)
    problem: Mapped[str] = mapped_column(sa.String(60), default="")
    # Nobody, when a command brought the file in before there were accounts.
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    # Choices made for the whole file, columns per sheet as recognised or mapped by hand.
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    rows_done: Mapped[int] = mapped_column(default=0)
    rows_total: Mapped[int] = mapped_column(default=0)
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    user: Mapped[User | None] = relationship(lazy="raise_on_sql")

    @property
    def label(self) -> str:
        """How the trail names this import."""
        return self.filename


class ImportRow(Base):
    """One row of a sheet: what it says, what is proposed, what was decided and done."""

    __tablename__ = "import_row"
    __table_args__ = (sa.Index("ix_import_row_batch", "batch_id", "action", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id"))
    sheet: Mapped[str] = mapped_column(sa.String(100))
    number: Mapped[int]
    action: Mapped[RowAction]
    error_code: Mapped[str] = mapped_column(sa.String(40), default="")
    duplicate_of_row: Mapped[int | None]
    duplicate_of_event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event.id"))
    # The event that the row is about (round trip), then the event made from it.
    event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event.id"), index=True)
    # The same two for organisations and people: ids in the table that the batch is about.
    subject_id: Mapped[int | None] = mapped_column(index=True)
    duplicate_of_id: Mapped[int | None]
    chosen: Mapped[bool] = mapped_column(default=True)
    raw: Mapped[dict[str, Any]] = mapped_column(default=dict)
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Field by field: {field: [in the database, in the file]}; empty for new events.
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    notes: Mapped[list[str]] = mapped_column(default=list)
    conversions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # What the event held before an update, for the undo, with its row version after it.
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version_after: Mapped[int | None]
