"""People, their posts, and how people and bodies stand to one another."""

from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stratcom.db import Base, Versioned, new_uid
from stratcom.db.translated import translated
from stratcom.db.types import coded
from stratcom.moments import today
from stratcom.partners.models import Organisation
from stratcom.people.enums import Consent, RelationKind
from stratcom.vocabularies.models import Term


class Person(Versioned, Base):
    """Somebody the department works with; an account to sign in is another thing.

    Never deleted: erasing on request empties what tells who it was and keeps the row, so that
    meetings, posts and agreements stay whole.
    """

    __tablename__ = "person"
    __table_args__ = (
        sa.Index("ix_person_list", "archived_at", "merged_into_id", "sort_key"),
        # Hardly any are merged; over all of them SQLite would rather read the whole table.
        sa.Index(
            "ix_person_merged",
            "merged_into_id",
            sqlite_where=sa.text("merged_into_id IS NOT NULL"),
            postgresql_where=sa.text("merged_into_id IS NOT NULL"),
        ),
    )
    # The trail keeps the values of these apart, where erasing can reach them.
    PERSONAL: ClassVar = frozenset(
        {
            "first_name_ka",
            "last_name_ka",
            "first_name_en",
            "last_name_en",
            "match_key",
            "sort_key",
            "email",
            "phone",
            "other_contact",
            "expertise_ka",
            "expertise_en",
            "biography_ka",
            "biography_en",
            "consent_purpose",
            "notes",
        }
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(sa.String(64), unique=True, default=new_uid)
    first_name_ka: Mapped[str] = mapped_column(sa.String(100), default="")
    last_name_ka: Mapped[str] = mapped_column(sa.String(150), default="")
    first_name_en: Mapped[str] = mapped_column(sa.String(100), default="")
    last_name_en: Mapped[str] = mapped_column(sa.String(150), default="")
    match_key: Mapped[str] = mapped_column(sa.String(300), index=True, default="")
    # Family name first, folded: the order of lists.
    sort_key: Mapped[str] = mapped_column(coded(300), default="")

    email: Mapped[str] = mapped_column(sa.String(254), default="")
    phone: Mapped[str] = mapped_column(sa.String(60), default="")
    other_contact: Mapped[str] = mapped_column(sa.String(300), default="")

    # In the speaker pool: may be asked to speak, on the themes linked and on this.
    speaker: Mapped[bool] = mapped_column(default=False, index=True)
    expertise_ka: Mapped[str] = mapped_column(sa.Text, default="")
    expertise_en: Mapped[str] = mapped_column(sa.Text, default="")
    biography_ka: Mapped[str] = mapped_column(sa.Text, default="")
    biography_en: Mapped[str] = mapped_column(sa.Text, default="")

    consent: Mapped[Consent] = mapped_column(default=Consent.UNKNOWN)
    consent_on: Mapped[date | None]
    consent_purpose: Mapped[str] = mapped_column(sa.Text, default="")
    notes: Mapped[str] = mapped_column(sa.Text, default="")

    erased_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    import_batch_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("import_batch.id", use_alter=True), index=True
    )

    first_name = translated("first_name")
    last_name = translated("last_name")
    expertise = translated("expertise")
    biography = translated("biography")

    posts: Mapped[list["Post"]] = relationship(
        lazy="raise_on_sql",
        back_populates="person",
        order_by="(Post.ended_on.is_not(None), Post.started_on.desc(), Post.id.desc())",
    )
    term_links: Mapped[list["PersonTerm"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="PersonTerm.position"
    )

    @property
    def name_ka(self) -> str:
        """First and family name in Georgian; of an erased person the number."""
        if self.erased_at is not None:
            return self.label
        return f"{self.first_name_ka} {self.last_name_ka}".strip()

    @property
    def name(self) -> str:
        """First and family name in the reader's language."""
        if self.erased_at is not None:
            return _("Erased person") + f" {self.label}"
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def label(self) -> str:
        """How the trail names this person: not by name, which may have to be erased."""
        return f"№ {self.id}"


class Post(Versioned, Base):
    """What a person is, or was, at an organisation."""

    __tablename__ = "post"
    # With the end, so that who holds a post now is told by the index alone.
    __table_args__ = (sa.Index("ix_post_person", "person_id", "ended_on"),)
    PERSONAL: ClassVar = frozenset({"email", "phone"})

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    title_ka: Mapped[str] = mapped_column(sa.String(200), default="")
    title_en: Mapped[str] = mapped_column(sa.String(200), default="")
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    # Details of the office, not of the person.
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    phone: Mapped[str] = mapped_column(sa.String(60), default="")
    # Whom to call first at the organisation.
    main_contact: Mapped[bool] = mapped_column(default=False)

    title = translated("title")
    person: Mapped[Person] = relationship(lazy="raise_on_sql", back_populates="posts")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")

    @property
    def current(self) -> bool:
        """True until its last day is over."""
        return self.ended_on is None or self.ended_on >= today()

    @property
    def label(self) -> str:
        """How the trail names this post."""
        return self.title_ka or f"№ {self.id}"


class PersonTerm(Base):
    """A language a person speaks, or a theme he or she can speak on."""

    __tablename__ = "person_term"
    __table_args__ = (sa.Index("ix_person_term_term", "term_id", "person_id"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    term_id: Mapped[int] = mapped_column(sa.ForeignKey("term.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    term: Mapped[Term] = relationship(lazy="raise_on_sql")


class PersonWord(Base):
    """Index of the search for people: one row for each search key of the name."""

    __tablename__ = "person_word"
    __table_args__ = (
        sa.Index("ix_person_word_person", "person_id"),
        {"sqlite_with_rowid": False},
    )

    word: Mapped[str] = mapped_column(coded(60), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id"), primary_key=True, autoincrement=False
    )


class PersonKey(Base):
    """What two records of one person would share: see people.likeness."""

    __tablename__ = "person_key"
    __table_args__ = (
        sa.Index("ix_person_key_person", "person_id"),
        {"sqlite_with_rowid": False},
    )

    key: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id"), primary_key=True, autoincrement=False
    )


class Relation(Versioned, Base):
    """How one person or organisation stands to another, for a time; read from first to second."""

    __tablename__ = "relation"
    __table_args__ = (
        sa.CheckConstraint(
            "(from_person_id IS NULL) <> (from_organisation_id IS NULL)", name="one_first_side"
        ),
        sa.CheckConstraint(
            "(to_person_id IS NULL) <> (to_organisation_id IS NULL)", name="one_second_side"
        ),
    )
    PERSONAL: ClassVar = frozenset({"note"})

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RelationKind]
    from_person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    from_organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    to_person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    to_organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    # Set when it was entered by mistake: kept, not shown.
    removed_at: Mapped[datetime | None]

    from_person: Mapped[Person | None] = relationship(
        foreign_keys=[from_person_id], lazy="raise_on_sql"
    )
    from_organisation: Mapped[Organisation | None] = relationship(
        foreign_keys=[from_organisation_id], lazy="raise_on_sql"
    )
    to_person: Mapped[Person | None] = relationship(
        foreign_keys=[to_person_id], lazy="raise_on_sql"
    )
    to_organisation: Mapped[Organisation | None] = relationship(
        foreign_keys=[to_organisation_id], lazy="raise_on_sql"
    )

    @property
    def current(self) -> bool:
        """True until its last day is over."""
        return self.ended_on is None or self.ended_on >= today()

    @property
    def label(self) -> str:
        """How the trail names this relation."""
        return f"{self.kind.value} № {self.id}"
