"""What messages have of an organisation, for merges and successions."""

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import aliased

from stratcom.drafting.models import Draft
from stratcom.messages.models import MessagePledge, MessageQuestion, MessageReader, MessageUse
from stratcom.partners.moving import ColumnHolder, LinkHolder


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
    LinkHolder(
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
    ColumnHolder(
        "message_questions",
        _l("Questions about messages"),
        MessageQuestion.organisation_id,
        belongs=True,
    ),
)
