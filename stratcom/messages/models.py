"""Tables of messages: what they add to a draft, who reads and uses them, what is asked."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stratcom.accounts.models import User
from stratcom.db import Base, Versioned, utcnow
from stratcom.drafting.enums import DraftKind, LanguageState
from stratcom.drafting.models import Draft
from stratcom.events.models import Event
from stratcom.messages.enums import (
    Channel,
    Circle,
    CloseReason,
    Origin,
    QuestionState,
    UseKind,
)
from stratcom.partners.models import Organisation
from stratcom.places.models import Municipality
from stratcom.vocabularies.models import Term


class Message(Draft):
    """A message house: one umbrella message with its pillars, proof points and questions."""

    __tablename__ = "message"
    __table_args__ = (
        sa.Index("ix_message_public", "public", "valid_until"),
        sa.Index("ix_message_valid", "valid_until"),
        sa.Index("ix_message_valid_from", "valid_from"),
        sa.Index("ix_message_review_on", "review_on"),
        sa.Index("ix_message_proofs", "proofs_expire_on"),
    )

    id: Mapped[int] = mapped_column(sa.ForeignKey("draft.id"), primary_key=True)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    # When somebody should look whether it still holds.
    review_on: Mapped[date | None]
    circle: Mapped[Circle] = mapped_column(default=Circle.EVERYBODY)
    public: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None]
    # What came instead, when it was withdrawn.
    replaced_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("message.id"))
    # Of the version in force, of the present one while none is: kept by services.filing.
    proofs_expire_on: Mapped[date | None]
    unsourced: Mapped[int] = mapped_column(default=0)

    __mapper_args__ = {  # noqa: RUF012 - as SQLAlchemy declares it
        "polymorphic_identity": DraftKind.MESSAGE,
        "inherit_condition": id == Draft.id,
    }

    audience_links: Mapped[list["MessageAudience"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )
    reader_links: Mapped[list["MessageReader"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )
    languages: Mapped[list["MessageLanguage"]] = relationship(
        lazy="raise_on_sql", viewonly=True, order_by="MessageLanguage.language"
    )
    replaced_by: Mapped["Message | None"] = relationship(
        foreign_keys=[replaced_by_id], remote_side=[id], lazy="raise_on_sql"
    )


class MessageAudience(Base):
    """An audience that a message is meant to reach."""

    __tablename__ = "message_audience"
    __table_args__ = (sa.Index("ix_message_audience_term", "term_id"),)

    message_id: Mapped[int] = mapped_column(
        sa.ForeignKey("message.id", ondelete="CASCADE"), primary_key=True
    )
    term_id: Mapped[int] = mapped_column(sa.ForeignKey("term.id"), primary_key=True)

    term: Mapped[Term] = relationship(lazy="raise_on_sql")


class MessageReader(Base):
    """An organisation that sees the message once approved, whatever the circle."""

    __tablename__ = "message_reader"
    __table_args__ = (sa.Index("ix_message_reader_organisation", "organisation_id"),)

    message_id: Mapped[int] = mapped_column(
        sa.ForeignKey("message.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), primary_key=True)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class MessageLanguage(Base):
    """How far the present version is in one language; no row means missing."""

    __tablename__ = "message_language"
    __table_args__ = (sa.Index("ix_message_language_state", "language", "state"),)

    message_id: Mapped[int] = mapped_column(
        sa.ForeignKey("message.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    state: Mapped[LanguageState]


class MessageUse(Versioned, Base):
    """Who used a message where and for whom: at an event, for an activity, in print."""

    __tablename__ = "message_use"
    __table_args__ = (
        sa.Index("ix_message_use_message", "message_id", "removed_at"),
        sa.Index("ix_message_use_event", "event_id", "removed_at"),
        sa.Index("ix_message_use_organisation", "organisation_id", "removed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(sa.ForeignKey("message.id"))
    # The approved version at the time.
    number: Mapped[int]
    kind: Mapped[UseKind] = mapped_column(default=UseKind.OTHER)
    # An event tells its own day, place and audience.
    event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event.id"))
    # The activity by its number in the plan, the campaign by its name, or what else it was.
    reference: Mapped[str] = mapped_column(sa.String(300), default="")
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    day: Mapped[date | None]
    municipality_id: Mapped[int | None] = mapped_column(sa.ForeignKey("municipality.id"))
    audience_id: Mapped[int | None] = mapped_column(sa.ForeignKey("term.id"))
    channel: Mapped[Channel | None]
    url: Mapped[str] = mapped_column(sa.String(1000), default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    added_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    removed_at: Mapped[datetime | None]

    message: Mapped[Message] = relationship(lazy="raise_on_sql")
    event: Mapped[Event | None] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    municipality: Mapped[Municipality | None] = relationship(lazy="raise_on_sql")
    audience: Mapped[Term | None] = relationship(lazy="raise_on_sql")

    @property
    def label(self) -> str:
        """How the trail names this use."""
        return self.reference


class MessagePledge(Base):
    """An organisation's word that it will use a message."""

    __tablename__ = "message_pledge"
    __table_args__ = (sa.UniqueConstraint("message_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(sa.ForeignKey("message.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=utcnow)
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    taken_back_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")

    @property
    def label(self) -> str:
        """How the trail names it."""
        return self.note


class MessageQuestion(Versioned, Base):
    """A question about a message, from a partner or from a reader of the public pages."""

    __tablename__ = "message_question"
    __table_args__ = (sa.Index("ix_message_question_list", "state", "id"),)
    # Erased when it is answered, at the latest when messages.questions.retention says so.
    PERSONAL = frozenset({"email"})

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int | None] = mapped_column(sa.ForeignKey("message.id"), index=True)
    origin: Mapped[Origin]
    state: Mapped[QuestionState] = mapped_column(default=QuestionState.NEW)
    language: Mapped[str] = mapped_column(sa.String(2), default="ka")
    text: Mapped[str] = mapped_column(sa.Text)
    # Whom to answer; a reader of the public pages may leave an address or none.
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    at: Mapped[datetime] = mapped_column(default=utcnow)
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    answered_at: Mapped[datetime | None]
    closed_as: Mapped[CloseReason | None]
    email_erased_at: Mapped[datetime | None]

    message: Mapped[Message | None] = relationship(lazy="raise_on_sql")
    asked_by: Mapped[User | None] = relationship(foreign_keys=[asked_by_id], lazy="raise_on_sql")
    answered_by: Mapped[User | None] = relationship(
        foreign_keys=[answered_by_id], lazy="raise_on_sql"
    )
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")

    @property
    def label(self) -> str:
        """How the trail names it: not by what somebody wrote."""
        return f"{self.id}" if self.id else ""


class QuestionAttempt(Base):
    """A question sent from an address, kept for a day as a keyed hash to slow down floods."""

    __tablename__ = "question_attempt"
    __table_args__ = (sa.Index("ix_question_attempt_address", "address", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime] = mapped_column(default=utcnow, index=True)


class MessageWeek(Base):
    """A week whose letters to partners were written, named by the Monday on which they go out."""

    __tablename__ = "message_week"

    monday: Mapped[date] = mapped_column(primary_key=True)
    letters: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(default=utcnow)


class MessageImport(Base):
    """A Word document that was read and waits for somebody to look at what it holds."""

    __tablename__ = "message_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    filename: Mapped[str] = mapped_column(sa.String(200))
    # Paragraphs as they were read, each with the role proposed or chosen for it.
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    notes: Mapped[list[str]] = mapped_column(default=list)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=utcnow)
    message_id: Mapped[int | None] = mapped_column(sa.ForeignKey("message.id"))

    @property
    def label(self) -> str:
        """How the trail names it."""
        return self.filename
