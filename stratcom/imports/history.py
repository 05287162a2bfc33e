"""What an event held at an earlier version, told by the trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.events.models import Event
from stratcom.events.values import Values
from stratcom.moments import clock

MOMENTS = {"starts_at": "start_time", "ends_at": "end_time"}


def values_at(now: Mapping[int, Values], versions: Mapping[int, int]) -> dict[int, Values]:
    """The values that each event held at the version given, going back from those of now."""
    past = {number: dict(now[number]) for number in versions}
    if not past:
        return {}
    entries = db.session.execute(
        sa.select(AuditEntry.subject_id, AuditEntry.subject_version, AuditEntry.changes)
        .where(
            AuditEntry.subject_type == Event.__tablename__,
            AuditEntry.subject_id.in_(past),
            AuditEntry.subject_version > min(versions.values()),
        )
        .order_by(AuditEntry.id.desc())
    )
    for number, version, changes in entries:
        if version > versions[number]:
            _take_back(past[number], changes)
    return past


def _take_back(values: Values, changes: Mapping[str, list[Any]]) -> None:
    for name, (before, _after) in changes.items():
        if name in values:
            values[name] = before if before is not None else _nothing(values[name])
        elif MOMENTS.get(name) in values:
            moment = datetime.fromisoformat(before) if before else None
            values[MOMENTS[name]] = clock(moment)


def _nothing(value: Any) -> Any:
    """The empty value of the same kind: the trail writes nothing as null."""
    empty = {str: "", list: [], bool: False}
    return empty.get(type(value))
