"""Sealing: as a transaction commits, its entries of the trail join the chain."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from stratcom.audit.chain import FIRST, SEALED, link
from stratcom.audit.models import AuditEntry, AuditSeal
from stratcom.db import db

# The highest id of the trail before this transaction added to it.
FLOOR = "audit_floor"
LOCK = 7_204_511
CHUNK = 1_000


def begin() -> None:
    """Remember that this transaction adds to the trail, and from where on."""
    if FLOOR not in db.session().info:
        db.session().info[FLOOR] = db.session.scalar(sa.select(sa.func.max(AuditEntry.id))) or 0


def seal(session: Session) -> None:
    """Give a seal to every entry that this transaction added, in their order."""
    if session.in_nested_transaction() or FLOOR not in session.info:
        return
    session.flush()
    if session.connection().dialect.name == "postgresql":
        # One transaction at a time from here to its commit; SQLite has one writer anyway.
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    trail: Any = AuditEntry.__table__
    seals: Any = AuditSeal.__table__
    new = (
        sa.select(*(trail.c[name] for name in SEALED))
        .outerjoin(seals, seals.c.entry_id == trail.c.id)
        .where(trail.c.id > session.info.pop(FLOOR), seals.c.position.is_(None))
        .order_by(trail.c.id)
    )
    top = sa.select(seals.c.position, seals.c.hash).order_by(seals.c.position.desc()).limit(1)
    position, last = session.execute(top).first() or (0, FIRST)
    rows = []
    for entry in session.execute(new).mappings():
        last, position = link(last, dict(entry)), position + 1
        rows.append({"position": position, "entry_id": entry["id"], "hash": last})
    for start in range(0, len(rows), CHUNK):
        session.execute(sa.insert(seals), rows[start : start + CHUNK])


def forget(session: Session) -> None:
    """Nothing is left to seal: the transaction was rolled back."""
    session.info.pop(FLOOR, None)


event.listen(db.session, "before_commit", seal)
event.listen(db.session, "after_rollback", forget)
