"""Messages as lists show them: to each person the version that they may read."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.drafting import rules as drafting
from stratcom.drafting.models import DraftReview, DraftVersion
from stratcom.drafting.queries import drafts_asked_of
from stratcom.i18n import LANGUAGES
from stratcom.messages.flags import Flag, FlagKind, flags_of
from stratcom.messages.models import Message, MessageAudience
from stratcom.messages.queries import visible_to
from stratcom.messages.rules import reads_all_work
from stratcom.moments import today

# What concerns those alone who look after a message.
OWN_BUSINESS = frozenset({FlagKind.REVIEW_DUE, FlagKind.UNSOURCED})


@dataclass(frozen=True)
class Card:
    """A message in a list; `version` is the one that the person may read."""

    message: Message
    version: DraftVersion
    works: bool
    flags: list[Flag]

    @property
    def languages(self) -> list[str]:
        """The languages of the desk in which the version says something."""
        words = {"ka": self.version.words_ka, "en": self.version.words_en}
        return [one for one in LANGUAGES if words[one]]


def shown(found: sa.Select[Message]) -> sa.Select[Message]:
    """The same with what lists show of each."""
    return found.options(
        joinedload(Message.current),
        joinedload(Message.approved),
        joinedload(Message.owner),
        selectinload(Message.audience_links).joinedload(MessageAudience.term),
        selectinload(Message.languages),
    )


def cards(messages: Sequence[Message], user: User) -> list[Card]:
    """Each message as the person may see it; load them with `shown`."""
    work = _readable_work(messages, user)
    return [_card(one, one.id in work) for one in messages]


def find_card(message_id: int | None, user: User) -> Card | None:
    """One message as the person may see it, or None."""
    if message_id is None:
        return None
    chosen = shown(sa.select(Message).where(Message.id == message_id, visible_to(user)))
    return next(iter(cards(db.session.scalars(chosen).unique().all(), user)), None)


def _readable_work(messages: Sequence[Message], user: User) -> set[int]:
    """Ids of those among the messages whose every version the person may read."""
    ids = [one.id for one in messages]
    if reads_all_work(user) or not ids:
        return set(ids)
    asked = set(db.session.scalars(drafts_asked_of(user).where(DraftReview.draft_id.in_(ids))))
    return {one.id for one in messages if drafting.can_read_work(user, one, asked=one.id in asked)}


def _card(message: Message, works: bool) -> Card:
    version = message.current if works or message.approved is None else message.approved
    flags = flags_of(message, today())
    if not works:
        flags = [one for one in flags if one.kind not in OWN_BUSINESS]
    return Card(message, version, works, flags)
