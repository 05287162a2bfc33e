"""The words that stand in documents: for Latin typing, misspelt words and words half typed."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from stratcom.db import db
from stratcom.db.parts import in_parts
from stratcom.georgian import keys
from stratcom.georgian.latin import latin_keys, skeleton
from stratcom.georgian.tokens import tokens
from stratcom.search import engines
from stratcom.search.enums import Kind
from stratcom.search.expressions import Term
from stratcom.search.models import SearchWord
from stratcom.search.numbers import numbers_of
from stratcom.search.terms import FILED, LONGEST_KEY, TITLE

TABLE: Any = SearchWord.__table__
SHORTEST, LONGEST = 3, 40


def file_words(texts: Iterable[str]) -> None:
    """Add the words of these texts that are not there yet."""
    words = {word for text in texts for word in tokens(text) if is_word(word)}
    for some in in_parts(sorted(words)):
        known = set(db.session.scalars(sa.select(TABLE.c.word).where(TABLE.c.word.in_(some))))
        rows = [row for word in some if word not in known for row in _rows(word)]
        if rows:
            db.session.execute(_insert(), rows)


def forget_words(terms: Iterable[str]) -> None:
    """Take out the words whose key stands in no document any more: an erased name is forgotten."""
    keys_lost = sorted(one for one in terms if one[:1] not in {TITLE, FILED})
    gone = [key for key in keys_lost if not _stands(key)]
    for some in in_parts(gone):
        db.session.execute(sa.delete(TABLE).where(TABLE.c.key.in_(some)))


def is_word(token: str) -> bool:
    """True for what somebody may mistype: letters alone, neither too short nor too long."""
    return SHORTEST <= len(token) <= LONGEST and token.isalpha()


def keys_typed(word: str) -> list[str]:
    """The Georgian keys that a word typed in Latin letters may stand for, of those in use."""
    wanted = [one for one in latin_keys(word) if one]
    if not wanted:
        return []
    found = sa.select(TABLE.c.key).where(TABLE.c.skeleton.in_(wanted)).distinct()
    return sorted(db.session.scalars(found))


def _rows(word: str) -> Sequence[dict[str, str]]:
    return [
        {
            "word": word,
            "key": key[:LONGEST_KEY],
            "skeleton": "" if key.isascii() else skeleton(key),
            "backwards": word[::-1],
        }
        for key in keys(word)
    ]


def _insert() -> Any:
    """Another process may have added the same word a moment ago."""
    if db.engine.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert

        return insert(TABLE).on_conflict_do_nothing()
    return sa.insert(TABLE).prefix_with("OR IGNORE")


def _stands(key: str) -> bool:
    low, high = numbers_of(min(Kind))[0], numbers_of(max(Kind))[1]
    return bool(engines.numbers(Term(key), engines.Range(low, high), limit=1))
