"""Totals of use, and messages that nobody used."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.events.reference import reference
from stratcom.messages.enums import UseState
from stratcom.messages.models import Message, MessageUse
from stratcom.messages.queries import in_force, visible_to
from stratcom.messages.use.filters import UseFilters, narrow, within
from stratcom.messages.use.queries import (
    ids_of,
    load_uses,
    read_uses,
    state_is,
    used_on,
    visible_uses,
)
from stratcom.partners.models import Organisation
from stratcom.web.paging import Page, page_of, paginate

MOST_TOTALS = 10


@dataclass(frozen=True)
class Total:
    """How often one message, or one organisation, is found: in all, and done already."""

    subject: Any  # a Message, an Organisation, or None for the department
    count: int
    done: int


def found_by(filters: UseFilters, user: User) -> sa.Select[MessageUse]:
    """The uses that the filters find, the latest first."""
    found = narrow(visible_uses(user), filters)
    return found.order_by(used_on.desc(), MessageUse.id.desc())


def page_found(filters: UseFilters, user: User, *, size: int) -> Page[MessageUse]:
    """One page of them."""
    found: Page[Any] = paginate(ids_of(found_by(filters, user)), size=size)
    return replace(found, items=load_uses(found.items))


def all_found(filters: UseFilters, user: User) -> Iterator[MessageUse]:
    """All of them, for files of any length."""
    return read_uses(found_by(filters, user))


def totals_by_message(filters: UseFilters, user: User) -> list[Total]:
    """The messages used most, with how often."""
    rows = _totals(MessageUse.message_id, filters, user)
    chosen = sa.select(Message).where(Message.id.in_([row[0] for row in rows]))
    found = db.session.scalars(chosen.options(joinedload(Message.approved)))
    known = {one.id: one for one in found}
    return [Total(known[row[0]], row[1], row[2]) for row in rows]


def totals_by_organisation(filters: UseFilters, user: User) -> list[Total]:
    """The organisations that use most, with how often; None is the department."""
    rows = _totals(MessageUse.organisation_id, filters, user)
    ids = [row[0] for row in rows if row[0] is not None]
    found = db.session.scalars(sa.select(Organisation).where(Organisation.id.in_(ids)))
    known = {one.id: one for one in found}
    return [Total(known.get(row[0]), row[1], row[2]) for row in rows]


def _totals(column: Any, filters: UseFilters, user: User) -> list[Any]:
    done = sa.func.sum(sa.case((state_is(UseState.DONE), 1), else_=0))
    count = sa.func.count()
    found = narrow(visible_uses(user), filters)
    grouped = found.with_only_columns(column, count, done, maintain_column_froms=True)
    ordered = grouped.group_by(column).order_by(count.desc(), column).limit(MOST_TOTALS)
    return list(db.session.execute(ordered))


@dataclass(frozen=True)
class Unused:
    """A message in force that was not used in the days asked for."""

    message: Message
    last_day: date | None  # when it was used last, before or after these


def unused(filters: UseFilters, user: User) -> Page[Unused]:
    """A page of the messages in force that nobody used in those days, the oldest first."""
    used = within(visible_uses(user), filters).with_only_columns(
        MessageUse.message_id, maintain_column_froms=True
    )
    found = (
        sa.select(Message, _last_day(user))
        .where(in_force(), visible_to(user), Message.id.not_in(used))
        .options(joinedload(Message.approved), joinedload(Message.theme))
        .order_by(Message.approved_at, Message.id)
    )
    if code := filters.values.get("theme"):
        found = found.where(Message.theme_id == reference().term_ids.get(("theme", code), 0))
    if filters.problems:
        found = found.where(sa.false())
    rows = page_of(found)
    items = [Unused(row[0], row[1]) for row in rows.items]
    return Page(items, rows.number, rows.size, rows.total, rows.has_next, rows.more)


def _last_day(user: User) -> Any:
    latest = visible_uses(user).where(MessageUse.message_id == Message.id)
    return (
        latest.with_only_columns(sa.func.max(used_on), maintain_column_froms=True)
        .order_by(None)
        .correlate(Message)
        .scalar_subquery()
    )
