"""Messages of the system to its people: shown on the desk, and sent by e-mail as each chose."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from stratcom.db import Base, utcnow
from stratcom.notices.enums import NoticeKind


class Notice(Base):
    """One message to one person; worded in the reader's language when it is shown."""

    __tablename__ = "notice"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "once"),
        sa.Index("ix_notice_list", "user_id", "read_at", "id"),
        sa.Index("ix_notice_unmailed", "mailed_at", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    kind: Mapped[NoticeKind]
    # What the words need: titles in both languages, days, a reason.
    words: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Where it leads: a path of the desk.
    path: Mapped[str] = mapped_column(sa.String(300), default="")
    # The same thing is told once: 'report_due:17'; a random text where it may be told again.
    once: Mapped[str] = mapped_column(sa.String(120))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    read_at: Mapped[datetime | None]
    # When it went into a letter, or was found not to need one.
    mailed_at: Mapped[datetime | None]
