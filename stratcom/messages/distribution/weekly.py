"""What a week brought of messages that are meant for somebody: new, changed, withdrawn, ending.

A week is named by the Monday on which its letter goes out and tells of the seven days before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.drafting.enums import Decision
from stratcom.drafting.models import DraftApproval
from stratcom.messages.models import Message
from stratcom.messages.queries import in_force, meant_for
from stratcom.moments import TBILISI

SEVEN_DAYS = timedelta(days=7)
ENDING = timedelta(days=30)
MOST = 100


@dataclass(frozen=True)
class Week:
    """The messages of a week, each in one of the lists."""

    new: Sequence[Message]
    changed: Sequence[Message]
    withdrawn: Sequence[Message]
    ending: Sequence[Message]

    def __len__(self) -> int:
        """How many messages there is something to say of."""
        return len(self.new) + len(self.changed) + len(self.withdrawn) + len(self.ending)


def monday_of(day: date) -> date:
    """The Monday of the week in which the day lies."""
    return day - timedelta(days=day.weekday())


def week_before(user: User, monday: date) -> Week:
    """What the seven days before that Monday brought for the person."""
    first, last = monday - SEVEN_DAYS, monday - timedelta(days=1)
    fresh = _began(user, first, monday)
    older = _approved_before(first, [one.id for one in fresh])
    new = [one for one in fresh if one.id not in older or _became_valid(one, first, last)]
    changed = [one for one in fresh if one not in new]
    said = [one.id for one in fresh]
    return Week(new, changed, _withdrawn(user, first, monday), _ending(user, monday, said))


def _began(user: User, first: date, monday: date) -> Sequence[Message]:
    """In force now, and approved or become valid within the days."""
    approved = Message.approved_at.between(_begin(first), _begin(monday))
    valid = Message.valid_from.between(first, monday - timedelta(days=1))
    begun = sa.or_(Message.valid_from.is_(None), Message.valid_from < monday)
    earlier = Message.approved_at < _begin(monday)
    wanted = sa.and_(sa.or_(approved, valid), begun, earlier)
    return _found(user, in_force(), wanted, order=Message.approved_at.desc())


def _withdrawn(user: User, first: date, monday: date) -> Sequence[Message]:
    gone = Message.withdrawn_at.between(_begin(first), _begin(monday))
    return _found(user, gone, order=Message.withdrawn_at.desc())


def _ending(user: User, monday: date, said: Sequence[int]) -> Sequence[Message]:
    """What ends within thirty days of the Monday, unless it was named already."""
    soon = Message.valid_until.between(monday, monday + ENDING)
    known = Message.approved_at < _begin(monday)
    fresh = Message.id.not_in(said)
    return _found(user, in_force(), soon, known, fresh, order=Message.valid_until)


def _found(user: User, *wanted: sa.ColumnElement[bool], order: Any) -> Sequence[Message]:
    chosen = (
        sa.select(Message)
        .where(meant_for(user), *wanted)
        .options(joinedload(Message.approved), joinedload(Message.replaced_by))
    )
    return db.session.scalars(chosen.order_by(order, Message.id).limit(MOST)).all()


def _became_valid(message: Message, first: date, last: date) -> bool:
    return message.valid_from is not None and first <= message.valid_from <= last


def _approved_before(first: date, ids: Sequence[int]) -> frozenset[int]:
    """Which of the messages had an older version approved before that day."""
    older = (
        sa.select(DraftApproval.draft_id)
        .join(Message, Message.id == DraftApproval.draft_id)
        .where(
            DraftApproval.draft_id.in_(ids),
            DraftApproval.decision == Decision.APPROVED,
            DraftApproval.number < Message.approved_number,
            DraftApproval.at < _begin(first),
        )
    )
    return frozenset(db.session.scalars(older))


def _begin(day: date) -> datetime:
    """The moment at which the day begins in Tbilisi."""
    return datetime.combine(day, time(), TBILISI).astimezone(UTC)
