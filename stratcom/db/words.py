"""Finding records by words: conditions on a column that holds search keys."""

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from stratcom.georgian import fold, keys
from stratcom.georgian.tokens import tokens

WORDS_READ = 8
SHORTEST_PREFIX = 2
# Sorts after every letter of either alphabet.
END = "\uffff"


def word_conditions(column: InstrumentedAttribute[str], text: str) -> list[sa.ColumnElement[bool]]:
    """One condition for each word of `text`, met by any of its forms.

    The last word may be unfinished, so that one can search while typing.
    """
    words = tokens(fold(text))[:WORDS_READ]
    found: list[sa.ColumnElement[bool]] = []
    for position, word in enumerate(words, 1):
        condition: sa.ColumnElement[bool] = column.in_(keys(word))
        if position == len(words) and len(word) >= SHORTEST_PREFIX:
            condition = sa.or_(condition, sa.and_(column >= word, column < word + END))
        found.append(condition)
    return found
