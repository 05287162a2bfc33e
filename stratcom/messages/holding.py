"""What messages have of an organisation, for merges and successions."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import aliased

from stratcom.drafting.models import Draft
from stratcom.messages.models import MessagePledge, MessageQuestion, MessageReader, MessageUse
from stratcom.messages.services.filing import refile_messages
from stratcom.partners.moving import ColumnHolder, LinkHolder
from stratcom.search.enums import Kind
from stratcom.search.filing import refile


class Readers(LinkHolder):
    """Messages of which an organisation is named as a reader."""

    def changed(self, ids: Sequence[int]) -> None:
        """Count it as a change of each message, and let the search know their readers."""
        super().changed(ids)
        refile_messages(ids)


class Questions(ColumnHolder):
    """Questions that an organisation asked."""

    def move(self, from_id: int, to_id: int, ids: Sequence[Any] | None = None) -> list[Any]:
        """Let them be those of another organisation, in the search too."""
        moved = super().move(from_id, to_id, ids)
        refile(Kind.QUESTION, moved)
        return moved


class Pledges(ColumnHolder):
    """Messages that an organisation said it will use."""

    def spared(self, to_id: int) -> list[sa.ColumnElement[bool]]:
        """An organisation says it once: of two that became one, the other word stays."""
        other = aliased(MessagePledge)
        given = sa.exists().where(
            other.message_id == MessagePledge.message_id, other.organisation_id == to_id
        )
        return [~given]


ORGANISATION_HOLDERS = (
    Readers(
        "message_readers",
        _l("Messages meant for it by name"),
        MessageReader.organisation_id,
        [MessageReader.message_id],
        Draft,
        belongs=True,
    ),
    ColumnHolder("message_uses", _l("Uses of messages"), MessageUse.organisation_id),
    Pledges(
        "message_pledges", _l("Messages to be used"), MessagePledge.organisation_id, belongs=True
    ),
    Questions(
        "message_questions",
        _l("Questions about messages"),
        MessageQuestion.organisation_id,
        belongs=True,
    ),
)
