"""The list of wordings to advise against, kept by the department."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from stratcom.db import Base, Versioned
from stratcom.wording.enums import RuleKind


class WordingRule(Versioned, Base):
    """A wording to advise against in one language, in any of its forms, and what to say instead.

    With `near`, only in a sentence that holds one of those words too ('border' beside 'Abkhazia');
    never inside one of the phrases of `unless`. Retired, not deleted.
    """

    __tablename__ = "wording_rule"
    __table_args__ = (
        # The key under which a rule that comes with StratCom is known; people's own have none.
        sa.UniqueConstraint("code"),
        sa.Index("ix_wording_rule_list", "retired_at", "language", "kind", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(sa.String(60))
    kind: Mapped[RuleKind]
    language: Mapped[str] = mapped_column(sa.String(2))
    phrase: Mapped[str] = mapped_column(sa.String(300))
    near: Mapped[list[str]] = mapped_column(default=list)
    unless: Mapped[list[str]] = mapped_column(default=list)
    replacement: Mapped[str] = mapped_column(sa.String(300), default="")
    reason_ka: Mapped[str] = mapped_column(sa.Text, default="")
    reason_en: Mapped[str] = mapped_column(sa.Text, default="")
    retired_at: Mapped[datetime | None]

    @property
    def label(self) -> str:
        """How the trail names this rule."""
        return self.phrase
