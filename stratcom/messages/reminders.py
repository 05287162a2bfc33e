"""Who is reminded on a day of messages and facts that end, and of messages to look at again."""

from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.drafting.addresses import path_of
from stratcom.drafting.models import DraftVersion
from stratcom.messages.distribution.people import keepers, takers
from stratcom.messages.house.reading import read_house
from stratcom.messages.models import Message
from stratcom.notices.enums import NoticeKind
from stratcom.notices.services import tell

MONTH, WEEK = 30, 7
FACTS_DAYS = 14
# How long what was missed, because no command ran, is made up for.
MADE_UP = 30


def remind_of_messages(today: date) -> int:
    """Remind of everything due on that day; return how many notices were news.

    Each has a name of its own, so that running it again tells nobody anything twice.
    """
    return _of_ends(today) + _of_reviews(today) + _of_facts(today)


def _of_ends(today: date) -> int:
    """A month and a week before the last day: those who keep it, and those who mean to use it."""
    ends = Message.valid_until.between(today, today + timedelta(days=MONTH))
    news = 0
    for message in _used_ones(ends):
        day = message.valid_until or today
        stage = "week" if (day - today).days <= WEEK else "month"
        after = takers(message, since=day + timedelta(days=1))
        people = {one.id: one for one in (*keepers(message), *after)}
        once = f"message_expires:{message.id}:{day}:{stage}"
        news += _tell(people.values(), NoticeKind.MESSAGE_EXPIRES, message, day, once)
    return news


def _of_reviews(today: date) -> int:
    """On the day on which somebody should look whether a message still holds."""
    news = 0
    for message in _used_ones(Message.review_on.between(today - timedelta(days=MADE_UP), today)):
        day = message.review_on or today
        once = f"message_look_again:{message.id}:{day}"
        news += _tell(keepers(message), NoticeKind.MESSAGE_LOOK_AGAIN, message, day, once)
    return news


def _of_facts(today: date) -> int:
    """Two weeks before facts of the version in force end, and when they have ended."""
    soon = today + timedelta(days=FACTS_DAYS)
    found = _used_ones(Message.proofs_expire_on <= soon, with_content=True)
    news = 0
    for message in found:
        for day in _days_of_facts(message, today - timedelta(days=MADE_UP), soon):
            stage = "ended" if day < today else "soon"
            once = f"proofs_expire:{message.id}:{day}:{stage}"
            news += _tell(keepers(message), NoticeKind.PROOFS_EXPIRE, message, day, once)
    return news


def _days_of_facts(message: Message, first: date, last: date) -> list[date]:
    """The last days of facts that fall into that time, each once."""
    parts = message.approved.parts if message.approved else []
    ends = {one.until for one in read_house(parts).all_proofs() if one.until}
    return sorted(one for one in ends if first <= one <= last)


def _used_ones(
    condition: sa.ColumnElement[bool], *, with_content: bool = False
) -> Iterable[Message]:
    """Messages that were approved and neither withdrawn nor put away."""
    approved = joinedload(Message.approved)
    if with_content:
        approved = approved.undefer(DraftVersion.content)
    return db.session.scalars(
        sa.select(Message)
        .where(
            condition,
            Message.approved_number.is_not(None),
            Message.withdrawn_at.is_(None),
            Message.archived_at.is_(None),
        )
        .options(approved)
        .order_by(Message.id)
    ).all()


def _tell(people: Iterable[User], kind: NoticeKind, message: Message, day: date, once: str) -> int:
    known = message.approved or message
    words = {"title_ka": known.title_ka, "title_en": known.title_en, "day": day.isoformat()}
    return tell(people, kind, path=path_of(message), words=words, once=once)
