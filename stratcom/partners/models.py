"""Organisations; the full directory grows from here."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from stratcom.db import Base, Versioned
from stratcom.db.translated import translated


class Organisation(Versioned, Base):
    """A body that organises, supports or funds events."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_ka: Mapped[str] = mapped_column(sa.String(300))
    name_en: Mapped[str] = mapped_column(sa.String(300), default="")
    # Folded name, so that the same body typed twice is found whatever the spelling of case.
    match_key: Mapped[str] = mapped_column(sa.String(300), index=True)
    match_key_en: Mapped[str] = mapped_column(sa.String(300), index=True, default="")

    name = translated("name")

    @property
    def label(self) -> str:
        """How the trail names this organisation."""
        return self.name_ka
