"""The outbox: letters are written in the transaction that gives rise to them, and sent later."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from stratcom.db import Base, utcnow
from stratcom.mail.enums import MailState


class OutboxMail(Base):
    """One letter to one address, as it will be sent.

    Its `message_id` never changes: a server that gets it a second time can tell.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (sa.Index("ix_outbox_mail_due", "state", "next_attempt_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(sa.String(120), unique=True)
    kind: Mapped[str] = mapped_column(sa.String(40), index=True)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    to_address: Mapped[str] = mapped_column(sa.String(254))
    to_name: Mapped[str] = mapped_column(sa.String(200), default="")
    language: Mapped[str] = mapped_column(sa.String(2), default="ka")
    subject: Mapped[str] = mapped_column(sa.String(300))
    # Emptied when a letter with a secret link has gone out or has lost its meaning.
    text: Mapped[str] = mapped_column(sa.Text)
    secret: Mapped[bool] = mapped_column(default=False)
    # Whom it was for is erased at the same moment: somebody without an account who asked once.
    forget: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    # After this moment it would be of no use and is dropped.
    expires_at: Mapped[datetime | None]

    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(default=utcnow)
    # Who is sending it and until when nobody else may take it up.
    claimed_by: Mapped[str] = mapped_column(sa.String(64), default="")
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(sa.String(300), default="")

    @property
    def label(self) -> str:
        """How the trail names this letter."""
        return f"{self.kind} № {self.id}"
