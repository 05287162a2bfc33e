"""A query as conditions on a table that holds a search key in each row."""

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from stratcom.search.query import Query

# Sorts after every letter of either alphabet.
END = "\uffff"


def word_conditions(
    column: InstrumentedAttribute[str], query: Query, *, all_begin: bool = False
) -> list[sa.ColumnElement[bool]]:
    """Conditions each of which a row of the record must meet; the last word may be unfinished.

    With `all_begin` any word may be: names are often given by their beginnings.
    """
    found: list[sa.ColumnElement[bool]] = []
    for group in query.groups:
        beginning = group.typed if all_begin else group.beginning
        for clause in group.clauses():
            one: sa.ColumnElement[bool] = column.in_(sorted(clause))
            if beginning:
                begins = sa.and_(column >= beginning, column < beginning + END)
                one = sa.or_(one, begins)
            found.append(one)
    return found
