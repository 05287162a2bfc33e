"""Terms with labels in two languages."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from stratcom.db import Base, Versioned
from stratcom.db.translated import translated
from stratcom.vocabularies.enums import TermKind


class Term(Versioned, Base):
    """A format, audience, theme or language.

    Never deleted: a retired term stays on old records and is no longer offered; a merged one
    points at the term that took its place.
    """

    __tablename__ = "term"
    __table_args__ = (sa.UniqueConstraint("kind", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TermKind]
    code: Mapped[str] = mapped_column(sa.String(60))
    label_ka: Mapped[str] = mapped_column(sa.String(120))
    label_en: Mapped[str] = mapped_column(sa.String(120))
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("term.id"))

    label = translated("label")
