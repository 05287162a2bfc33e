"""Tables of the event database."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stratcom.accounts.models import User
from stratcom.db import Base, Versioned, new_uid, utcnow
from stratcom.db.translated import translated
from stratcom.events.enums import (
    Certainty,
    DatePrecision,
    EventState,
    FileKind,
    JoinState,
    Occurrence,
    OrganisationRole,
)
from stratcom.partners.models import Organisation
from stratcom.places.models import Municipality, Region
from stratcom.vocabularies.models import Term


class Event(Versioned, Base):
    """Something that was, is or will be held for the public.

    `first_day` and `last_day` are days in Tbilisi and always known (a month or a quarter spans
    its whole length); `starts_at` and `ends_at` are moments, absent for all-day events.
    """

    __tablename__ = "event"
    __table_args__ = (
        sa.CheckConstraint("last_day >= first_day", name="days_in_order"),
        sa.Index("ix_event_list", "archived_at", "first_day", "id"),
        sa.Index("ix_event_due", "owner_id", "occurrence", "last_day"),
        sa.Index("ix_event_state", "state", "first_day"),
        sa.Index("ix_event_embargo", "embargo_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(sa.String(64), unique=True, default=new_uid)

    title_ka: Mapped[str] = mapped_column(sa.String(300))
    title_en: Mapped[str] = mapped_column(sa.String(300), default="")
    summary_ka: Mapped[str] = mapped_column(sa.Text, default="")
    summary_en: Mapped[str] = mapped_column(sa.Text, default="")
    description_ka: Mapped[str] = mapped_column(sa.Text, default="")
    description_en: Mapped[str] = mapped_column(sa.Text, default="")

    first_day: Mapped[date]
    last_day: Mapped[date]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    precision: Mapped[DatePrecision] = mapped_column(default=DatePrecision.EXACT)
    certainty: Mapped[Certainty] = mapped_column(default=Certainty.TENTATIVE)

    state: Mapped[EventState] = mapped_column(default=EventState.DRAFT)
    occurrence: Mapped[Occurrence] = mapped_column(default=Occurrence.PLANNED)
    # Why it was returned, postponed or cancelled; the first day before it was postponed.
    return_reason: Mapped[str] = mapped_column(sa.Text, default="")
    change_reason: Mapped[str] = mapped_column(sa.Text, default="")
    original_day: Mapped[date | None]

    format_id: Mapped[int | None] = mapped_column(sa.ForeignKey("term.id"), index=True)
    region_id: Mapped[int | None] = mapped_column(sa.ForeignKey("region.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("municipality.id"), index=True
    )
    settlement: Mapped[str] = mapped_column(sa.String(200), default="")
    venue_ka: Mapped[str] = mapped_column(sa.String(300), default="")
    venue_en: Mapped[str] = mapped_column(sa.String(300), default="")
    online: Mapped[bool] = mapped_column(default=False)
    online_url: Mapped[str] = mapped_column(sa.String(500), default="")

    planned_total: Mapped[int | None]
    planned_women: Mapped[int | None]
    planned_men: Mapped[int | None]
    planned_youth: Mapped[int | None]
    actual_total: Mapped[int | None]
    actual_women: Mapped[int | None]
    actual_men: Mapped[int | None]
    actual_youth: Mapped[int | None]
    actual_approximate: Mapped[bool] = mapped_column(default=False)

    contact: Mapped[str] = mapped_column(sa.String(300), default="")
    source_url: Mapped[str] = mapped_column(sa.String(1000), default="")
    # Internal notes never leave the desk: no export, feed or public page may read them.
    internal_notes: Mapped[str] = mapped_column(sa.Text, default="")
    confidential: Mapped[bool] = mapped_column(default=False)
    embargo_until: Mapped[datetime | None]

    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event.id"), index=True)
    umbrella: Mapped[bool] = mapped_column(default=False)
    series_uid: Mapped[str | None] = mapped_column(sa.String(64), index=True)

    # The report made after the event.
    result: Mapped[str] = mapped_column(sa.Text, default="")
    lesson: Mapped[str] = mapped_column(sa.Text, default="")
    reported_at: Mapped[datetime | None]
    reported_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))

    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    submitted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    approved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    # Fields changed since the approval, with the approved values: {field: value}.
    review_marks: Mapped[dict[str, Any]] = mapped_column(default=dict)
    archived_at: Mapped[datetime | None]
    import_batch_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("import_batch.id"), index=True
    )
    # SEQUENCE of the calendar feed: grows when the date, place or state changes.
    sequence: Mapped[int] = mapped_column(default=0)

    title = translated("title")
    summary = translated("summary")
    description = translated("description")
    venue = translated("venue")

    region: Mapped[Region | None] = relationship(lazy="raise_on_sql")
    municipality: Mapped[Municipality | None] = relationship(lazy="raise_on_sql")
    format: Mapped[Term | None] = relationship(lazy="raise_on_sql")
    owner: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    parent: Mapped["Event | None"] = relationship(remote_side=[id], lazy="raise_on_sql")
    created_by: Mapped[User | None] = relationship(
        foreign_keys=[created_by_id], lazy="raise_on_sql"
    )
    term_links: Mapped[list["EventTerm"]] = relationship(
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="EventTerm.position",
        passive_deletes=True,
    )
    organisation_links: Mapped[list["EventOrganisation"]] = relationship(
        lazy="raise_on_sql",
        cascade="all, delete-orphan",
        order_by="EventOrganisation.position",
        passive_deletes=True,
    )
    files: Mapped[list["EventFile"]] = relationship(
        lazy="raise_on_sql", order_by="EventFile.position", back_populates="event"
    )

    @property
    def label(self) -> str:
        """How the trail names this event."""
        return self.title_ka

    @property
    def all_day(self) -> bool:
        """True when only the days are known."""
        return self.starts_at is None


class EventTerm(Base):
    """An audience, theme or language of an event."""

    __tablename__ = "event_term"
    __table_args__ = (sa.Index("ix_event_term_term", "term_id"),)

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    term_id: Mapped[int] = mapped_column(sa.ForeignKey("term.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    term: Mapped[Term] = relationship(lazy="raise_on_sql")


class EventOrganisation(Base):
    """An organisation and what it does for an event."""

    __tablename__ = "event_organisation"
    __table_args__ = (sa.Index("ix_event_organisation_organisation", "organisation_id"),)

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), primary_key=True)
    role: Mapped[OrganisationRole] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class EventFacet(Base):
    """Index of every filter: one row for each value that an event can be found by.

    `facet` is a number made from the kind of filter and its value (see events.facets), `day`
    the first day as an ordinal. The key keeps each facet's events in order of date, so a list
    walks the rarest facet and looks the others up, however many events there are.
    """

    __tablename__ = "event_facet"
    __table_args__ = (
        sa.Index("ix_event_facet_event", "event_id"),
        {"sqlite_with_rowid": False},
    )

    facet: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )


class EventFile(Base):
    """A photograph or document attached to an event; removed ones are kept but not shown."""

    __tablename__ = "event_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id"), index=True)
    kind: Mapped[FileKind]
    # Name of the stored file, made from its content; photographs have one per width.
    stored: Mapped[str] = mapped_column(sa.String(80), index=True)
    filename: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    caption_ka: Mapped[str] = mapped_column(sa.String(300), default="")
    caption_en: Mapped[str] = mapped_column(sa.String(300), default="")
    public: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    added_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    added_at: Mapped[datetime] = mapped_column(default=utcnow)
    removed_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship(lazy="raise_on_sql", back_populates="files")
    caption = translated("caption")

    @property
    def label(self) -> str:
        """How the trail names this file."""
        return self.filename


class JoinRequest(Base):
    """An organisation's offer to join another's event instead of holding one beside it."""

    __tablename__ = "join_request"
    __table_args__ = (sa.UniqueConstraint("event_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(default=utcnow)
    note: Mapped[str] = mapped_column(sa.Text, default="")
    state: Mapped[JoinState] = mapped_column(default=JoinState.ASKED)
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    answered_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    event: Mapped[Event] = relationship(lazy="raise_on_sql")


class SavedView(Base):
    """A set of filters that a person keeps by name."""

    __tablename__ = "saved_view"
    __table_args__ = (sa.UniqueConstraint("user_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(sa.String(80))
    query: Mapped[str] = mapped_column(sa.String(1000))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
