"""Reading texts, their versions and who was asked about them."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.db.parts import in_parts
from stratcom.drafting.models import Draft, DraftReview, DraftReviewer, DraftVersion
from stratcom.drafting.parts import Part

WHOLE = (
    joinedload(Draft.theme),
    joinedload(Draft.owner),
    joinedload(Draft.steward),
    joinedload(Draft.created_by),
    joinedload(Draft.submitted_by),
    joinedload(Draft.current).joinedload(DraftVersion.author),
    joinedload(Draft.current).undefer(DraftVersion.content),
)


def find_draft(draft_id: int) -> Draft | None:
    """One text of any kind with its present version, or None."""
    chosen = sa.select(Draft).where(Draft.id == draft_id).options(*WHOLE)
    return db.session.scalars(chosen.execution_options(populate_existing=True)).first()


def find_version(draft_id: int, number: int | None) -> DraftVersion | None:
    """One version with its parts and author, or None."""
    chosen = sa.select(DraftVersion).where(
        DraftVersion.draft_id == draft_id, DraftVersion.number == number
    )
    whole = chosen.options(undefer(DraftVersion.content), joinedload(DraftVersion.author))
    return db.session.scalars(whole.execution_options(populate_existing=True)).first()


def parts_of(draft_id: int, number: int | None) -> list[Part]:
    """The parts of one version; none when there is no such version."""
    found = find_version(draft_id, number)
    return found.parts if found else []


def versions(draft_id: int) -> sa.Select[DraftVersion]:
    """Every version without its content, the newest first."""
    return (
        sa.select(DraftVersion)
        .where(DraftVersion.draft_id == draft_id)
        .options(joinedload(DraftVersion.author))
        .order_by(DraftVersion.number.desc())
    )


def open_review(draft_id: int) -> DraftReview | None:
    """The round that is going on, or None."""
    return db.session.scalars(
        sa.select(DraftReview)
        .where(DraftReview.draft_id == draft_id, DraftReview.closed_at.is_(None))
        .order_by(DraftReview.id.desc())
    ).first()


def asked_of(user: User) -> sa.ColumnElement[bool]:
    """The reviewers that the person answers for: themselves and their organisation."""
    mine = DraftReviewer.user_id == user.id
    if user.organisation_id is None:
        return mine
    return sa.or_(mine, DraftReviewer.organisation_id == user.organisation_id)


def drafts_asked_of(user: User) -> sa.Select[int]:
    """Ids of the texts that the person was ever asked about and that are not put away."""
    return (
        sa.select(DraftReview.draft_id)
        .join(DraftReviewer, DraftReviewer.review_id == DraftReview.id)
        .join(Draft, Draft.id == DraftReview.draft_id)
        .where(asked_of(user), Draft.archived_at.is_(None))
    )


def reviewed_by(reviewer_ids: Sequence[int]) -> list[int]:
    """Ids of the texts about which these reviewers were asked."""
    db.session.flush()
    found = sa.select(DraftReview.draft_id).join(
        DraftReviewer, DraftReviewer.review_id == DraftReview.id
    )
    return [
        one
        for some in in_parts(reviewer_ids)
        for one in db.session.scalars(found.where(DraftReviewer.id.in_(some)).distinct())
    ]


def is_asked(user: User, draft: Draft) -> bool:
    """Was the person, or their organisation, ever asked about this text?"""
    asked = drafts_asked_of(user).where(DraftReview.draft_id == draft.id).limit(1)
    return db.session.scalar(asked) is not None


def contributors(draft: Draft) -> Sequence[User]:
    """Those to be told what happens to a text: who made it, who answers for it, who wrote last."""
    ids = {draft.created_by_id, draft.steward_id, draft.submitted_by_id}
    last = sa.select(DraftVersion.author_id).where(
        DraftVersion.draft_id == draft.id, DraftVersion.number == draft.current_number
    )
    chosen = sa.or_(User.id.in_([one for one in ids if one]), User.id.in_(last))
    return db.session.scalars(sa.select(User).where(chosen, User.disabled_at.is_(None))).all()
