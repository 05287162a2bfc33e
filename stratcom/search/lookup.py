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


def beginning_with(typed: str) -> dict[str, str]:
    """The keys of words that begin so, in either alphabet, each with the first of its words.

    Of too many, those of words in most forms.
    """
    file_noted()
    found = _begun(_begins(TABLE.c.word, typed))
    if not is_latin(typed):
        return found
    begun = beginnings(typed)
    found |= _begun(sa.or_(*(_begins(TABLE.c.skeleton, one) for one in begun)))
    # The letters typed last may belong to the ending: telavsh.
    stems = {one[:length] for one in begun for length in range(SHORTEST_STEM, len(one))}
    if stems:
        chosen = sa.select(TABLE.c.key, TABLE.c.word).where(TABLE.c.skeleton.in_(stems))
        for key, word in db.session.execute(chosen.order_by(TABLE.c.key, TABLE.c.word)):
            if skeleton(word).startswith(tuple(begun)):
                found.setdefault(key, word)
    return found


def beginnings(typed: str) -> list[str]:
    """The beginnings of skeletons that Latin letters may stand for: s may become sh."""
    whole = skeleton(typed)
    return [whole, *(whole[:-1] + other for other in _GOES_ON.get(typed[-1:], ""))]


def _begun(begins: sa.ColumnElement[bool]) -> dict[str, str]:
    chosen = sa.select(TABLE.c.key, sa.func.min(TABLE.c.word)).where(begins)
    order = sa.func.count().desc(), TABLE.c.key
    rows = db.session.execute(
        chosen.group_by(TABLE.c.key).order_by(*order).limit(MOST_BEGUN + 1)
    ).all()
    few = rows if len(rows) <= MOST_BEGUN else rows[:COMMONEST_BEGUN]
    return {row[0]: row[1] for row in few}


def _begins(column: sa.ColumnElement[str], text: str) -> sa.ColumnElement[bool]:
    return sa.and_(column >= text, column < text + END)
