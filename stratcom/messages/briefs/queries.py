"""The messages of a brief, each with the parts of its version in force."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.drafting.models import DraftVersion
from stratcom.drafting.parts import Part
from stratcom.messages.models import Message
from stratcom.messages.queries import visible_to


def with_parts(ids: Iterable[int], user: User) -> list[tuple[Message, Sequence[Part]]]:
    """Those among the messages that the person may see and that were approved, in that order."""
    wanted = list(ids)
    chosen = (
        sa.select(Message)
        .where(Message.id.in_(wanted), Message.approved_number.is_not(None), visible_to(user))
        .options(joinedload(Message.approved).undefer(DraftVersion.content))
        .execution_options(populate_existing=True)
    )
    found = {one.id: one for one in db.session.scalars(chosen)}
    listed = (found[one] for one in wanted if one in found)
    return [(one, one.approved.parts) for one in listed if one.approved]
