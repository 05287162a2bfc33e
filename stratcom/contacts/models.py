"""The history of contacts with an organisation, and agreements with it."""

from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stratcom.accounts.models import User
from stratcom.contacts.enums import AgreementKind, AgreementState, ContactKind
from stratcom.db import Base, Versioned, utcnow
from stratcom.db.translated import translated
from stratcom.partners.models import Organisation
from stratcom.people.models import Person


class ContactEntry(Versioned, Base):
    """A call, e-mail or meeting: why, what came of it, and who does what next by when."""

    __tablename__ = "contact_entry"
    __table_args__ = (
        sa.Index("ix_contact_entry_list", "archived_at", "happened_on", "id"),
        sa.Index("ix_contact_entry_organisation", "organisation_id", "happened_on"),
        sa.Index(
            "ix_contact_entry_due", "next_step_owner_id", "next_step_done_at", "next_step_due"
        ),
        sa.Index("ix_contact_entry_open", "next_step_done_at", "next_step_due"),
    )
    PERSONAL: ClassVar = frozenset({"purpose", "result", "next_step"})

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ContactKind]
    happened_on: Mapped[date]
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    purpose: Mapped[str] = mapped_column(sa.String(300))
    result: Mapped[str] = mapped_column(sa.Text, default="")
    next_step: Mapped[str] = mapped_column(sa.String(300), default="")
    next_step_owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    next_step_due: Mapped[date | None]
    next_step_done_at: Mapped[datetime | None]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    archived_at: Mapped[datetime | None]

    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    next_step_owner: Mapped[User | None] = relationship(
        foreign_keys=[next_step_owner_id], lazy="raise_on_sql"
    )
    created_by: Mapped[User | None] = relationship(
        foreign_keys=[created_by_id], lazy="raise_on_sql"
    )
    person_links: Mapped[list["ContactEntryPerson"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan"
    )

    @property
    def label(self) -> str:
        """How the trail names this contact."""
        return f"{self.happened_on:%d.%m.%Y} № {self.id}"


class ContactEntryPerson(Base):
    """A person who took part in a contact."""

    __tablename__ = "contact_entry_person"
    __table_args__ = (sa.Index("ix_contact_entry_person_person", "person_id"),)

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("contact_entry.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Agreement(Versioned, Base):
    """A memorandum or agreement, how long it is valid, and who minds it."""

    __tablename__ = "agreement"
    __table_args__ = (sa.Index("ix_agreement_list", "archived_at", "valid_until", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[AgreementKind]
    state: Mapped[AgreementState] = mapped_column(default=AgreementState.SIGNED)
    number: Mapped[str] = mapped_column(sa.String(60), default="")
    title_ka: Mapped[str] = mapped_column(sa.String(300))
    title_en: Mapped[str] = mapped_column(sa.String(300), default="")
    signed_on: Mapped[date | None]
    valid_from: Mapped[date | None]
    # None: without an end.
    valid_until: Mapped[date | None]
    # Renewed by itself for so many months unless somebody ends it; 0: it is not.
    renews_months: Mapped[int] = mapped_column(default=0)
    remind_days: Mapped[int] = mapped_column(default=30)
    terminated_on: Mapped[date | None]
    termination_reason: Mapped[str] = mapped_column(sa.String(500), default="")
    responsible_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    archived_at: Mapped[datetime | None]

    title = translated("title")
    responsible: Mapped[User | None] = relationship(lazy="raise_on_sql")
    organisation_links: Mapped[list["AgreementOrganisation"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="AgreementOrganisation.position"
    )
    files: Mapped[list["ContactFile"]] = relationship(
        lazy="raise_on_sql", order_by="ContactFile.id", back_populates="agreement"
    )

    @property
    def label(self) -> str:
        """How the trail names this agreement."""
        return self.title_ka


class AgreementOrganisation(Base):
    """A party of an agreement."""

    __tablename__ = "agreement_organisation"
    __table_args__ = (sa.Index("ix_agreement_organisation_organisation", "organisation_id"),)

    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreement.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class ContactFile(Base):
    """A document of an agreement or a contact; removed ones are kept but not shown."""

    __tablename__ = "contact_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact_entry.id"), index=True)
    # Name of the stored file, made from its content.
    stored: Mapped[str] = mapped_column(sa.String(80), index=True)
    filename: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    added_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    added_at: Mapped[datetime] = mapped_column(default=utcnow)
    removed_at: Mapped[datetime | None]

    agreement: Mapped[Agreement | None] = relationship(lazy="raise_on_sql", back_populates="files")
    entry: Mapped[ContactEntry | None] = relationship(lazy="raise_on_sql")

    @property
    def label(self) -> str:
        """How the trail names this file."""
        return self.filename
