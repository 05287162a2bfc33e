"""Tables of the index; nothing in them is known here alone, all can be made anew."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from stratcom.db import Base
from stratcom.db.types import coded


def _index_of_some(name: str) -> sa.Index:
    """An index of the few documents that have this bound."""
    bound = sa.text(f"shown_{name} IS NOT NULL")
    return sa.Index(
        f"ix_search_document_{name}",
        f"shown_{name}",
        sqlite_where=bound,
        postgresql_where=bound,
    )


class SearchDocument(Base):
    """What a record says to one circle of readers.

    The number orders documents by kind and day (see `numbers`), so that the nearest are found by
    walking from today. `terms` are the words of the index, a blank between two: search keys, those
    of the title once more with TITLE before them, and with FILED who may read it, where it is and
    who took part; `terms.packed` says how they are written. SQLite files them in the FTS5 table
    `search_index` by triggers, PostgreSQL in an index over the tsvector made of them.
    """

    __tablename__ = "search_document"
    __table_args__ = (
        sa.Index("ix_search_document_record", "kind", "record_id"),
        _index_of_some("from"),
        _index_of_some("until"),
    )

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    kind: Mapped[int] = mapped_column(sa.SmallInteger)
    record_id: Mapped[int]
    title_ka: Mapped[str] = mapped_column(sa.Text, default="")
    title_en: Mapped[str] = mapped_column(sa.Text, default="")
    terms: Mapped[str] = mapped_column(sa.Text)
    # Readers see it from this moment, until this day is over.
    shown_from: Mapped[datetime | None]
    shown_until: Mapped[date | None]


class SearchWord(Base):
    """A word that stands in some document, with one of its search keys.

    `skeleton` is what all Latin spellings of the key share; `backwards` is the word read from its
    end, so that a misspelt word is found by whichever half is right.
    """

    __tablename__ = "search_word"
    __table_args__ = (
        sa.Index("ix_search_word_skeleton", "skeleton", "key"),
        sa.Index("ix_search_word_backwards", "backwards"),
        sa.Index("ix_search_word_key", "key"),
        {"sqlite_with_rowid": False},
    )

    word: Mapped[str] = mapped_column(coded(60), primary_key=True)
    key: Mapped[str] = mapped_column(coded(60), primary_key=True)
    skeleton: Mapped[str] = mapped_column(coded(120), default="")
    backwards: Mapped[str] = mapped_column(coded(60))


class SearchState(Base):
    """With which rules for search keys the index was made, and when it was packed; one row."""

    __tablename__ = "search_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rules: Mapped[str] = mapped_column(sa.String(64))
    made_at: Mapped[datetime]
    packed_on: Mapped[date | None]


class FileText(Base):
    """What an uploaded file says, read once; `stored` is the name of the stored file."""

    __tablename__ = "file_text"

    stored: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)
