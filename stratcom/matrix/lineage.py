"""Under which body's name the work of an earlier one stands."""

import sqlalchemy as sa

from stratcom.db import db
from stratcom.matrix.enums import Names
from stratcom.partners.models import Succession


def lineage(names: Names) -> dict[int, int]:
    """Bodies that another came after, each with the last of its successors; none for `THEN`."""
    if names is Names.THEN:
        return {}
    steps = sa.select(Succession.predecessor_id, Succession.successor_id).where(Succession.leads)
    next_of: dict[int, int] = dict(db.session.execute(steps).tuples().all())
    return {was: _last(was, next_of) for was in next_of}


def _last(one: int, next_of: dict[int, int]) -> int:
    passed = {one}
    while (following := next_of.get(one)) is not None and following not in passed:
        passed.add(following)
        one = following
    return one
