"""Tables of texts that are drafted: versions, what is kept while typing, reviews, approvals."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stratcom.accounts.models import User
from stratcom.db import Base, Versioned, new_uid, utcnow
from stratcom.db.translated import translated
from stratcom.drafting.enums import (
    CommentKind,
    CommentState,
    Decision,
    DraftKind,
    DraftState,
    Verdict,
)
from stratcom.drafting.parts import Part, read_parts
from stratcom.partners.models import Organisation
from stratcom.vocabularies.models import Term
from stratcom.wording.models import WordingRule


class Draft(Versioned, Base):
    """A text that is written in versions and approved; every kind of text adds its own table.

    `current_number` is the version being worked on. `approved_number` is the version in force:
    it stays while a newer one is written, until that is approved or the text is withdrawn.
    """

    __tablename__ = "draft"
    __table_args__: tuple[Any, ...] = (
        sa.Index("ix_draft_list", "kind", "archived_at", "updated_at", "id"),
        sa.Index("ix_draft_state", "state", "submitted_at"),
        sa.Index("ix_draft_title", "title_ka"),
        sa.Index("ix_draft_withdrawn", "withdrawn_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(sa.String(64), unique=True, default=new_uid)
    kind: Mapped[DraftKind]
    state: Mapped[DraftState] = mapped_column(default=DraftState.DRAFT)
    # The language it is written in first; others are translations of it.
    source: Mapped[str] = mapped_column(sa.String(2), default="ka")
    # Of the present version, for lists in the desk.
    title_ka: Mapped[str] = mapped_column(sa.String(300))
    title_en: Mapped[str] = mapped_column(sa.String(300), default="")

    theme_id: Mapped[int | None] = mapped_column(sa.ForeignKey("term.id"), index=True)
    # Whose text it is; the department's own without an organisation.
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    # Who answers for it.
    steward_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))

    current_number: Mapped[int] = mapped_column(default=1)
    approved_number: Mapped[int | None]
    approved_at: Mapped[datetime | None]
    submitted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    submitted_at: Mapped[datetime | None]
    return_reason: Mapped[str] = mapped_column(sa.Text, default="")

    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    withdrawal_reason: Mapped[str] = mapped_column(sa.Text, default="")
    archived_at: Mapped[datetime | None]

    title = translated("title")
    theme: Mapped[Term | None] = relationship(lazy="raise_on_sql")
    owner: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    steward: Mapped[User | None] = relationship(foreign_keys=[steward_id], lazy="raise_on_sql")
    created_by: Mapped[User | None] = relationship(
        foreign_keys=[created_by_id], lazy="raise_on_sql"
    )
    submitted_by: Mapped[User | None] = relationship(
        foreign_keys=[submitted_by_id], lazy="raise_on_sql"
    )
    current: Mapped["DraftVersion"] = relationship(
        primaryjoin="and_(Draft.id == foreign(DraftVersion.draft_id), "
        "Draft.current_number == foreign(DraftVersion.number))",
        viewonly=True,
        lazy="raise_on_sql",
    )
    approved: Mapped["DraftVersion | None"] = relationship(
        primaryjoin="and_(Draft.id == foreign(DraftVersion.draft_id), "
        "Draft.approved_number == foreign(DraftVersion.number))",
        viewonly=True,
        lazy="raise_on_sql",
    )

    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {  # noqa: RUF012 - as SQLAlchemy declares it
        "version_id_col": row_version,
        "polymorphic_on": "kind",
    }

    @property
    def label(self) -> str:
        """How the trail names this text."""
        return self.title_ka


class DraftVersion(Base):
    """One state of a text, never changed afterwards: triggers in the database see to it."""

    __tablename__ = "draft_version"
    __table_args__ = (sa.UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("draft.id"))
    number: Mapped[int]
    # As drafting.parts writes them; lists never load them.
    content: Mapped[list[dict[str, Any]]] = mapped_column(
        sa.JSON, deferred=True, deferred_raiseload=True
    )
    title_ka: Mapped[str] = mapped_column(sa.String(300))
    title_en: Mapped[str] = mapped_column(sa.String(300), default="")
    # What lists show under the title.
    lead_ka: Mapped[str] = mapped_column(sa.String(1000), default="")
    lead_en: Mapped[str] = mapped_column(sa.String(1000), default="")
    words_ka: Mapped[int] = mapped_column(default=0)
    words_en: Mapped[int] = mapped_column(default=0)
    # Languages that a person called ready.
    ready: Mapped[list[str]] = mapped_column(default=list)
    # The version it was made from, and what was done, in the author's words.
    based_on: Mapped[int | None]
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=utcnow)

    author: Mapped[User | None] = relationship(lazy="raise_on_sql")
    title = translated("title")
    lead = translated("lead")

    @property
    def parts(self) -> list[Part]:
        """The parts of the text; load with `queries.with_content`."""
        return read_parts(self.content)


class DraftKeep(Base):
    """What a person typed and has not saved: fields of the form by name."""

    __tablename__ = "draft_keep"
    __table_args__ = (sa.UniqueConstraint("draft_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("draft.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    # The version that was open while typing.
    base_number: Mapped[int]
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    updated_at: Mapped[datetime] = mapped_column(default=utcnow, onupdate=utcnow)


class DraftReview(Base):
    """One round in which organisations and people are asked for their view."""

    __tablename__ = "draft_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("draft.id"), index=True)
    number: Mapped[int]  # the version that was sent out
    note: Mapped[str] = mapped_column(sa.Text, default="")
    due_on: Mapped[date]
    opened_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    opened_at: Mapped[datetime] = mapped_column(default=utcnow)
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    # True when reviewers from outside the state see what others commented too.
    open_comments: Mapped[bool] = mapped_column(default=False)

    draft: Mapped[Draft] = relationship(lazy="raise_on_sql")
    opened_by: Mapped[User | None] = relationship(lazy="raise_on_sql")
    reviewers: Mapped[list["DraftReviewer"]] = relationship(
        lazy="raise_on_sql", order_by="DraftReviewer.id", back_populates="review"
    )

    @property
    def label(self) -> str:
        """How the trail names this round."""
        return f"{self.draft_id}/{self.number}"


class DraftReviewer(Versioned, Base):
    """An organisation or a person who was asked, and the answer."""

    __tablename__ = "draft_reviewer"
    __table_args__ = (
        sa.UniqueConstraint("review_id", "organisation_id"),
        sa.UniqueConstraint("review_id", "user_id"),
        sa.Index("ix_draft_reviewer_organisation", "organisation_id", "answered_at"),
        sa.Index("ix_draft_reviewer_user", "user_id", "answered_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(sa.ForeignKey("draft_review.id"), index=True)
    # One of the two: any account of the organisation may answer, or this person alone.
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    seen_at: Mapped[datetime | None]
    verdict: Mapped[Verdict | None]
    # The version that the answer is about, and the reason or remarks.
    verdict_number: Mapped[int | None]
    remarks: Mapped[str] = mapped_column(sa.Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    # True when it came by letter or telephone and the author's side wrote it down.
    on_behalf: Mapped[bool] = mapped_column(default=False)
    came_by: Mapped[str] = mapped_column(sa.String(300), default="")
    reminded_at: Mapped[datetime | None]

    review: Mapped[DraftReview] = relationship(lazy="raise_on_sql", back_populates="reviewers")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    user: Mapped[User | None] = relationship(foreign_keys=[user_id], lazy="raise_on_sql")
    answered_by: Mapped[User | None] = relationship(
        foreign_keys=[answered_by_id], lazy="raise_on_sql"
    )

    @property
    def label(self) -> str:
        """How the trail names whoever was asked."""
        return f"{self.review_id}/{self.organisation_id or self.user_id}"


class DraftComment(Base):
    """A comment on a passage of a version, or other words suggested for it.

    The passage is `quote`, at letters `start` to `end` of a part's text in one language. A
    comment without a quote is about the whole part, without a part about the whole text.
    """

    __tablename__ = "draft_comment"
    __table_args__ = (sa.Index("ix_draft_comment_draft", "draft_id", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("draft.id"))
    number: Mapped[int]
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("draft_comment.id"), index=True)
    kind: Mapped[CommentKind] = mapped_column(default=CommentKind.COMMENT)
    state: Mapped[CommentState] = mapped_column(default=CommentState.OPEN)
    part: Mapped[str] = mapped_column(sa.String(32), default="")
    language: Mapped[str] = mapped_column(sa.String(12), default="ka")
    start: Mapped[int] = mapped_column(default=0)
    end: Mapped[int] = mapped_column(default=0)
    quote: Mapped[str] = mapped_column(sa.Text, default="")
    text: Mapped[str] = mapped_column(sa.Text, default="")
    replacement: Mapped[str] = mapped_column(sa.Text, default="")
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    at: Mapped[datetime] = mapped_column(default=utcnow)
    # Why it was declined, or how it was met.
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]

    author: Mapped[User | None] = relationship(foreign_keys=[author_id], lazy="raise_on_sql")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    closed_by: Mapped[User | None] = relationship(foreign_keys=[closed_by_id], lazy="raise_on_sql")
    replies: Mapped[list["DraftComment"]] = relationship(
        lazy="raise_on_sql", order_by="DraftComment.id"
    )

    @property
    def label(self) -> str:
        """How the trail names this comment."""
        return (self.quote or self.text)[:100]


class DraftApproval(Base):
    """What somebody decided about a version, once and for all."""

    __tablename__ = "draft_approval"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("draft.id"), index=True)
    number: Mapped[int]
    decision: Mapped[Decision]
    # 1 for the first approval, 2 for the second.
    step: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=utcnow)

    by: Mapped[User | None] = relationship(lazy="raise_on_sql")


class ThemeApproval(Versioned, Base):
    """A theme whose texts need a second approval; by anyone who may approve, or one person."""

    __tablename__ = "theme_approval"

    theme_id: Mapped[int] = mapped_column(
        sa.ForeignKey("term.id"), primary_key=True, autoincrement=False
    )
    second_approver_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))

    theme: Mapped[Term] = relationship(lazy="raise_on_sql")
    second_approver: Mapped[User | None] = relationship(lazy="raise_on_sql")

    @property
    def id(self) -> int:
        """What the trail knows it by."""
        return self.theme_id


class WordingDecision(Base):
    """A person's decision to leave a wording as it is, though the check advised another."""

    __tablename__ = "wording_decision"
    __table_args__ = (sa.UniqueConstraint("draft_id", "context"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("draft.id"))
    # None where the advice came from the directory: the former name of an organisation.
    rule_id: Mapped[int | None] = mapped_column(sa.ForeignKey("wording_rule.id"), index=True)
    # Fingerprint of rule and sentence: the decision holds as long as the sentence stays.
    context: Mapped[str] = mapped_column(sa.String(32))
    found: Mapped[str] = mapped_column(sa.String(300))
    sentence: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=utcnow)

    by: Mapped[User | None] = relationship(lazy="raise_on_sql")
    rule: Mapped[WordingRule | None] = relationship(lazy="raise_on_sql")

    @property
    def label(self) -> str:
        """How the trail names the wording."""
        return self.found
