"""Pages of a long list without counting all of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import current_app, request

from stratcom.db import db

T = TypeVar("T")
COUNT_LIMIT = 1_000
LAST_PAGE = 400


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of `items`; when `more`, there are more than `total`: long lists stay quick."""

    items: Sequence[T]
    number: int
    size: int
    total: int
    has_next: bool
    more: bool = False

    @property
    def first(self) -> int:
        """Number of the first item shown, counted from one."""
        return (self.number - 1) * self.size + 1 if self.items else 0

    @property
    def last(self) -> int:
        """Number of the last item shown."""
        return self.first + len(self.items) - 1 if self.items else 0


def page_number() -> int:
    """The page that the address asks for; anything odd is the first."""
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit()):
        return 1
    return min(max(int(text[:6]), 1), LAST_PAGE)


def address_with(**changes: Any) -> str:
    """This address with some of its query changed; None removes a key."""
    args = request.args.copy()
    for key, value in changes.items():
        if value is None:
            args.poplist(key)
        else:
            args[key] = str(value)
    query = urlencode(list(args.items(multi=True)))
    return f"{request.path}?{query}" if query else request.path


def page_of(found: sa.Select[Any], *, size: int | None = None) -> Page[Any]:
    """The page of `found` that the address asks for, as rows of plain columns."""
    return _page(found, db.session.execute, size)


def paginate(found: sa.Select[Any], *, size: int | None = None) -> Page[Any]:
    """The page of `found` that the address asks for, as objects."""
    return _page(found, db.session.scalars, size)


def _page(found: sa.Select[Any], read: Callable[[Any], Any], size: int | None) -> Page[Any]:
    """One page, counted no further than COUNT_LIMIT."""
    size = size or int(current_app.config["PAGE_SIZE"])
    number = page_number()
    rows = read(found.offset((number - 1) * size).limit(size + 1)).unique().all()
    ids = found.with_only_columns(sa.literal(1), maintain_column_froms=True).order_by(None)
    counted = sa.select(sa.func.count()).select_from(ids.limit(COUNT_LIMIT).subquery())
    total = db.session.scalar(counted) or 0
    return Page(rows[:size], number, size, total, len(rows) > size, total >= COUNT_LIMIT)
