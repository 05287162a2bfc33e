"""The words that stand in documents: for Latin typing, misspelt words and words half typed."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import event

from stratcom.db import db
from stratcom.db.parts import in_parts
from stratcom.georgian import keys
from stratcom.georgian.latin import skeleton
from stratcom.georgian.searching import text_words
from stratcom.search import engines
from stratcom.search.enums import Kind
from stratcom.search.expressions import Term
from stratcom.search.models import SearchWord
from stratcom.search.numbers import numbers_of
from stratcom.search.terms import FILED, TITLE, stored_key

TABLE: Any = SearchWord.__table__
SHORTEST, LONGEST = 3, 40
NOTED = "search_words"
LOCK = 7_204_512


class Noted(NamedTuple):
    """What a transaction has to do with the words: those it wrote, terms that documents lost."""

    words: set[str]
    lost: set[str]


def note_words(texts: Iterable[str], lost: Iterable[str] = ()) -> None:
    """Have the words of these texts filed as the transaction commits, and lost terms forgotten.

    Not before: two people who write the same new words must not wait for each other's whole
    transaction, which may be waiting for theirs.
    """
    noted = db.session().info.setdefault(NOTED, Noted(set(), set()))
    noted.words.update(word for text in texts for word in text_words(text) if is_word(word))
    noted.lost.update(one for one in lost if one[:1] not in {TITLE, FILED})


def file_noted(session: Any = None) -> None:
    """Add the words noted that are not there yet; take out those that stand nowhere any more.

    An erased name is forgotten. Whoever reads the table within the same transaction calls this.
    """
    session = session or db.session()
    if NOTED not in session.info or session.in_nested_transaction():
        return
    noted = session.info.pop(NOTED)
    session.flush()
    if engines.is_postgresql():
        # One transaction at a time from here to its commit; SQLite has one writer anyway.
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    for some in in_parts(sorted(noted.words)):
        known = set(session.scalars(sa.select(TABLE.c.word).where(TABLE.c.word.in_(some))))
        new = [row for word in some if word not in known for row in rows_of(word)]
        insert_words([row for row in new if stands(row["key"])])
    gone = [key for key in sorted(noted.lost) if not stands(key)]
    for some in in_parts(gone):
        session.execute(sa.delete(TABLE).where(TABLE.c.key.in_(some)))


def insert_words(rows: Sequence[dict[str, str]]) -> None:
    """Add these rows to the table of words."""
    if rows:
        db.session.execute(sa.insert(TABLE), rows)


def _forget(session: Any) -> None:
    """Nothing is left to file: the transaction was rolled back."""
    session.info.pop(NOTED, None)


event.listen(db.session, "before_commit", file_noted)
event.listen(db.session, "after_rollback", _forget)


def is_word(token: str) -> bool:
    """True for what somebody may mistype: letters alone, neither too short nor too long."""
    return SHORTEST <= len(token) <= LONGEST and token.isalpha()


def keys_by_skeleton(skeletons: Iterable[str]) -> dict[str, list[str]]:
    """The Georgian keys in use that are spelt so in Latin letters, by the spelling."""
    wanted = sorted(filter(None, skeletons))
    if not wanted:
        return {}
    file_noted()
    chosen = sa.select(TABLE.c.skeleton, TABLE.c.key).where(TABLE.c.skeleton.in_(wanted))
    found: dict[str, list[str]] = {}
    for spelling, key in db.session.execute(chosen.distinct().order_by(TABLE.c.key)):
        found.setdefault(spelling, []).append(key)
    return found


def rows_of(word: str) -> Sequence[dict[str, str]]:
    """What is filed of a word, by the rules of today."""
    return [
        {
            "word": word,
            "key": key,
            "skeleton": "" if key.isascii() else skeleton(key),
            "backwards": word[::-1],
        }
        for key in filter(None, map(stored_key, keys(word)))
    ]


def stands(key: str) -> bool:
    """True when some document holds the key."""
    low, high = numbers_of(min(Kind))[0], numbers_of(max(Kind))[1]
    return bool(engines.numbers(Term(key), engines.Range(low, high), limit=1))
