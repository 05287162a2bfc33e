"""Pairs of records that share a key of likeness; for organisations and for people alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased

from stratcom.audit.services import Actor, record
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.partners.models import Distinct
from stratcom.web.paging import Page

# A key that more records share says nothing of two of them: a host of many sites, a switchboard.
MOST_SHARING = 20

PairOfIds = tuple[int, int]
# The record whose pairs are asked for, in statements that are put together once.
ONLY: sa.BindParameter[int] = sa.bindparam("only", type_=sa.Integer)


@dataclass(frozen=True)
class Likeness:
    """The keys of one kind of record: by prefix, the lower the stronger.

    Keys with a prefix in `telling` count however many share them: each of these records is then
    paired with the oldest.
    """

    kind: str
    subject: Any
    ranks: Mapping[str, int]
    telling: frozenset[str] = frozenset()

    @property
    def key(self) -> Any:
        """The column of the keys."""
        return self.subject.class_.key

    def rank_of(self, key: Any) -> sa.ColumnElement[int]:
        """How strong the key is."""
        whens = [(begins(key, prefix), rank) for prefix, rank in self.ranks.items()]
        return sa.case(*whens, else_=len(self.ranks))

    def tells(self, key: Any) -> sa.ColumnElement[bool]:
        """Does the key count however many share it?"""
        return begins(key, *sorted(self.telling))


def begins(key: Any, *prefixes: str) -> sa.ColumnElement[bool]:
    """The keys with one of these prefixes, as a range of the index."""
    ranges = (sa.and_(key >= f"{one}:", key < f"{one};") for one in prefixes)
    return sa.or_(sa.false(), *ranges)


def shared_pairs(
    likeness: Likeness,
    only: Any = None,
    prefixes: Sequence[str] = (),
    most: int = MOST_SHARING,
) -> sa.Subquery:
    """Pairs (one_id, other_id, rank, shared) of records with a key in common, lower id first.

    With `only`, the pairs of that record; with `prefixes`, by these keys alone. A key that more
    than `most` records share is passed over.
    """
    key, subject = likeness.key, likeness.subject
    size = sa.func.count()
    grouped = sa.select(key, size.label("size"), sa.func.min(subject).label("oldest"))
    if prefixes:
        grouped = grouped.where(begins(key, *prefixes))
    if only is not None:
        grouped = grouped.where(key.in_(sa.select(key).where(subject == only)))
    groups = grouped.group_by(key).having(size > 1).subquery()
    one, other = aliased(subject.class_), aliased(subject.class_)
    one_id, other_id = getattr(one, subject.key), getattr(other, subject.key)
    few = groups.c.size <= most
    many = sa.and_(likeness.tells(groups.c.key), one_id == groups.c.oldest)
    wanted = sa.or_(few, many)
    if only is not None:
        mine = sa.or_(one_id == only, other_id == only)
        wanted = sa.and_(mine, sa.or_(few, likeness.tells(groups.c.key)))
    return (
        sa.select(
            one_id.label("one_id"),
            other_id.label("other_id"),
            sa.func.min(likeness.rank_of(groups.c.key)).label("rank"),
            sa.func.count().label("shared"),
        )
        .join_from(groups, one, one.key == groups.c.key)
        .join(other, sa.and_(other.key == groups.c.key, other_id > one_id))
        .where(wanted)
        .group_by(one_id, other_id)
        .subquery()
    )


def not_told_apart(likeness: Likeness, pairs: sa.FromClause) -> sa.ColumnElement[bool]:
    """Nobody has said that the two are different."""
    return ~sa.exists().where(
        Distinct.kind == likeness.kind,
        Distinct.one_id == pairs.c.one_id,
        Distinct.other_id == pairs.c.other_id,
    )


def page_of_pairs(found: sa.Select[Any], *, number: int, size: int) -> Page[PairOfIds]:
    """One page of the pairs; `found` selects the two ids first."""
    counted = found.add_columns(sa.func.count().over())
    rows = db.session.execute(counted.offset((number - 1) * size).limit(size)).all()
    total = rows[0][-1] if rows else 0
    items = [(row[0], row[1]) for row in rows]
    return Page(items, number, size, total, number * size < total)


def shared_keys(
    likeness: Likeness, pairs: Sequence[PairOfIds]
) -> dict[PairOfIds, list[tuple[str, str]]]:
    """What each pair has in common as (prefix, value), the strongest first."""
    ids = {one for pair in pairs for one in pair}
    known: dict[int, set[str]] = {one: set() for one in ids}
    chosen = sa.select(likeness.subject, likeness.key).where(likeness.subject.in_(ids))
    for subject_id, key in db.session.execute(chosen):
        known[subject_id].add(key)
    return {
        pair: sorted(
            (_parts(key) for key in known[pair[0]] & known[pair[1]]),
            key=lambda parts: (likeness.ranks.get(parts[0], len(likeness.ranks)), parts[1]),
        )
        for pair in pairs
    }


def _parts(key: str) -> tuple[str, str]:
    prefix, _colon, value = key.partition(":")
    return prefix, value


def tell_apart(one: Any, other: Any, *, actor: Actor) -> None:
    """Keep that the two are different, so that they are not suggested again."""
    low, high = _in_order(one, other)
    key = (one.__tablename__, low.id, high.id)
    if db.session.get(Distinct, key) is not None:
        return
    db.session.add(Distinct(kind=key[0], one_id=low.id, other_id=high.id))
    for subject, second in ((low, high), (high, low)):
        changes = {"distinct": [None, second.label]}
        record(f"{key[0]}.told_apart", subject, actor=actor, changes=changes)


def suggest_again(one: Any, other: Any, *, actor: Actor) -> None:
    """Take back that the two are different."""
    low, high = _in_order(one, other)
    found = db.session.get(Distinct, (one.__tablename__, low.id, high.id))
    if found is None:
        return
    db.session.delete(found)
    for subject, second in ((low, high), (high, low)):
        changes = {"distinct": [second.label, None]}
        record(f"{one.__tablename__}.suggested_again", subject, actor=actor, changes=changes)


def told_apart(kind: str) -> sa.Select[Distinct]:
    """The pairs that somebody said are different, the newest records first."""
    return (
        sa.select(Distinct)
        .where(Distinct.kind == kind)
        .order_by(Distinct.other_id.desc(), Distinct.one_id.desc())
    )


def _in_order(one: Any, other: Any) -> tuple[Any, Any]:
    if one.id == other.id:
        raise DomainError(_("Choose two records."))
    return (one, other) if one.id < other.id else (other, one)


def ids_of(pairs: Iterable[PairOfIds]) -> set[int]:
    """Every id of the pairs."""
    return {one for pair in pairs for one in pair}
