"""Finding records and putting them in order.

All words in the title before words elsewhere; then what is written exactly as typed, and what is
near in time. Only the nearest RANKED of a kind are compared closely, whatever their number: the
rest follow in order of their days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.georgian.tokens import tokens
from stratcom.moments import today
from stratcom.search import engines
from stratcom.search.engines import Range
from stratcom.search.enums import Kind
from stratcom.search.expressions import Expression
from stratcom.search.models import SearchDocument
from stratcom.search.numbers import number_of, parts_of
from stratcom.search.query import Query
from stratcom.search.reading import Bounds, not_shown, readable, within
from stratcom.search.sources import Source, sources
from stratcom.web.paging import Page

RANKED = 120
COUNTED = 1_000
# A document so many days away is worth half of one of today.
NEAR_DAYS = 60
# What words written exactly as typed are worth, and all of them one after the other.
EXACT, PHRASE = 0.4, 0.3
EVERYWHERE = Bounds()


@dataclass(frozen=True)
class Hit:
    """A record that was found, by the face of it that the reader may see."""

    number: int
    title_ka: str
    title_en: str

    @cached_property
    def kind(self) -> Kind:
        """Its kind."""
        return parts_of(self.number).kind

    @cached_property
    def record_id(self) -> int:
        """Its id among its kind."""
        return parts_of(self.number).record_id

    @cached_property
    def day(self) -> date | None:
        """Its day, if it has one."""
        return parts_of(self.number).day


def find(
    query: Query,
    kind: Kind,
    user: User | None,
    *,
    bounds: Bounds = EVERYWHERE,
    number: int = 1,
    size: int = 25,
) -> Page[Hit]:
    """One page of the records of that kind that say all of the query and that the reader may see.

    The total is counted to COUNTED at most; then `more` is True.
    """
    source = sources().get(kind)
    anywhere = _readable(query.anywhere(), source, user, bounds) if query else None
    if source is None or anywhere is None:
        return Page([], number, size, 0, has_next=False)
    look = _Look(within(kind, bounds), not_shown(kind))
    total = look.count(anywhere)
    if not total:
        return Page([], number, size, 0, has_next=False)
    title = _readable(query.in_title(), source, user, bounds)
    tiers = [title, anywhere] if title else [anywhere]
    last = number * size
    ranked = _ranked(query, look, tiers, max(RANKED, last + 1))
    shown = ranked[last - size : last]
    return Page(
        list(_hits(shown)),
        number,
        size,
        max(total, len(ranked[:last])),
        len(ranked) > last,
        more=total >= COUNTED,
    )


def count(query: Query, kind: Kind, user: User | None, *, bounds: Bounds = EVERYWHERE) -> int:
    """How many `find` finds, counted to COUNTED at most."""
    source = sources().get(kind)
    wanted = _readable(query.anywhere(), source, user, bounds) if query else None
    return _Look(within(kind, bounds), not_shown(kind)).count(wanted) if wanted else 0


def nearest(seen: Expression, kind: Kind, hidden: Sequence[int], most: int) -> list[Hit]:
    """The nearest in time of the records that `seen`, which says what is readable, finds."""
    return list(_hits(_Look(within(kind, EVERYWHERE), hidden).nearest(seen, most)))


def matching(kind: Kind, query: Query, user: User | None) -> sa.Select[int]:
    """Ids of the records of that kind that say all of the query, for the filter of a list."""
    source = sources().get(kind)
    wanted = _readable(query.anywhere(), source, user, EVERYWHERE) if query else None
    if wanted is None:
        return sa.select(SearchDocument.record_id).where(sa.false())
    return engines.holding(wanted, within(kind, EVERYWHERE), hidden=not_shown(kind))


def _readable(
    wanted: Expression, source: Source | None, user: User | None, bounds: Bounds
) -> Expression | None:
    return readable(wanted, source, user, bounds) if source else None


@dataclass(frozen=True)
class _Look:
    """Where one search looks: the numbers of a kind, but for those that nobody is shown now."""

    within: Range
    hidden: Sequence[int]

    def nearest(self, wanted: Expression, most: int) -> list[int]:
        """The nearest to today, the next coming before what was as long ago."""
        kind = parts_of(self.within.low).kind
        turn = number_of(kind, today(), 0)
        low, high = self.within
        coming = self._numbers(wanted, Range(max(turn, low), high), most, rising=True)
        past = self._numbers(wanted, Range(low, min(turn - 1, high)), most, rising=False)
        return sorted([*coming, *past], key=_distance)[:most]

    def _numbers(self, wanted: Expression, bounds: Range, most: int, *, rising: bool) -> list[int]:
        if bounds.low > bounds.high:
            return []
        return engines.numbers(wanted, bounds, limit=most, rising=rising, hidden=self.hidden)

    def count(self, wanted: Expression) -> int:
        """How many there are, to COUNTED."""
        return engines.count(wanted, self.within, limit=COUNTED, hidden=self.hidden)


def _ranked(query: Query, look: _Look, tiers: Sequence[Expression], most: int) -> list[int]:
    """Numbers in the order in which they are shown."""
    found: list[int] = []
    order: dict[int, tuple[int, float]] = {}
    for tier, wanted in enumerate(tiers):
        # What a title says is said anywhere too; asking for the rest alone would cost a walk
        # through every document whose title says it.
        seen = set(found)
        more = [one for one in look.nearest(wanted, most) if one not in seen]
        more = more[: most - len(found)]
        found += more
        close = more[: max(0, RANKED - len(order))]
        for hit in _hits(close):
            order[hit.number] = (tier, -_worth(query, hit))
        if len(found) >= most:
            break
    compared = sorted(order, key=order.__getitem__)
    return [*compared, *(one for one in found if one not in order)]


def _worth(query: Query, hit: Hit) -> float:
    """How well the title answers: near in time first, then written exactly as typed."""
    said = tokens(f"{hit.title_ka} {hit.title_en}")
    asked = query.words
    exact = sum(word in said for word in asked) / len(asked)
    phrase = len(asked) > 1 and f" {' '.join(asked)} " in f" {' '.join(said)} "
    if hit.day is None:
        # Of names that answer alike the shorter is the one meant.
        nearness = 1 / (1 + len(said) / 4)
    else:
        nearness = 1 / (1 + abs((hit.day - today()).days) / NEAR_DAYS)
    return EXACT * exact + PHRASE * phrase + nearness


def _distance(number: int) -> tuple[int, int]:
    day = parts_of(number).day
    return (abs((day - today()).days) if day else 0, -number)


def _hits(numbers: Sequence[int]) -> Iterator[Hit]:
    """The hits of these numbers, in their order."""
    table = SearchDocument.__table__
    chosen = sa.select(table.c.id, table.c.title_ka, table.c.title_en)
    rows = db.session.execute(chosen.where(table.c.id.in_(numbers))) if numbers else ()
    found = {row[0]: Hit(*row) for row in rows}
    return (found[one] for one in numbers if one in found)
