"""Texts, reviewers and comments of an organisation, for merges and successions."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import aliased

from stratcom.drafting.listeners import tell_readers_changed
from stratcom.drafting.models import Draft, DraftComment, DraftReviewer
from stratcom.drafting.queries import reviewed_by
from stratcom.partners.moving import ColumnHolder


class Texts(ColumnHolder):
    """Texts that an organisation keeps."""

    def move(self, from_id: int, to_id: int, ids: Sequence[Any] | None = None) -> list[Any]:
        """Give the texts to another organisation, whose people read them from now on."""
        moved = super().move(from_id, to_id, ids)
        tell_readers_changed(moved)
        return moved


class Reviewers(ColumnHolder):
    """Rounds in which an organisation was asked."""

    def move(self, from_id: int, to_id: int, ids: Sequence[Any] | None = None) -> list[Any]:
        """Let another organisation have been asked, whose people read the texts from now on."""
        moved = super().move(from_id, to_id, ids)
        tell_readers_changed(reviewed_by(moved))
        return moved

    def spared(self, to_id: int) -> list[sa.ColumnElement[bool]]:
        """A round asks an organisation once: of two that became one, the other answer stays."""
        other = aliased(DraftReviewer)
        asked = sa.exists().where(
            other.review_id == DraftReviewer.review_id, other.organisation_id == to_id
        )
        return [~asked]


ORGANISATION_HOLDERS = (
    Texts("drafts", _l("Texts"), Draft.owner_id, belongs=True),
    Reviewers(
        "draft_reviewers", _l("Reviews asked for"), DraftReviewer.organisation_id, belongs=True
    ),
    ColumnHolder("draft_comments", _l("Comments on texts"), DraftComment.organisation_id),
)
