"""People who stand in the directory twice, as far as it can be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased, joinedload, selectinload

from stratcom.db import db
from stratcom.partners.misspelt import MISSPELT
from stratcom.partners.pairs import (
    ONLY,
    Likeness,
    PairOfIds,
    begins,
    ids_of,
    not_told_apart,
    page_of_pairs,
    shared_keys,
    shared_pairs,
)
from stratcom.people.likeness import words_of_person
from stratcom.people.models import Person, PersonKey, PersonWord, Post
from stratcom.web.paging import Page

LIKENESS = Likeness(
    Person.__tablename__, PersonKey.person_id, {"mail": 0, "phone": 1, "name": 2, MISSPELT: 3}
)
# The name and a personal address; the name and a post at the same organisation; an address and a
# part of the name; a misspelt name and an organisation; the name alone, which many people share;
# a misspelt name alone; an address alone, as colleagues have.
CERTAIN, COLLEAGUES, MAIL, PHONE, MISSPELT_THERE, NAME, MISSPELT_NAME, ADDRESS = range(8)
ADDRESSES = ("mail", "phone")
# The name alone says nothing where more than so many people bear it.
MOST_NAMESAKES = 5
MOST_SHOWN = 5


@dataclass(frozen=True)
class Pair:
    """Two records of what may be one person, what speaks for it, and whether that is little."""

    one: Person
    other: Person
    reasons: list[str]
    weak: bool


def likely_duplicates(*, number: int, size: int, weak: bool = False) -> Page[Pair]:
    """Pairs that look like one person, the most certain first.

    `weak`: instead those that share the name alone, or an address alone.
    """
    chosen = _candidates(*(_weak() if weak else _strong()))
    found = page_of_pairs(chosen, number=number, size=size)
    return Page(_described(found.items), number, size, found.total, found.has_next)


def duplicates_of(person: Person) -> list[Pair]:
    """The same for one record, weak ones last; the other one stands as `other`."""
    rows = db.session.execute(_of_one(), {ONLY.key: person.id})
    return [
        Pair(pair.other, pair.one, pair.reasons, pair.weak) if pair.other.id == person.id else pair
        for pair in _described([(row[0], row[1]) for row in rows])
    ]


@cache
def _of_one() -> sa.Select[Any]:
    """The pairs of the record ONLY; put together once, which takes longer than running it."""
    return _candidates(*_strong(ONLY), *_weak(ONLY)).limit(MOST_SHOWN)


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


def _strong(only: Any = None) -> list[Any]:
    """Pairs that share an address and the name or a part of it, or the name and an organisation."""
    pairs = shared_pairs(LIKENESS, only, ADDRESSES)
    named = _share_key(pairs, "name")
    by_mail = pairs.c.rank == LIKENESS.ranks["mail"]
    rank = sa.case((named, CERTAIN), (by_mail, MAIL), else_=PHONE)
    reached = sa.select(pairs.c.one_id, pairs.c.other_id, rank.label("rank"))
    misspelt = shared_pairs(LIKENESS, only, (MISSPELT,))
    return [
        reached.where(_share_word(pairs)),
        _namesakes_at_work(only),
        _ranked(misspelt, MISSPELT_THERE).where(_at_work(misspelt)),
    ]


def _weak(only: Any = None) -> list[Any]:
    """Pairs that share the name or nearly so, or an address, and nothing else that is known."""
    named = shared_pairs(LIKENESS, only, ("name",), MOST_NAMESAKES)
    misspelt = shared_pairs(LIKENESS, only, (MISSPELT,))
    reached = shared_pairs(LIKENESS, only, ADDRESSES)
    return [
        *(
            _ranked(pairs, rank).where(~_at_work(pairs), ~_share_key(pairs, *ADDRESSES))
            for pairs, rank in ((named, NAME), (misspelt, MISSPELT_NAME))
        ),
        _ranked(reached, ADDRESS).where(~_share_word(reached)),
    ]


def _ranked(pairs: sa.FromClause, rank: int) -> Any:
    return sa.select(pairs.c.one_id, pairs.c.other_id, sa.literal(rank).label("rank"))


def _at_work(pairs: sa.FromClause) -> sa.ColumnElement[bool]:
    """Both have, or had, a post at the same organisation."""
    mine, theirs = aliased(Post), aliased(Post)
    return sa.exists().where(
        mine.person_id == pairs.c.one_id,
        theirs.person_id == pairs.c.other_id,
        mine.organisation_id == theirs.organisation_id,
    )


def _share_word(pairs: sa.FromClause) -> sa.ColumnElement[bool]:
    """The first name or the family name is the same."""
    one, other = aliased(PersonWord), aliased(PersonWord)
    return _any(
        one.person_id == pairs.c.one_id,
        other.person_id == pairs.c.other_id,
        other.word == one.word,
    )


def _share_key(pairs: sa.FromClause, *prefixes: str) -> sa.ColumnElement[bool]:
    one, other = aliased(PersonKey), aliased(PersonKey)
    return _any(
        one.person_id == pairs.c.one_id,
        begins(one.key, *prefixes),
        other.person_id == pairs.c.other_id,
        other.key == one.key,
    )


def _any(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Is there a row? Looked up for each pair: for EXISTS, PostgreSQL makes a list of all."""
    return sa.select(sa.literal(1)).where(*conditions).limit(1).scalar_subquery().is_not(None)


def _namesakes_at_work(only: Any) -> Any:
    """Pairs of one name with posts at one organisation, however common the name."""
    key, office = PersonKey.key, Post.organisation_id
    grouped = (
        sa.select(key.label("key"), office.label("office"))
        .join(Post, Post.person_id == PersonKey.person_id)
        .where(begins(key, "name"))
    )
    if only is not None:
        grouped = grouped.where(key.in_(sa.select(key).where(PersonKey.person_id == only)))
    groups = grouped.group_by(key, office).having(sa.func.count() > 1).subquery()
    one, other = aliased(PersonKey), aliased(PersonKey)
    mine, theirs = aliased(Post), aliased(Post)
    found: Any = (
        sa.select(one.person_id.label("one_id"), other.person_id.label("other_id"))
        .add_columns(sa.literal(COLLEAGUES).label("rank"))
        .join_from(groups, one, one.key == groups.c.key)
        .join(mine, sa.and_(mine.person_id == one.person_id, _at(mine, groups)))
        .join(other, sa.and_(other.key == groups.c.key, other.person_id > one.person_id))
        .join(theirs, sa.and_(theirs.person_id == other.person_id, _at(theirs, groups)))
    )
    if only is not None:
        found = found.where(sa.or_(one.person_id == only, other.person_id == only))
    return found


def _at(post: Any, groups: sa.FromClause) -> sa.ColumnElement[bool]:
    return post.organisation_id == groups.c.office


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
    prefixes = {prefix for prefix, _value in shared}
    reasons = [_reason(prefix) for prefix in LIKENESS.ranks if prefix in prefixes]
    offices = {post.organisation_id for post in one.posts}
    both = [post.organisation for post in other.posts if post.organisation_id in offices]
    reasons += dict.fromkeys(_("both at %(name)s", name=body.name) for body in both)
    if named := prefixes & {"name", MISSPELT}:
        weak = prefixes == named and not both
    else:
        weak = not _words(one) & _words(other)
    return Pair(one, other, reasons, weak)


def _words(person: Person) -> set[str]:
    """By what the person's name is found."""
    name_en = f"{person.first_name_en} {person.last_name_en}"
    return set(words_of_person([person.name_ka, name_en]))


def _reason(prefix: str) -> str:
    """What the two share, in words; not the address itself, which is the person's own."""
    words = {
        "mail": _("same e-mail"),
        "phone": _("same phone"),
        "name": _("same first and family name"),
        MISSPELT: _("names one letter apart"),
    }
    return words[prefix]
