"""What a person who leaves has in hand here: texts to answer for, views that were asked."""

from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from stratcom.accounts.models import User
from stratcom.audit.services import Machine, record
from stratcom.db import db
from stratcom.drafting.listeners import tell_readers_changed
from stratcom.drafting.models import Draft, DraftReview, DraftReviewer
from stratcom.drafting.queries import reviewed_by


class Texts:
    """Texts for which the person answers."""

    name = "drafts"
    label = _l("Texts")

    def count(self, user: User) -> int:
        """How many there are."""
        return _count(self._of(user))

    def hand_over(self, user: User, to: User) -> int:
        """Let another answer for them."""
        found = db.session.scalars(self._of(user)).all()
        for draft in found:
            draft.steward_id = to.id
            record(f"{draft.kind}.handed_over", draft, actor=Machine())
        return len(found)

    def _of(self, user: User) -> sa.Select[Draft]:
        return sa.select(Draft).where(Draft.steward_id == user.id)


class Views:
    """Views that the person was asked for in an open round and has not given."""

    name = "draft_reviews"
    label = _l("Views asked for")

    def count(self, user: User) -> int:
        """How many wait."""
        return _count(self._of(user))

    def hand_over(self, user: User, to: User) -> int:
        """Ask another, unless the round asks them already."""
        found = db.session.scalars(self._of(user)).all()
        asked = set(
            db.session.scalars(
                sa.select(DraftReviewer.review_id).where(DraftReviewer.user_id == to.id)
            )
        )
        moved = [one for one in found if one.review_id not in asked]
        for reviewer in moved:
            reviewer.user_id = to.id
            record("review.handed_over", reviewer, actor=Machine())
        tell_readers_changed(reviewed_by([one.id for one in moved]))
        return len(moved)

    def _of(self, user: User) -> sa.Select[DraftReviewer]:
        return (
            sa.select(DraftReviewer)
            .join(DraftReviewer.review)
            .where(
                DraftReviewer.user_id == user.id,
                DraftReviewer.answered_at.is_(None),
                DraftReview.closed_at.is_(None),
            )
        )


def _count(found: sa.Select[Any]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0


ACCOUNT_HOLDERS = (Texts(), Views())
