"""The same question put to SQLite FTS5 and to PostgreSQL.

Both compare whole words of `SearchDocument.terms`, so both answer alike. The statements are text:
they run many times for one search, and building them from expressions takes longer than that.
"""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from stratcom.db import db
from stratcom.search.expressions import All, Any, Expression, Term, Without
from stratcom.search.terms import packed, spelled

# What the index of PostgreSQL is made over; revision 0004 says the same.
VECTOR = "array_to_tsvector(string_to_array(terms, ' '))"


class Range(NamedTuple):
    """Numbers of documents, from the first to the last."""

    low: int
    high: int


def numbers(
    wanted: Expression,
    within: Range,
    *,
    limit: int,
    rising: bool = False,
    hidden: Sequence[int] = (),
) -> list[int]:
    """Numbers of the first documents found within the range, from its low or its high end."""
    way = "ASC" if rising else "DESC"
    statement = f"{_found(hidden)} ORDER BY {_column()} {way} LIMIT :size"
    return list(db.session.scalars(sa.text(statement), _params(wanted, within, limit)))


def count(wanted: Expression, within: Range, *, limit: int, hidden: Sequence[int] = ()) -> int:
    """How many documents are found within the range, counted no further than `limit`."""
    statement = f"SELECT count(*) FROM ({_found(hidden)} LIMIT :size) AS found"  # noqa: S608
    return db.session.scalar(sa.text(statement), _params(wanted, within, limit)) or 0


def holding(wanted: Expression, within: Range, *, hidden: Sequence[int] = ()) -> sa.Select[int]:
    """Ids of the records found within the range, to be used within another statement."""
    params = {"wanted": written(wanted), "low": within.low, "high": within.high}
    found = sa.text(_found(hidden)).bindparams(**params).columns(id=sa.BigInteger).subquery()
    table = sa.table("search_document", sa.column("id"), sa.column("record_id", sa.Integer))
    return sa.select(table.c.record_id).where(table.c.id.in_(sa.select(found.c.id)))


def written(wanted: Expression) -> str:
    """The question as this database takes it."""
    return _tsquery(wanted) if is_postgresql() else _match(wanted)


def is_postgresql() -> bool:
    """True on PostgreSQL, else it is SQLite."""
    return db.engine.dialect.name == "postgresql"


def _column() -> str:
    return "id" if is_postgresql() else "rowid"


def _found(hidden: Sequence[int]) -> str:
    column = _column()
    if is_postgresql():
        start = f"SELECT id FROM search_document WHERE {VECTOR} @@ CAST(:wanted AS tsquery)"  # noqa: S608
    else:
        start = "SELECT rowid AS id FROM search_index WHERE search_index MATCH :wanted"
    start += f" AND {column} BETWEEN :low AND :high"
    if hidden:
        start += f" AND {column} NOT IN ({', '.join(str(int(one)) for one in hidden)})"
    return start


def _params(wanted: Expression, within: Range, limit: int) -> dict[str, str | int]:
    return {"wanted": written(wanted), "low": within.low, "high": within.high, "size": limit}


def _match(wanted: Expression) -> str:
    match wanted:
        case Term(text, begins):
            sign = "*" if begins else ""
            either = " OR ".join(f'"{packed(one)}"{sign}' for one in spelled(text))
            return f"({either})"
        case All(parts):
            return "(" + " AND ".join(map(_match, parts)) + ")"
        case Any(parts):
            return "(" + " OR ".join(map(_match, parts)) + ")"
        case Without(some, unwanted):
            return f"({_match(some)} NOT {_match(unwanted)})"


def _tsquery(wanted: Expression) -> str:
    match wanted:
        case Term(text, begins):
            sign = ":*" if begins else ""
            either = " | ".join(f"{_quoted(one)}{sign}" for one in spelled(text))
            return f"({either})"
        case All(parts):
            return "(" + " & ".join(map(_tsquery, parts)) + ")"
        case Any(parts):
            return "(" + " | ".join(map(_tsquery, parts)) + ")"
        case Without(some, unwanted):
            return f"({_tsquery(some)} & !{_tsquery(unwanted)})"


def _quoted(text: str) -> str:
    return "'" + packed(text).replace("\\", "\\\\").replace("'", "''") + "'"
