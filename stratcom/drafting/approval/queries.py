"""Reading what was decided about texts, and what still waits for whom."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.drafting.enums import WAITING_STATES, Decision, DraftState, Verdict
from stratcom.drafting.models import (
    Draft,
    DraftApproval,
    DraftReview,
    DraftReviewer,
    DraftVersion,
    ThemeApproval,
)
from stratcom.drafting.rules import POLICIES, can_approve
from stratcom.notices.services import people_who_may

FIRST, SECOND = 1, 2


def decisions(draft_id: int) -> Sequence[DraftApproval]:
    """What was decided about the versions of a text, in order, each with who decided."""
    return db.session.scalars(
        sa.select(DraftApproval)
        .where(DraftApproval.draft_id == draft_id)
        .options(joinedload(DraftApproval.by))
        .order_by(DraftApproval.id)
    ).all()


def first_approver_id(draft: Draft) -> int | None:
    """Who gave the first of the two approvals that the present version needs."""
    if draft.state is not DraftState.HALF_APPROVED:
        return None
    return db.session.scalar(
        sa.select(DraftApproval.by_id)
        .where(
            DraftApproval.draft_id == draft.id,
            DraftApproval.number == draft.current_number,
            DraftApproval.decision == Decision.APPROVED,
        )
        .order_by(DraftApproval.id.desc())
        .limit(1)
    )


def rule_of(draft: Draft) -> ThemeApproval | None:
    """What the theme of a text asks for beyond the first approval."""
    if draft.theme_id is None:
        return None
    return db.session.scalar(
        sa.select(ThemeApproval)
        .where(ThemeApproval.theme_id == draft.theme_id)
        .options(joinedload(ThemeApproval.second_approver))
    )


def may_approve(user: User, draft: Draft, version: DraftVersion) -> bool:
    """May the person approve that version now? `rules.can_approve` with what it needs to know."""
    return can_approve(
        user, draft, version, first_approver_id=first_approver_id(draft), rule=rule_of(draft)
    )


def approvers_of(draft: Draft, version: DraftVersion) -> list[User]:
    """Everybody who may give the approval that the text waits for."""
    first, rule = first_approver_id(draft), rule_of(draft)
    return [
        one
        for one in people_who_may(POLICIES[draft.kind].approve)
        if can_approve(one, draft, version, first_approver_id=first, rule=rule)
    ]


def waiting_for(user: User) -> sa.Select[Draft]:
    """Texts that the person may approve now, the longest waiting first; as `may_approve` says."""
    kinds = [kind for kind, policy in POLICIES.items() if user.can(policy.approve)]
    return (
        sa.select(Draft)
        .join(
            DraftVersion,
            sa.and_(DraftVersion.draft_id == Draft.id, DraftVersion.number == Draft.current_number),
        )
        .outerjoin(ThemeApproval, ThemeApproval.theme_id == Draft.theme_id)
        .where(
            Draft.state.in_(WAITING_STATES),
            Draft.archived_at.is_(None),
            Draft.withdrawn_at.is_(None),
            Draft.kind.in_(kinds),
            _is_not(Draft.submitted_by_id, user),
            _is_not(DraftVersion.author_id, user),
            sa.or_(Draft.state == DraftState.SUBMITTED, _may_be_second(user)),
        )
        .options(
            joinedload(Draft.theme),
            joinedload(Draft.owner),
            joinedload(Draft.submitted_by),
            joinedload(Draft.current),
        )
        .order_by(Draft.submitted_at, Draft.id)
    )


def _is_not(column: sa.orm.InstrumentedAttribute[int | None], user: User) -> sa.ColumnElement[bool]:
    return sa.or_(column.is_(None), column != user.id)


def _may_be_second(user: User) -> sa.ColumnElement[bool]:
    last = (
        sa.select(DraftApproval.by_id)
        .where(
            DraftApproval.draft_id == Draft.id,
            DraftApproval.number == Draft.current_number,
            DraftApproval.decision == Decision.APPROVED,
        )
        .order_by(DraftApproval.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    named = ThemeApproval.second_approver_id
    return sa.and_(last != user.id, sa.or_(named.is_(None), named == user.id))


def asked_last(draft_ids: Sequence[int]) -> dict[int, list[DraftReviewer]]:
    """Whoever was asked in the last round about each text, answered or not."""
    last = (
        sa.select(sa.func.max(DraftReview.id))
        .where(DraftReview.draft_id.in_(draft_ids))
        .group_by(DraftReview.draft_id)
    )
    rows = db.session.execute(
        sa.select(DraftReview.draft_id, DraftReviewer)
        .join(DraftReviewer, DraftReviewer.review_id == DraftReview.id)
        .where(DraftReview.id.in_(last))
        .options(joinedload(DraftReviewer.organisation), joinedload(DraftReviewer.user))
        .order_by(DraftReviewer.id)
    )
    found: dict[int, list[DraftReviewer]] = {}
    for draft_id, reviewer in rows:
        found.setdefault(draft_id, []).append(reviewer)
    return found


def silent(asked: Sequence[DraftReviewer]) -> list[DraftReviewer]:
    """Those of them who have not answered."""
    return [one for one in asked if one.verdict is None]


def objecting(asked: Sequence[DraftReviewer]) -> list[DraftReviewer]:
    """Those of them who object, with their reasons."""
    return [one for one in asked if one.verdict is Verdict.OBJECT]
