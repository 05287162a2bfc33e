"""Reading rounds of review, answers and comments."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from stratcom.accounts.models import User
from stratcom.accounts.permissions import ROLE_PERMISSIONS, Permission
from stratcom.db import db
from stratcom.drafting.enums import CommentState, DraftState
from stratcom.drafting.models import Draft, DraftComment, DraftReview, DraftReviewer
from stratcom.drafting.queries import asked_of
from stratcom.drafting.review.rules import Standing
from stratcom.moments import today
from stratcom.partners.models import Organisation

OFFERED = 10
_WHO = (
    joinedload(DraftReviewer.review),
    joinedload(DraftReviewer.organisation),
    joinedload(DraftReviewer.user),
    joinedload(DraftReviewer.answered_by),
)
_COMMENT = (
    joinedload(DraftComment.author),
    joinedload(DraftComment.organisation),
    joinedload(DraftComment.closed_by),
)


def rounds(draft: Draft) -> list[DraftReview]:
    """Every round of a text with all who were asked, the newest first."""
    found = db.session.scalars(
        sa.select(DraftReview)
        .where(DraftReview.draft_id == draft.id)
        .options(
            joinedload(DraftReview.opened_by),
            selectinload(DraftReview.reviewers).options(*_WHO),
        )
        .order_by(DraftReview.id.desc())
        .execution_options(populate_existing=True)
    )
    return list(found)


def standing(user: User, draft: Draft) -> Standing:
    """What the person is in the reviews of a text."""
    return Standing(user, draft, rounds(draft))


def asked(user: User, *, waiting: bool) -> sa.Select[DraftReviewer]:
    """What the person was asked for: what waits, the nearest deadline first; else the rest."""
    open_now = sa.and_(
        DraftReview.closed_at.is_(None),
        DraftReviewer.answered_at.is_(None),
        Draft.state != DraftState.APPROVED,
        Draft.withdrawn_at.is_(None),
    )
    found = (
        sa.select(DraftReviewer)
        .join(DraftReviewer.review)
        .join(DraftReview.draft)
        .where(asked_of(user), Draft.archived_at.is_(None))
        .options(
            contains_eager(DraftReviewer.review).contains_eager(DraftReview.draft),
            joinedload(DraftReviewer.organisation),
            joinedload(DraftReviewer.answered_by),
        )
    )
    if waiting:
        return found.where(open_now).order_by(DraftReview.due_on, DraftReviewer.id)
    return found.where(sa.not_(open_now)).order_by(DraftReviewer.id.desc())


def comments(draft: Draft) -> list[DraftComment]:
    """Every comment and reply of a text in the order in which they were made."""
    return list(
        db.session.scalars(
            sa.select(DraftComment)
            .where(DraftComment.draft_id == draft.id)
            .options(*_COMMENT)
            .order_by(DraftComment.id)
            .execution_options(populate_existing=True)
        )
    )


def count_open(draft: Draft) -> int:
    """How many comments nobody has dealt with."""
    open_ones = sa.select(sa.func.count()).where(
        DraftComment.draft_id == draft.id,
        DraftComment.parent_id.is_(None),
        DraftComment.state == CommentState.OPEN,
    )
    return db.session.scalar(open_ones) or 0


def silent(review: DraftReview) -> list[DraftReviewer]:
    """Who was asked in the round and has not answered."""
    return [one for one in review.reviewers if one.answered_at is None]


def running_rounds() -> list[DraftReview]:
    """Every round that waits for answers, with its text and whom it asked."""
    found = db.session.scalars(
        sa.select(DraftReview)
        .join(DraftReview.draft)
        .where(
            DraftReview.closed_at.is_(None),
            Draft.archived_at.is_(None),
            Draft.withdrawn_at.is_(None),
            Draft.state != DraftState.APPROVED,
        )
        .options(
            contains_eager(DraftReview.draft), selectinload(DraftReview.reviewers).options(*_WHO)
        )
        .order_by(DraftReview.id)
    )
    return list(found.unique())


def accounts_of(reviewers: Iterable[DraftReviewer]) -> dict[int, list[User]]:
    """The accounts that may answer for each reviewer, by the reviewer's id."""
    known = list(reviewers)
    bodies = {one.organisation_id for one in known if one.organisation_id is not None}
    people = {one.user_id for one in known if one.user_id is not None}
    if not known:
        return {}
    found = db.session.scalars(
        sa.select(User).where(
            User.disabled_at.is_(None),
            sa.or_(User.organisation_id.in_(bodies), User.id.in_(people)),
        )
    ).all()
    return {
        one.id: [
            user
            for user in found
            if (
                user.id == one.user_id
                if one.user_id
                else user.organisation_id == one.organisation_id
            )
        ]
        for one in known
    }


def people_to_ask(user: User) -> sa.Select[User]:
    """Accounts whom the person may name: all for the department, else colleagues and its staff."""
    found = sa.select(User).where(User.disabled_at.is_(None), User.id != user.id)
    if user.can(Permission.MESSAGE_EDIT_ALL):
        return found
    staff = [
        role for role, granted in ROLE_PERMISSIONS.items() if Permission.MESSAGE_VIEW_ALL in granted
    ]
    return found.where(
        sa.or_(User.role.in_(staff), User.organisation_id == (user.organisation_id or 0))
    )


def people_called(text: str, user: User) -> list[tuple[User, Organisation | None]]:
    """A few people to choose from while somebody types a name."""
    if not text:
        return []
    like = f"%{text.replace('%', '').replace('_', '')}%"
    found = (
        people_to_ask(user)
        .where(sa.or_(User.name.ilike(like), User.name_en.ilike(like), User.login.ilike(like)))
        .order_by(User.name, User.id)
        .limit(OFFERED)
        .add_columns(Organisation)
        .outerjoin(Organisation, Organisation.id == User.organisation_id)
    )
    return [(person, body) for person, body in db.session.execute(found)]


def people_named(text: str, user: User) -> list[User]:
    """The accounts that a field names: by login in brackets, by login, or by name."""
    login = text.rpartition("(")[2].rstrip(")").strip() if text.endswith(")") else text
    for wanted in (
        User.login == login,
        sa.or_(
            sa.func.lower(User.name) == text.lower(), sa.func.lower(User.name_en) == text.lower()
        ),
    ):
        if found := db.session.scalars(people_to_ask(user).where(wanted).limit(3)).all():
            return list(found)
    return []


def is_current(body: Organisation) -> bool:
    """Does the organisation stand in the directory and still exist?"""
    over = body.ended_on is not None and body.ended_on <= today()
    return body.archived_at is None and body.merged_into_id is None and not over
