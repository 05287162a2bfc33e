"""What waits with thematic messages, for those who look after them: counts, each with its list."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import lazy_gettext as _l

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.drafting.approval.queries import waiting_for
from stratcom.messages.finding import ends_soon, facts_out_of_date
from stratcom.messages.models import Message
from stratcom.messages.questions.queries import count_open
from stratcom.moments import today

COUNTED = 100


@dataclass(frozen=True)
class Line:
    """Something that waits, how often, and where all of it is."""

    label: Any
    count: int
    address: str
    badge: str

    @property
    def more(self) -> bool:
        """True when there may be more than were counted."""
        return self.count >= COUNTED


def message_work(user: User) -> list[Line] | None:
    """The lines that are not empty; None for those who do not look after every message."""
    if not user.can(Permission.MESSAGE_VIEW_ALL):
        return None
    lines = []
    if user.can(Permission.MESSAGE_APPROVE):
        waiting = _count(waiting_for(user).with_only_columns(sa.literal(1)).order_by(None))
        address = url_for("drafting.waiting")
        lines.append(Line(_l("Waiting for your approval"), waiting, address, "wait"))
    if user.can(Permission.MESSAGE_ANSWER):
        address = url_for("messages.questions")
        lines.append(Line(_l("Questions to answer"), count_open(), address, "wait"))
    lines += [
        _listed(_l("Facts out of date"), "late", facts_out_of_date(), facts=1),
        _listed(_l("End within 30 days"), "wait", ends_soon(), ends=1),
        _listed(_l("To be looked at again"), "", Message.review_on <= today(), again=1),
    ]
    return [one for one in lines if one.count]


def _listed(label: Any, badge: str, wanted: sa.ColumnElement[bool], **query: Any) -> Line:
    found = sa.select(sa.literal(1)).select_from(Message).where(wanted, _present())
    return Line(label, _count(found), url_for("messages.index", **query), badge)


def _present() -> sa.ColumnElement[bool]:
    return Message.archived_at.is_(None)


def _count(found: sa.Select[Any]) -> int:
    counted = sa.select(sa.func.count()).select_from(found.limit(COUNTED).subquery())
    return db.session.scalar(counted) or 0
