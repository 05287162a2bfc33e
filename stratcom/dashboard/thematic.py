"""Thematic messages on the first page: what is meant for the person, what ends, what is gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.messages.distribution.pledges import withdrawn_pledged
from stratcom.messages.distribution.weekly import ENDING
from stratcom.messages.models import Message
from stratcom.messages.queries import in_force, meant_for
from stratcom.moments import today, utcnow

SHOWN = 4
# Afterwards everybody has heard that a message was withdrawn.
GONE_SHOWN = timedelta(days=60)


@dataclass(frozen=True)
class Thematic:
    """Messages in force, the newest first; of those that end soon; and those withdrawn."""

    newest: Sequence[Message]
    ending: Sequence[Message]
    withdrawn: Sequence[Message]


def thematic_messages(user: User) -> Thematic | None:
    """What partners are to know of messages; nothing for the department, which has its lists."""
    if user.can(Permission.MESSAGE_VIEW_ALL) or not user.can(Permission.MESSAGE_VIEW):
        return None
    newest = _found(user, Message.approved_at.desc())
    soon = Message.valid_until <= today() + ENDING
    ending = _found(user, Message.valid_until, soon, Message.id.not_in([one.id for one in newest]))
    since = utcnow() - GONE_SHOWN
    gone = withdrawn_pledged(user.organisation_id, SHOWN)
    lately = [one for one in gone if one.withdrawn_at and one.withdrawn_at > since]
    return Thematic(newest, ending, lately)


def _found(user: User, order: Any, *wanted: sa.ColumnElement[bool]) -> Sequence[Message]:
    chosen = sa.select(Message).where(meant_for(user), in_force(), *wanted)
    shown = chosen.options(joinedload(Message.approved)).order_by(order, Message.id.desc())
    return db.session.scalars(shown.limit(SHOWN)).all()
