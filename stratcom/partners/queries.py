"""Finding organisations by any of their names, and along the line of succession."""

from typing import Any

import sqlalchemy as sa

from stratcom.db import db
from stratcom.georgian import fold, keys
from stratcom.georgian.tokens import tokens
from stratcom.partners.models import OrganisationWord, Succession

WORDS_READ = 8
SHORTEST_PREFIX = 2
# Sorts after every letter of either alphabet.
END = "\uffff"


def matching(text: str) -> sa.Select[Any]:
    """Ids of the organisations one of whose names has every word of `text`, in any form.

    The last word may be unfinished, so that one can search while typing.
    """
    words = tokens(fold(text))[:WORDS_READ]
    column = OrganisationWord.word
    found: list[sa.Select[Any]] = []
    for position, word in enumerate(words, 1):
        condition: sa.ColumnElement[bool] = column.in_(keys(word))
        if position == len(words) and len(word) >= SHORTEST_PREFIX:
            condition = sa.or_(condition, sa.and_(column >= word, column < word + END))
        found.append(sa.select(OrganisationWord.organisation_id).where(condition))
    if not found:
        return sa.select(OrganisationWord.organisation_id).where(sa.false())
    first, *rest = found
    for one in rest:
        first = first.where(OrganisationWord.organisation_id.in_(one))
    return first


def predecessors_of(organisation_id: int) -> list[int]:
    """Ids of the bodies whose work passed to the organisation, however long ago."""
    pairs = db.session.execute(
        sa.select(Succession.predecessor_id, Succession.successor_id).where(Succession.leads)
    ).all()
    found: list[int] = []
    waiting = [organisation_id]
    while waiting:
        now = waiting.pop()
        new = [old for old, successor in pairs if successor == now]
        new = [one for one in new if one != organisation_id and one not in found]
        found += new
        waiting += new
    return found
