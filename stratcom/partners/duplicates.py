"""Organisations that stand in the directory twice, as far as it can be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased, joinedload

from stratcom.db import db
from stratcom.partners.misspelt import MISSPELT
from stratcom.partners.models import Organisation, OrganisationKey, Succession
from stratcom.partners.pairs import (
    ONLY,
    Likeness,
    PairOfIds,
    ids_of,
    not_told_apart,
    page_of_pairs,
    shared_keys,
    shared_pairs,
)
from stratcom.web.paging import Page

LIKENESS = Likeness(
    Organisation.__tablename__,
    OrganisationKey.organisation_id,
    {"code": 0, "name": 1, MISSPELT: 2, "site": 3, "mail": 4, "phone": 5},
    telling=frozenset({"code", "name"}),
)
NAME = LIKENESS.ranks["name"]
# After every pair about which there is no doubt.
DOUBTFUL = 10
MOST_SHOWN = 5


@dataclass(frozen=True)
class Pair:
    """Two records of what may be one body, and what speaks for and against it."""

    one: Organisation
    other: Organisation
    reasons: list[str]
    doubts: list[str]


def likely_duplicates(*, number: int, size: int) -> Page[Pair]:
    """Pairs that look like one body, the most certain first."""
    found = page_of_pairs(_candidates(), number=number, size=size)
    return Page(_described(found.items), number, size, found.total, found.has_next)


def duplicates_of(organisation: Organisation) -> list[Pair]:
    """The same for one record; the other one stands as `other`."""
    rows = db.session.execute(_of_one(), {ONLY.key: organisation.id})
    pairs = _described([(row[0], row[1]) for row in rows])
    return [
        Pair(pair.other, pair.one, pair.reasons, pair.doubts)
        if pair.other.id == organisation.id
        else pair
        for pair in pairs
    ]


@cache
def _of_one() -> sa.Select[Any]:
    """The pairs of the record ONLY; put together once, which takes longer than running it."""
    return _candidates(ONLY).limit(MOST_SHOWN)


def _candidates(only: Any = None) -> sa.Select[Any]:
    pairs = shared_pairs(LIKENESS, only)
    one, other = aliased(Organisation), aliased(Organisation)
    codes_differ = sa.and_(
        pairs.c.rank != LIKENESS.ranks["code"],
        one.identification_code != "",
        other.identification_code != "",
        one.identification_code != other.identification_code,
    )
    relatives = sa.or_(one.parent_id == other.id, other.parent_id == one.id)
    siblings = sa.and_(one.parent_id.is_not(None), one.parent_id == other.parent_id)
    by_name = pairs.c.rank <= NAME
    return (
        sa.select(pairs.c.one_id, pairs.c.other_id)
        .join(one, one.id == pairs.c.one_id)
        .join(other, other.id == pairs.c.other_id)
        .where(
            *(part.archived_at.is_(None) for part in (one, other)),
            *(part.merged_into_id.is_(None) for part in (one, other)),
            # A ministry and its offices share a site and a telephone and are not one body.
            sa.not_(sa.func.coalesce(relatives, sa.false())),
            sa.or_(by_name, sa.not_(sa.func.coalesce(siblings, sa.false()))),
            sa.or_(by_name, sa.not_(codes_differ)),
            ~_followed(pairs),
            not_told_apart(LIKENESS, pairs),
        )
        .order_by(
            pairs.c.rank + sa.case((codes_differ, DOUBTFUL), else_=0),
            pairs.c.shared.desc(),
            pairs.c.one_id,
            pairs.c.other_id,
        )
    )


def _followed(pairs: sa.FromClause) -> sa.ColumnElement[bool]:
    """One of the two came after the other: two bodies, however alike their names."""
    forward = sa.and_(
        Succession.predecessor_id == pairs.c.one_id, Succession.successor_id == pairs.c.other_id
    )
    backward = sa.and_(
        Succession.predecessor_id == pairs.c.other_id, Succession.successor_id == pairs.c.one_id
    )
    return sa.or_(sa.exists().where(forward), sa.exists().where(backward))


def _described(pairs: Sequence[PairOfIds]) -> list[Pair]:
    chosen = (
        sa.select(Organisation)
        .where(Organisation.id.in_(ids_of(pairs)))
        .options(joinedload(Organisation.region), joinedload(Organisation.municipality))
    )
    known = {one.id: one for one in db.session.scalars(chosen)}
    shared = shared_keys(LIKENESS, pairs)
    return [
        Pair(
            known[pair[0]],
            known[pair[1]],
            list(dict.fromkeys(_reason(*parts) for parts in shared[pair])),
            _doubts(known[pair[0]], known[pair[1]], {prefix for prefix, _value in shared[pair]}),
        )
        for pair in pairs
    ]


def _reason(prefix: str, value: str) -> str:
    """What the two share, in words."""
    words = {
        "code": _("same identification code: %(value)s", value=value),
        "name": _("same name"),
        MISSPELT: _("names one letter apart"),
        "site": _("same web site: %(value)s", value=value),
        "mail": _("same e-mail: %(value)s", value=value),
        "phone": _("same phone: %(value)s", value=value),
    }
    return words[prefix]


def _doubts(one: Organisation, other: Organisation, shared: set[str]) -> list[str]:
    """What speaks against it, in words."""
    found = []
    codes = {one.identification_code, other.identification_code} - {""}
    if len(codes) > 1 and "code" not in shared:
        found.append(_("the identification codes differ"))
    places = {one.municipality_id, other.municipality_id} - {None}
    if len(places) > 1:
        found.append(_("the municipalities differ"))
    return found
