"""Words in use, looked up: in one question, however many spellings are tried."""

from collections.abc import Collection

import sqlalchemy as sa

from stratcom.db import db
from stratcom.georgian.spelling import Form
from stratcom.search.vocabulary import TABLE, file_noted


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


def words_in_use(words: Collection[str]) -> set[str]:
    """Those of the words that stand in some document, in this very form."""
    file_noted()
    return set(db.session.scalars(sa.select(TABLE.c.word).where(TABLE.c.word.in_(words))))
