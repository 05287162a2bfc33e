"""The table of words held against the documents and the rules of today."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from stratcom.db import db
from stratcom.db.parts import in_parts
from stratcom.search.models import SearchWord
from stratcom.search.vocabulary import insert_words, rows_of, stands

TABLE: Any = SearchWord.__table__
AT_ONCE = 300
Row = dict[str, str]


class Difference(NamedTuple):
    """What a part of the table has too much, and what it lacks."""

    superfluous: Sequence[Row]
    missing: Sequence[Row]


def differences() -> Iterator[Difference]:
    """For each part of the table, in order of the words."""
    known: dict[str, bool] = {}

    def held(key: str) -> bool:
        if key not in known:
            known[key] = stands(key)
        return known[key]

    after = ""
    while rows := _rows_after(after):
        # The last word may go on in the next part.
        after = rows[-1]["word"]
        rows += _rows_of_word(after, beyond=rows[-1]["key"])
        wanted = [
            row
            for word in dict.fromkeys(one["word"] for one in rows)
            for row in rows_of(word)
            if held(row["key"])
        ]
        yield Difference(
            [row for row in rows if row not in wanted],
            [row for row in wanted if row not in rows],
        )


def prune_words() -> int:
    """Take out what stands in no document; returns how many rows had to be written."""
    written = 0
    for superfluous, missing in differences():
        for some in in_parts(superfluous):
            pairs = [(row["word"], row["key"]) for row in some]
            chosen = sa.tuple_(TABLE.c.word, TABLE.c.key).in_(pairs)
            db.session.execute(sa.delete(TABLE).where(chosen))
        insert_words(missing)
        db.session.commit()
        written += len(superfluous) + len(missing)
    return written


def _rows_after(word: str) -> list[Row]:
    chosen = sa.select(TABLE).where(TABLE.c.word > word)
    return _read(chosen.order_by(TABLE.c.word, TABLE.c.key).limit(AT_ONCE))


def _rows_of_word(word: str, beyond: str) -> list[Row]:
    return _read(sa.select(TABLE).where(TABLE.c.word == word, TABLE.c.key > beyond))


def _read(chosen: sa.Select[Any]) -> list[Row]:
    return [dict(row) for row in db.session.execute(chosen).mappings()]
