"""Texts, reviewers and comments of an organisation, for merges and successions."""

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import aliased

from stratcom.drafting.models import Draft, DraftComment, DraftReviewer
from stratcom.partners.moving import ColumnHolder


class Reviewers(ColumnHolder):
    """Rounds in which an organisation was asked."""

    def spared(self, to_id: int) -> list[sa.ColumnElement[bool]]:
        """A round asks an organisation once: of two that became one, the other answer stays."""
        other = aliased(DraftReviewer)
        asked = sa.exists().where(
            other.review_id == DraftReviewer.review_id, other.organisation_id == to_id
        )
        return [~asked]


ORGANISATION_HOLDERS = (
    ColumnHolder("drafts", _l("Texts"), Draft.owner_id, belongs=True),
    Reviewers(
        "draft_reviewers", _l("Reviews asked for"), DraftReviewer.organisation_id, belongs=True
    ),
    ColumnHolder("draft_comments", _l("Comments on texts"), DraftComment.organisation_id),
)
