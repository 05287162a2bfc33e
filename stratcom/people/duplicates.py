"""People who stand in the directory twice, as far as it can be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased, joinedload, selectinload

from stratcom.db import db
from stratcom.partners.pairs import (
    MOST_SHARING,
    Likeness,
    PairOfIds,
    ids_of,
    not_told_apart,
    page_of_pairs,
    shared_keys,
    shared_pairs,
)
from stratcom.people.models import Person, PersonKey, Post
from stratcom.web.paging import Page

LIKENESS = Likeness(Person.__tablename__, PersonKey.person_id, {"mail": 0, "phone": 1, "name": 3})
# Between the telephone and the mere name: the name, and a post at the same organisation.
COLLEAGUES = 2
NAME = LIKENESS.ranks["name"]
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
    pairs = _candidates()
    ranked = pairs.c.rank == NAME if by_name else pairs.c.rank < NAME
    chosen = sa.select(pairs.c.one_id, pairs.c.other_id).where(ranked).order_by(*_order(pairs))
    found = page_of_pairs(chosen, number=number, size=size)
    return Page(_described(found.items), number, size, found.total, found.has_next)


def duplicates_of(person: Person) -> list[Pair]:
    """The same for one record, weak ones last; the other one stands as `other`."""
    pairs = _candidates(person.id)
    chosen = sa.select(pairs.c.one_id, pairs.c.other_id).order_by(*_order(pairs))
    rows = db.session.execute(chosen.limit(MOST_SHOWN))
    return [
        Pair(pair.other, pair.one, pair.reasons, pair.weak) if pair.other.id == person.id else pair
        for pair in _described([(row[0], row[1]) for row in rows])
    ]


def _order(pairs: sa.FromClause) -> tuple[Any, ...]:
    return pairs.c.rank, pairs.c.shared.desc(), pairs.c.one_id, pairs.c.other_id


def _candidates(only: int | None = None) -> sa.Subquery:
    """Pairs of living records (one_id, other_id, rank, shared), each once."""
    few = shared_pairs(LIKENESS, only)
    colleagues = sa.exists().where(*_same_office(few.c.one_id, few.c.other_id))
    close = sa.and_(few.c.rank == NAME, colleagues)
    ranked = sa.select(
        few.c.one_id,
        few.c.other_id,
        sa.case((close, COLLEAGUES), else_=few.c.rank).label("rank"),
        few.c.shared,
    )
    every = sa.union_all(ranked, _namesakes_at_work(only)).subquery()
    one, other = aliased(Person), aliased(Person)
    living = [
        column.is_(None)
        for part in (one, other)
        for column in (part.archived_at, part.merged_into_id, part.erased_at)
    ]
    return (
        sa.select(
            every.c.one_id,
            every.c.other_id,
            sa.func.min(every.c.rank).label("rank"),
            sa.func.max(every.c.shared).label("shared"),
        )
        .join(one, one.id == every.c.one_id)
        .join(other, other.id == every.c.other_id)
        .where(*living, not_told_apart(LIKENESS, every))
        .group_by(every.c.one_id, every.c.other_id)
        .subquery()
    )


def _same_office(one_id: Any, other_id: Any) -> tuple[sa.ColumnElement[bool], ...]:
    mine, theirs = aliased(Post), aliased(Post)
    return (
        mine.person_id == one_id,
        theirs.person_id == other_id,
        mine.organisation_id == theirs.organisation_id,
    )


def _namesakes_at_work(only: int | None) -> Any:
    """Pairs of a name too common to compare all who bear it, with posts at one organisation."""
    key = PersonKey.key
    grouped = sa.select(key).where(key.startswith("name:"))
    if only is not None:
        grouped = grouped.where(key.in_(sa.select(key).where(PersonKey.person_id == only)))
    common = grouped.group_by(key).having(sa.func.count() > MOST_SHARING).subquery()
    one, other = aliased(PersonKey), aliased(PersonKey)
    mine, theirs = aliased(Post), aliased(Post)
    found: Any = (
        sa.select(
            one.person_id.label("one_id"),
            other.person_id.label("other_id"),
            sa.literal(COLLEAGUES).label("rank"),
            sa.literal(1).label("shared"),
        )
        .join_from(common, one, one.key == common.c.key)
        .join(mine, mine.person_id == one.person_id)
        .join(
            theirs,
            sa.and_(
                theirs.organisation_id == mine.organisation_id,
                theirs.person_id > mine.person_id,
            ),
        )
        .join(other, sa.and_(other.key == common.c.key, other.person_id == theirs.person_id))
    )
    if only is not None:
        found = found.where(sa.or_(one.person_id == only, other.person_id == only))
    return found


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
    reasons = list(dict.fromkeys(_reason(*parts) for parts in shared))
    offices = {post.organisation_id for post in one.posts}
    both = [post.organisation for post in other.posts if post.organisation_id in offices]
    reasons += dict.fromkeys(_("both at %(name)s", name=body.name) for body in both)
    weak = not both and {prefix for prefix, _value in shared} == {"name"}
    return Pair(one, other, reasons, weak)


def _reason(prefix: str, value: str) -> str:
    """What the two share, in words."""
    words = {
        "mail": _("same e-mail: %(value)s", value=value),
        "phone": _("same phone: %(value)s", value=value),
        "name": _("same name"),
    }
    return words[prefix]
