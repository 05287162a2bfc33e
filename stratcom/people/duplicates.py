"""People who stand in the directory twice, as far as it can be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased, joinedload, selectinload

from stratcom.db import db
from stratcom.partners.pairs import (
    Likeness,
    PairOfIds,
    begins,
    ids_of,
    not_told_apart,
    page_of_pairs,
    shared_keys,
    shared_pairs,
)
from stratcom.people.models import Person, PersonKey, Post
from stratcom.web.paging import Page

LIKENESS = Likeness(Person.__tablename__, PersonKey.person_id, {"mail": 0, "phone": 1, "name": 2})
# The name and a personal address; the name and a post at the same organisation; the address
# alone, which colleagues may share; the name alone, which many people share.
CERTAIN, COLLEAGUES, MAIL, PHONE, NAME = range(5)
MOST_SHOWN = 5


@dataclass(frozen=True)
class Pair:
    """Two records of what may be one person, and what speaks for it; `weak`: the name alone."""

    one: Person
    other: Person
    reasons: list[str]
    weak: bool


def likely_duplicates(*, number: int, size: int, by_name: bool = False) -> Page[Pair]:
    """Pairs that look like one person, the most certain first.

    `by_name`: instead those that share the name alone, which many people do.
    """
    chosen = _candidates(_by_name()) if by_name else _candidates(*_by_more())
    found = page_of_pairs(chosen, number=number, size=size)
    return Page(_described(found.items), number, size, found.total, found.has_next)


def duplicates_of(person: Person) -> list[Pair]:
    """The same for one record, weak ones last; the other one stands as `other`."""
    found = _candidates(*_by_more(person.id), _by_name(person.id))
    rows = db.session.execute(found.limit(MOST_SHOWN))
    return [
        Pair(pair.other, pair.one, pair.reasons, pair.weak) if pair.other.id == person.id else pair
        for pair in _described([(row[0], row[1]) for row in rows])
    ]


def _candidates(*arms: sa.Select[Any]) -> sa.Select[Any]:
    """Each pair of living records once, the most certain first."""
    pairs = sa.union_all(*arms).subquery()
    one, other = aliased(Person), aliased(Person)
    living = [
        column.is_(None)
        for part in (one, other)
        for column in (part.archived_at, part.merged_into_id, part.erased_at)
    ]
    rank = sa.func.min(pairs.c.rank)
    return (
        sa.select(pairs.c.one_id, pairs.c.other_id)
        .join(one, one.id == pairs.c.one_id)
        .join(other, other.id == pairs.c.other_id)
        .where(*living, not_told_apart(LIKENESS, pairs))
        .group_by(pairs.c.one_id, pairs.c.other_id)
        .order_by(rank, pairs.c.one_id, pairs.c.other_id)
    )


def _by_more(only: int | None = None) -> list[Any]:
    """Pairs that share a personal address, or the name and an organisation."""
    pairs = shared_pairs(LIKENESS, only, ("mail", "phone"))
    by_mail = pairs.c.rank == LIKENESS.ranks["mail"]
    rank = sa.case((_share_key(pairs, "name"), CERTAIN), (by_mail, MAIL), else_=PHONE)
    reached = sa.select(pairs.c.one_id, pairs.c.other_id, rank.label("rank"))
    return [reached, _namesakes_at_work(only)]


def _by_name(only: int | None = None) -> Any:
    """Pairs that share the name and, as far as is known, nothing else."""
    pairs = shared_pairs(LIKENESS, only, ("name",))
    mine, theirs = aliased(Post), aliased(Post)
    together = sa.exists().where(
        mine.person_id == pairs.c.one_id,
        theirs.person_id == pairs.c.other_id,
        mine.organisation_id == theirs.organisation_id,
    )
    found = sa.select(pairs.c.one_id, pairs.c.other_id, sa.literal(NAME).label("rank"))
    return found.where(~together, ~_share_key(pairs, "mail", "phone"))


def _share_key(pairs: sa.FromClause, *prefixes: str) -> sa.ColumnElement[bool]:
    one, other = aliased(PersonKey), aliased(PersonKey)
    return sa.exists().where(
        one.person_id == pairs.c.one_id,
        begins(one.key, *prefixes),
        other.person_id == pairs.c.other_id,
        other.key == one.key,
    )


def _namesakes_at_work(only: int | None) -> Any:
    """Pairs of one name with posts at one organisation, however common the name."""
    one, other = aliased(PersonKey), aliased(PersonKey)
    mine, theirs = aliased(Post), aliased(Post)
    # One way round for all, either way for the posts of one person: both use the index.
    apart = theirs.person_id > mine.person_id
    low: Any = mine.person_id
    high: Any = theirs.person_id
    if only is not None:
        apart = sa.and_(mine.person_id == only, theirs.person_id != only)
        low = sa.case((theirs.person_id < only, theirs.person_id), else_=mine.person_id)
        high = sa.case((theirs.person_id < only, mine.person_id), else_=theirs.person_id)
    return (
        sa.select(low.label("one_id"), high.label("other_id"), sa.literal(COLLEAGUES).label("rank"))
        .join_from(mine, theirs, theirs.organisation_id == mine.organisation_id)
        .join(one, sa.and_(one.person_id == mine.person_id, begins(one.key, "name")))
        .join(other, sa.and_(other.key == one.key, other.person_id == theirs.person_id))
        .where(apart)
    )


def _described(pairs: Sequence[PairOfIds]) -> list[Pair]:
    chosen = (
        sa.select(Person)
        .where(Person.id.in_(ids_of(pairs)))
        .options(selectinload(Person.posts).options(joinedload(Post.organisation)))
    )
    known = {one.id: one for one in db.session.scalars(chosen)}
    shared = shared_keys(LIKENESS, pairs)
    return [
        _describe(known[one_id], known[other_id], shared[one_id, other_id])
        for one_id, other_id in pairs
    ]


def _describe(one: Person, other: Person, shared: list[tuple[str, str]]) -> Pair:
    reasons = list(dict.fromkeys(_reason(prefix) for prefix, _value in shared))
    offices = {post.organisation_id for post in one.posts}
    both = [post.organisation for post in other.posts if post.organisation_id in offices]
    reasons += dict.fromkeys(_("both at %(name)s", name=body.name) for body in both)
    weak = not both and {prefix for prefix, _value in shared} == {"name"}
    return Pair(one, other, reasons, weak)


def _reason(prefix: str) -> str:
    """What the two share, in words; not the address itself, which is the person's own."""
    words = {
        "mail": _("same e-mail"),
        "phone": _("same phone"),
        "name": _("same first and family name"),
    }
    return words[prefix]
