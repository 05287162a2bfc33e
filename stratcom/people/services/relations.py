"""How people and organisations stand to one another."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.audit.services import Actor, record
from stratcom.db import db, utcnow
from stratcom.db.stale import refuse_stale
from stratcom.errors import DomainError
from stratcom.partners.models import Organisation
from stratcom.people import rules
from stratcom.people.enums import RelationKind
from stratcom.people.models import Person, Relation
from stratcom.people.services.records import refuse

Side = Person | Organisation


def add_relation(
    kind: RelationKind,
    first: Side,
    second: Side,
    *,
    actor: Actor,
    started_on: date | None = None,
    ended_on: date | None = None,
    note: str = "",
) -> Relation:
    """Say how the first stands to the second; raise DomainError where that makes no sense."""
    if (_sort(first), _sort(second)) not in rules.SIDES[kind]:
        raise DomainError(_("This relation is not possible between these two."))
    if _sort(first) == _sort(second) and first.id == second.id:
        raise DomainError(_("A relation needs two different sides."))
    for side in (first, second):
        _refuse_gone(side)
    refuse(rules.term_problems({"started_on": started_on, "ended_on": ended_on}))
    if ended_on is None:
        _refuse_twin(kind, first, second)
    relation = Relation(
        kind=kind,
        **_columns("from", first),
        **_columns("to", second),
        started_on=started_on,
        ended_on=ended_on,
        note=note,
    )
    db.session.add(relation)
    record("relation.added", relation, actor=actor)
    return relation


def end_relation(relation: Relation, *, on: date, actor: Actor, expected_version: int) -> None:
    """It lasted until that day."""
    refuse_stale(relation, expected_version)
    refuse(rules.term_problems({"started_on": relation.started_on, "ended_on": on}))
    relation.ended_on = on
    record("relation.ended", relation, actor=actor)


def remove_relation(relation: Relation, *, actor: Actor) -> None:
    """It was entered by mistake: kept in the database, shown no more."""
    if relation.removed_at is None:
        relation.removed_at = utcnow()
        record("relation.removed", relation, actor=actor)


def _sort(side: Side) -> str:
    return "person" if isinstance(side, Person) else "organisation"


def _columns(end: str, side: Side) -> dict[str, Any]:
    return {f"{end}_{_sort(side)}_id": side.id}


def _refuse_gone(side: Side) -> None:
    gone = side.merged_into_id is not None or getattr(side, "erased_at", None) is not None
    if gone:
        raise DomainError(_("This record is closed; choose another."))


def _refuse_twin(kind: RelationKind, first: Side, second: Side) -> None:
    """No second open relation of one kind; what is mutual is the same from both sides."""
    ways = [(first, second), (second, first)] if kind in rules.MUTUAL else [(first, second)]
    for one, other in ways:
        open_ones = sa.select(Relation.id).filter_by(
            kind=kind,
            ended_on=None,
            removed_at=None,
            **_columns("from", one),
            **_columns("to", other),
        )
        if db.session.scalar(open_ones.limit(1)) is not None:
            raise DomainError(_("This relation is there already."))
