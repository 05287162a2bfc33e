"""Recording an act in the transaction that performs it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import InstanceState

from stratcom.audit import sealing
from stratcom.audit.models import PERSONAL, AuditEntry, PersonalValue
from stratcom.db import Base, db

BOOKKEEPING = frozenset(
    {"id", "created_at", "updated_at", "row_version", "last_seen_at"}
    # Worked out from the names.
    | {"match_key", "match_key_en", "sort_key"}
)
SECRETS = frozenset({"password_hash", "token_hash", "code_hash", "totp_secret", "nonce"})
MASK = "•••"
Changes = dict[str, list[Any]]


class Actor(Protocol):
    """Whoever acts: a signed-in user, or the machine itself."""

    id: Any
    name: Any


class Machine:
    """Actor of commands and scheduled work."""

    id = None
    name = "stratcom"


def plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def pending_changes(subject: Base) -> Changes:
    """Unsaved column changes of `subject` as {column: [old, new]}."""
    changes: Changes = {}
    state: InstanceState[Any] = sa.inspect(subject)
    for column in state.mapper.column_attrs:
        added, _unchanged, deleted = state.attrs[column.key].history
        if column.key in BOOKKEEPING or not (added or deleted):
            continue
        before, after = (deleted or [None])[0], (added or [None])[0]
        if column.key in SECRETS:
            before, after = before and MASK, after and MASK
        if before in (None, "") and after in (None, ""):
            continue
        changes[column.key] = [plain(before), plain(after)]
    return changes


def record(
    action: str,
    subject: Base,
    *,
    actor: Actor,
    label: str = "",
    changes: Mapping[str, list[Any]] | None = None,
) -> AuditEntry:
    """Add an entry to the current transaction, so that the act and its trace land together.

    Call it straight after the last assignment: a query in between would flush the changes
    and leave nothing to compare. `changes` replaces the comparison where a service knows better.
    Columns that the model names in PERSONAL leave a reference only; their values stand apart.
    """
    seen = dict(changes) if changes is not None else pending_changes(subject)
    sealing.begin()
    db.session.flush()
    named: Any = subject
    _set_apart(seen, subject)
    entry = AuditEntry(
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_type=subject.__tablename__,
        subject_id=named.id,
        subject_label=(label or str(getattr(named, "label", "") or ""))[:300],
        subject_version=getattr(named, "row_version", 0) or 0,
        changes=seen,
    )
    db.session.add(entry)
    return entry


def record_many(rows: Sequence[Mapping[str, Any]]) -> None:
    """Add many entries in one statement; each holds the columns of AuditEntry but its id."""
    sealing.begin()
    table: Any = AuditEntry.__table__
    db.session.execute(sa.insert(table), [dict(row) for row in rows])


def _set_apart(changes: dict[str, list[Any]], subject: Base) -> None:
    """Put personal values where erasing can reach them, and a reference in their place."""
    named: Any = subject
    apart: dict[str, PersonalValue] = {}
    for column in sorted(getattr(subject, "PERSONAL", frozenset()) & changes.keys()):
        before, after = (None if one is None else str(one) for one in changes[column])
        apart[column] = PersonalValue(
            subject_type=subject.__tablename__, subject_id=named.id, before=before, after=after
        )
    if not apart:
        return
    db.session.add_all(apart.values())
    db.session.flush()  # all at once: a new person has a dozen of them
    for column, value in apart.items():
        changes[column] = [{PERSONAL: value.id}, {PERSONAL: value.id}]


def forget_personal(subject_type: str, subject_ids: Iterable[int]) -> int:
    """Erase the personal values that the trail keeps of those records; return how many."""
    gone = db.session.execute(
        sa.delete(PersonalValue).where(
            PersonalValue.subject_type == subject_type,
            PersonalValue.subject_id.in_(list(subject_ids)),
        )
    )
    return int(getattr(gone, "rowcount", 0))
