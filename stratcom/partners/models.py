"""Organisations: the directory, its names, and how bodies follow one another."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from stratcom.db import Base, Versioned, new_uid, utcnow
from stratcom.db.translated import translated
from stratcom.db.types import coded
from stratcom.georgian import sort_key
from stratcom.partners.enums import NameKind, SuccessionKind
from stratcom.places.models import Municipality, Region
from stratcom.vocabularies.models import Term


class Organisation(Versioned, Base):
    """A body that organises, supports or funds events, or that the department works with.

    Never deleted: a duplicate points at the record it was merged into; a body that was renamed
    or wound up stays under the name it had, and a succession says what came after it.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        sa.Index("ix_organisation_list", "archived_at", "merged_into_id", "sort_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(sa.String(64), unique=True, default=new_uid)
    name_ka: Mapped[str] = mapped_column(sa.String(300))
    name_en: Mapped[str] = mapped_column(sa.String(300), default="")
    # Folded name, so that the same body typed twice is found whatever the spelling of case.
    match_key: Mapped[str] = mapped_column(coded(300), index=True)
    match_key_en: Mapped[str] = mapped_column(sa.String(300), index=True, default="")
    # The order of lists: follows from the Georgian name whenever that is set.
    sort_key: Mapped[str] = mapped_column(coded(300), default="")

    identification_code: Mapped[str] = mapped_column(sa.String(20), default="", index=True)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    region_id: Mapped[int | None] = mapped_column(sa.ForeignKey("region.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("municipality.id"), index=True
    )
    address_ka: Mapped[str] = mapped_column(sa.String(300), default="")
    address_en: Mapped[str] = mapped_column(sa.String(300), default="")
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    phone: Mapped[str] = mapped_column(sa.String(60), default="")
    website: Mapped[str] = mapped_column(sa.String(500), default="")
    # Addresses of pages in social networks.
    social: Mapped[list[str]] = mapped_column(default=list)
    description_ka: Mapped[str] = mapped_column(sa.Text, default="")
    description_en: Mapped[str] = mapped_column(sa.Text, default="")
    # For the department alone: no export of ours to others, no public page.
    notes: Mapped[str] = mapped_column(sa.Text, default="")
    # Name of the stored picture, made from its content.
    logo: Mapped[str] = mapped_column(sa.String(80), default="", index=True)

    # When and how the body agreed to stand in the public directory.
    listed: Mapped[bool] = mapped_column(default=False, index=True)
    listing_agreed_on: Mapped[date | None]
    listing_note: Mapped[str] = mapped_column(sa.String(300), default="")

    ended_on: Mapped[date | None]
    archived_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    import_batch_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("import_batch.id", use_alter=True), index=True
    )

    name = translated("name")
    address = translated("address")
    description = translated("description")

    region: Mapped[Region | None] = relationship(lazy="raise_on_sql")
    municipality: Mapped[Municipality | None] = relationship(lazy="raise_on_sql")
    parent: Mapped["Organisation | None"] = relationship(
        remote_side=[id], foreign_keys=[parent_id], lazy="raise_on_sql"
    )
    merged_into: Mapped["Organisation | None"] = relationship(
        remote_side=[id], foreign_keys=[merged_into_id], lazy="raise_on_sql"
    )
    names: Mapped[list["OrganisationName"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="OrganisationName.id"
    )
    term_links: Mapped[list["OrganisationTerm"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="OrganisationTerm.position"
    )

    @validates("name_ka")
    def _order_by(self, _name: str, value: str) -> str:
        self.sort_key = sort_key(value)[:300]
        return value

    @property
    def label(self) -> str:
        """How the trail names this organisation."""
        return self.name_ka


class OrganisationName(Base):
    """A further name: alias, abbreviation, or the name of former days."""

    __tablename__ = "organisation_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    kind: Mapped[NameKind] = mapped_column(default=NameKind.ALIAS)
    text: Mapped[str] = mapped_column(sa.String(300))
    match_key: Mapped[str] = mapped_column(sa.String(300), index=True)


class OrganisationTerm(Base):
    """A type of an organisation, or a theme, audience or language it serves."""

    __tablename__ = "organisation_term"
    __table_args__ = (sa.Index("ix_organisation_term_term", "term_id", "organisation_id"),)

    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), primary_key=True)
    term_id: Mapped[int] = mapped_column(sa.ForeignKey("term.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    term: Mapped[Term] = relationship(lazy="raise_on_sql")


class OrganisationWord(Base):
    """Index of the directory's search: one row for each search key of any of the names."""

    __tablename__ = "organisation_word"
    __table_args__ = (
        sa.Index("ix_organisation_word_organisation", "organisation_id"),
        {"sqlite_with_rowid": False},
    )

    word: Mapped[str] = mapped_column(coded(60), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), primary_key=True, autoincrement=False
    )


class OrganisationPhrase(Base):
    """What an organisation is called within a sentence: see partners.calling."""

    __tablename__ = "organisation_phrase"
    __table_args__ = (
        sa.Index("ix_organisation_phrase_organisation", "organisation_id"),
        {"sqlite_with_rowid": False},
    )

    phrase: Mapped[str] = mapped_column(coded(120), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), primary_key=True, autoincrement=False
    )
    # The present name: whoever sees what the body takes part in reads it there.
    present: Mapped[bool] = mapped_column(default=False)


class OrganisationKey(Base):
    """What two records of one body would share: see partners.likeness."""

    __tablename__ = "organisation_key"
    __table_args__ = (
        sa.Index("ix_organisation_key_organisation", "organisation_id"),
        {"sqlite_with_rowid": False},
    )

    key: Mapped[str] = mapped_column(coded(120), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), primary_key=True, autoincrement=False
    )


class Succession(Base):
    """One body came after another on a day; a split has several rows."""

    __tablename__ = "organisation_succession"
    __table_args__ = (sa.UniqueConstraint("predecessor_id", "successor_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    predecessor_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    successor_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    kind: Mapped[SuccessionKind]
    happened_on: Mapped[date]
    # Reports, accounts and new events follow this successor; at most one for each predecessor.
    leads: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    source_url: Mapped[str] = mapped_column(sa.String(1000), default="")
    # Ids of what passed to the successor, by holder, so that the record can be taken back.
    moved: Mapped[dict[str, Any]] = mapped_column(default=dict)

    predecessor: Mapped[Organisation] = relationship(
        foreign_keys=[predecessor_id], lazy="raise_on_sql"
    )
    successor: Mapped[Organisation] = relationship(foreign_keys=[successor_id], lazy="raise_on_sql")


class Merge(Base):
    """Two records of one body, or of one person, made one; kept so that it can be undone.

    `kind` is the table of the records. `before` holds the values of the kept record that changed,
    `moved` the ids of what passed from the record that went, by holder.
    """

    __tablename__ = "directory_merge"
    __table_args__ = (sa.Index("ix_directory_merge_kept", "kind", "kept_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    kept_id: Mapped[int]
    gone_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=utcnow)
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    moved: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undone_at: Mapped[datetime | None]


class Distinct(Base):
    """Two records that look alike and that somebody said are not the same; the lower id first."""

    __tablename__ = "directory_distinct"

    kind: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    one_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    other_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
