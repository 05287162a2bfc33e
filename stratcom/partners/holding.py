"""What the directory itself keeps of an organisation, for merges and successions."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from stratcom.db import db
from stratcom.partners.models import Organisation, Succession
from stratcom.partners.moving import UNSYNCHRONISED, ColumnHolder
from stratcom.search.enums import Kind
from stratcom.search.filing import refile

SIDES = (
    (Succession.predecessor_id, Succession.successor_id),
    (Succession.successor_id, Succession.predecessor_id),
)


class Branches(ColumnHolder):
    """Regional offices and other parts of an organisation."""

    def spared(self, to_id: int) -> list[sa.ColumnElement[bool]]:
        """Nothing is a part of itself."""
        return [Organisation.id != to_id]

    def move(self, from_id: int, to_id: int, ids: Sequence[Any] | None = None) -> list[Any]:
        """Let them be parts of `to_id`; whose members then find them."""
        moved = super().move(from_id, to_id, ids)
        refile(Kind.PARTNER, moved)
        return moved


class Successions:
    """What an organisation came after, and what came after it."""

    name = "successions"
    label = _l("Successions")
    belongs = False

    def count(self, organisation_id: int) -> int:
        """How many successions name it."""
        named = sa.or_(*(mine == organisation_id for mine, _other in SIDES))
        return db.session.scalar(sa.select(sa.func.count(Succession.id)).where(named)) or 0

    def move(self, from_id: int, to_id: int, ids: Sequence[Any] | None = None) -> list[Any]:
        """Let the successions name `to_id`; return [id, which column, whether it led].

        One that `to_id` has already stays where it is: each pair stands once.
        """
        moved: list[Any] = []
        for mine, other in SIDES:
            known = sa.select(other).where(mine == to_id)
            chosen = sa.select(Succession.id, Succession.leads).where(
                mine == from_id, other != to_id, other.not_in(known)
            )
            leading = dict(db.session.execute(chosen.order_by(Succession.id)).all())
            if ids is not None:
                leading = {
                    one: led for one, column, led in ids if column == mine.key and one in leading
                }
            # Of two bodies that lead somewhere only one may: reports follow it.
            follows = ids is None and mine.key == "predecessor_id" and _leads(to_id)
            for number, led in leading.items():
                values = {mine.key: to_id, "leads": led and not follows}
                db.session.execute(
                    sa.update(Succession).where(Succession.id == number).values(values),
                    execution_options=UNSYNCHRONISED,
                )
                moved.append([number, mine.key, led])
        return moved


def _leads(predecessor_id: int) -> bool:
    """Does a successor of that body lead?"""
    leading = sa.select(Succession.id).where(
        Succession.predecessor_id == predecessor_id, Succession.leads.is_(True)
    )
    return db.session.scalar(leading.limit(1)) is not None


ORGANISATION_HOLDERS = (
    Branches("branches", _l("Branches"), Organisation.parent_id, belongs=True),
    Successions(),
    ColumnHolder("merged", _l("Records merged into it earlier"), Organisation.merged_into_id),
)
