"""The section "Review" on the page of a text: who was asked and who answered."""

from typing import Any

from stratcom.accounts.models import User
from stratcom.drafting.models import Draft
from stratcom.drafting.review import queries as review_queries
from stratcom.drafting.review.picture import picture_of


class ReviewPanel:
    """The newest round; for those who may ask, and those who were asked."""

    position = 20
    template = "drafting/_review_panel.html"

    def context(self, draft: Draft, user: User) -> dict[str, Any]:
        """What the section shows."""
        standing = review_queries.standing(user, draft)
        newest = standing.rounds[0] if standing.rounds else None
        involved = any(standing.my_part_of(one) for one in standing.rounds)
        if not (standing.may_ask or involved or (newest and standing.reads_work)):
            return {}
        shown = standing.shown(newest) if newest else []
        return {
            "standing": standing,
            "newest": newest,
            "picture": picture_of(newest, shown, draft) if newest and shown else None,
            "silent": [one for one in shown if one.answered_at is None],
            "comments": review_queries.count_open(draft) if standing.is_author else 0,
        }
