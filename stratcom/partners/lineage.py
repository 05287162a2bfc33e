"""Which body bears the work of another on a given day: the line of successions, read whole.

There are few successions, so one small query reads them all.
"""

from datetime import date

import sqlalchemy as sa

from stratcom.db import db
from stratcom.moments import today
from stratcom.partners.models import Organisation, Succession


class Lineage:
    """The leading successor of every body that has one, with the day it took over."""

    def __init__(self) -> None:
        leading = sa.select(
            Succession.predecessor_id, Succession.successor_id, Succession.happened_on
        ).where(Succession.leads)
        self.after = {row[0]: (row[1], row[2]) for row in db.session.execute(leading)}

    def as_of(self, organisation_id: int, day: date) -> int:
        """Id of the body that bears its work on that day; safe where a line runs in a circle."""
        passed = {organisation_id}
        while following := self.after.get(organisation_id):
            successor_id, since = following
            if since > day or successor_id in passed:
                break
            passed.add(successor_id)
            organisation_id = successor_id
        return organisation_id

    def follows(self, successor_id: int, organisation_id: int) -> bool:
        """Does the one come after the other, on whatever day?"""
        return self.as_of(organisation_id, date.max) == successor_id


def as_of(organisation: Organisation, day: date) -> Organisation:
    """The organisation that bears the work of this one on that day."""
    return bearer(organisation, day, Lineage())


def bearer(organisation: Organisation, day: date, lineage: Lineage) -> Organisation:
    """The same, with the successions read already."""
    kept = follow_merges(organisation)
    bears = lineage.as_of(kept.id, day)
    return kept if bears == kept.id else db.session.get_one(Organisation, bears)


def current(organisation: Organisation) -> Organisation:
    """The organisation that bears the work of this one today."""
    return as_of(organisation, today())


def current_ids() -> dict[int, int]:
    """Every body whose work passed on, with the body that bears it today."""
    lineage, now = Lineage(), today()
    found = {one: lineage.as_of(one, now) for one in lineage.after}
    return {one: bears for one, bears in found.items() if bears != one}


def follow_merges(organisation: Organisation) -> Organisation:
    """The record that is kept where this one was merged into another."""
    passed = {organisation.id}
    while organisation.merged_into_id is not None and organisation.merged_into_id not in passed:
        passed.add(organisation.merged_into_id)
        organisation = db.session.get_one(Organisation, organisation.merged_into_id)
    return organisation
