"""Events sent in by people without an account, through a link that the department hands out."""

from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stratcom.accounts.models import User
from stratcom.db import Base, Versioned, utcnow
from stratcom.events.models import Event
from stratcom.partners.models import Organisation


class GuestLink(Versioned, Base):
    """A link for one organisation: whoever holds it may send events in and correct them.

    The link itself is signed and not stored; `nonce` makes it impossible to guess, and changing
    it makes the old link void.
    """

    __tablename__ = "guest_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    nonce: Mapped[str] = mapped_column(sa.String(32), unique=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    language: Mapped[str] = mapped_column(sa.String(2), default="ka")
    # The last day on which it can be used, in Tbilisi.
    valid_until: Mapped[date]
    # How many events may be sent in by it.
    most: Mapped[int] = mapped_column(default=10)
    closed_at: Mapped[datetime | None]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    created_by: Mapped[User | None] = relationship(lazy="raise_on_sql")

    @property
    def label(self) -> str:
        """How the trail names this link."""
        return self.note or f"№ {self.id}"


class GuestSubmission(Base):
    """An event that came through a link, and who sent it."""

    __tablename__ = "guest_submission"
    PERSONAL: ClassVar = frozenset({"sender_name", "sender_email", "sender_phone"})

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(sa.ForeignKey("guest_link.id"), index=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id"), unique=True)
    sender_name: Mapped[str] = mapped_column(sa.String(200))
    sender_email: Mapped[str] = mapped_column(sa.String(254), default="")
    sender_phone: Mapped[str] = mapped_column(sa.String(60), default="")
    sent_at: Mapped[datetime] = mapped_column(default=utcnow, index=True)

    link: Mapped[GuestLink] = relationship(lazy="raise_on_sql")
    event: Mapped[Event] = relationship(lazy="raise_on_sql")

    @property
    def label(self) -> str:
        """How the trail names this submission."""
        return f"№ {self.id}"
