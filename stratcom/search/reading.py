"""What one reader may find."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.moments import today, utcnow
from stratcom.search.engines import Range
from stratcom.search.enums import Kind
from stratcom.search.expressions import Expression, Term, Without, every, some
from stratcom.search.models import SearchDocument
from stratcom.search.numbers import numbers_of, parts_of
from stratcom.search.sources import Source, sources
from stratcom.search.terms import filed_term, hidden_tag, scope_tag


@dataclass(frozen=True)
class Bounds:
    """Where and when: tags of which a record must have one, and its day."""

    tags: frozenset[str] = field(default=frozenset())
    first: date | None = None
    last: date | None = None

    @property
    def by_day(self) -> bool:
        """True when only what has a day can be found."""
        return self.first is not None or self.last is not None


def kinds_for(user: User | None) -> list[Kind]:
    """The kinds of which the reader may find anything."""
    return [kind for kind, source in sources().items() if source.scopes(user)]


def within(kind: Kind, bounds: Bounds) -> Range:
    """The numbers of documents of that kind that may be looked at."""
    first = date.min if bounds.by_day and bounds.first is None else bounds.first
    return Range(*numbers_of(kind, first, bounds.last))


def readable(
    wanted: Expression, source: Source, user: User | None, bounds: Bounds | None = None
) -> Expression | None:
    """`wanted` of what the reader may see and the bounds let through; None when that is nothing."""
    return readable_with(source.scopes(user), wanted, bounds)


def readable_with(
    scopes: Collection[str], wanted: Expression, bounds: Bounds | None = None
) -> Expression | None:
    """The same for a reader who holds these scopes."""
    if not scopes:
        return None
    parts = [wanted, some([Term(filed_term(scope_tag(one))) for one in sorted(scopes)])]
    if bounds and bounds.tags:
        parts.append(some([Term(filed_term(one)) for one in sorted(bounds.tags)]))
    hidden = some([Term(filed_term(hidden_tag(one))) for one in sorted(scopes)])
    return Without(every(parts), hidden)


def not_shown(kind: Kind) -> Sequence[int]:
    """Documents of that kind that nobody is shown today: under embargo, or no longer in force."""
    return all_not_shown().get(kind, [])


def all_not_shown() -> Mapping[Kind, Sequence[int]]:
    """The same of every kind that has any."""
    table = SearchDocument.__table__
    # Each half walks an index of its own; with the kind among the conditions SQLite would rather
    # walk through every document of that kind.
    later = sa.select(table.c.id).where(table.c.shown_from > utcnow())
    over = sa.select(table.c.id).where(table.c.shown_until < today())
    found: dict[Kind, list[int]] = {}
    for number in sorted(db.session.scalars(sa.union(later, over))):
        found.setdefault(parts_of(number).kind, []).append(number)
    return found
