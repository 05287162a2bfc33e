"""Words in use, looked up: in one question, however many spellings are tried."""

from collections.abc import Collection

import sqlalchemy as sa

from stratcom.db import db
from stratcom.georgian.latin import is_latin, skeleton
from stratcom.georgian.spelling import Form
from stratcom.search.vocabulary import TABLE, file_noted

# Sorts after every letter of either alphabet.
END = "\uffff"
# So many words are asked for one by one; of more, the beginning of a beginning, these few do.
MOST_BEGUN, COMMONEST_BEGUN = 64, 24
SHORTEST_STEM = 3
# The first letters of letters that Latin needs two for, and what the skeleton has for both.
_GOES_ON = {"s": "S", "c": "C", "z": "j", "d": "Z", "t": "cC", "k": "x"}


def forms_in_use(skeletons: Collection[str], keys: Collection[str]) -> list[Form]:
    """The Georgian words with one of these skeletons, the English ones with one of these keys."""
    file_noted()
    wanted = []
    if skeletons := [one for one in skeletons if one]:
        wanted.append(TABLE.c.skeleton.in_(skeletons))
    if keys:
        wanted.append(sa.and_(TABLE.c.key.in_(keys), TABLE.c.skeleton == ""))
    chosen = sa.select(TABLE.c.word, TABLE.c.key, TABLE.c.skeleton)
    found = {Form(*row) for one in wanted for row in db.session.execute(chosen.where(one))}
    return sorted(found)


def forms_half_alike(word: str) -> list[Form]:
    """Words about as long that begin with the first half of this one, or end with its last."""
    file_noted()
    half = len(word) // 2
    lengths = sa.func.length(TABLE.c.word).between(len(word) - 2, len(word) + 2)
    chosen = sa.select(TABLE.c.word, TABLE.c.key, TABLE.c.skeleton).where(lengths)
    halves = (
        _begins(TABLE.c.word, word[:half]),
        _begins(TABLE.c.backwards, word[: half - 1 : -1]),
    )
    return sorted({Form(*row) for one in halves for row in db.session.execute(chosen.where(one))})


def words_in_use(words: Collection[str]) -> set[str]:
    """Those of the words that stand in some document, in this very form."""
    file_noted()
    return set(db.session.scalars(sa.select(TABLE.c.word).where(TABLE.c.word.in_(words))))


def beginning_with(typed: str) -> list[str]:
    """The keys of words that begin so, in either alphabet; of too many those in most forms."""
    file_noted()
    found = _first_keys(_begins(TABLE.c.word, typed))
    if not is_latin(typed):
        return found
    begun = beginnings(typed)
    found += _first_keys(sa.or_(*(_begins(TABLE.c.skeleton, one) for one in begun)))
    # The letters typed last may belong to the ending: telavsh.
    stems = {one[:length] for one in begun for length in range(SHORTEST_STEM, len(one))}
    inflected = sa.select(TABLE.c.word, TABLE.c.key).where(TABLE.c.skeleton.in_(stems))
    rows = db.session.execute(inflected) if stems else ()
    found += sorted({row.key for row in rows if skeleton(row.word).startswith(tuple(begun))})
    return found


def beginnings(typed: str) -> list[str]:
    """The beginnings of skeletons that Latin letters may stand for: s may become sh."""
    whole = skeleton(typed)
    return [whole, *(whole[:-1] + other for other in _GOES_ON.get(typed[-1:], ""))]


def _first_keys(begins: sa.ColumnElement[bool]) -> list[str]:
    chosen = sa.select(TABLE.c.key).where(begins).group_by(TABLE.c.key)
    order = sa.func.count().desc(), TABLE.c.key
    found = list(db.session.scalars(chosen.order_by(*order).limit(MOST_BEGUN + 1)))
    return found if len(found) <= MOST_BEGUN else found[:COMMONEST_BEGUN]


def _begins(column: sa.ColumnElement[str], text: str) -> sa.ColumnElement[bool]:
    return sa.and_(column >= text, column < text + END)
