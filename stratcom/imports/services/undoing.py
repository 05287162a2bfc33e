"""Taking an import back as a whole; what somebody changed since is left alone and named."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.audit.services import record
from stratcom.db import db, utcnow
from stratcom.errors import StaleError
from stratcom.events import queries as events
from stratcom.events.enums import Occurrence
from stratcom.events.models import Event
from stratcom.events.services.bulk_archive import archive_events
from stratcom.events.services.filing import filed_together
from stratcom.events.services.records import Organisations
from stratcom.imports.enums import BatchState
from stratcom.imports.models import ImportBatch, ImportRow
from stratcom.imports.queries import chosen_rows
from stratcom.imports.services.applying import KNOWN, NEW, change_event


def undo_batch(batch: ImportBatch, *, actor: User, expected_version: int) -> dict[str, int]:
    """Archive the events that the import added and give changed ones their values back."""
    if batch.state is not BatchState.APPLIED or batch.row_version != expected_version:
        raise StaleError(_("This import changed meanwhile. Look at it again first."))
    batch.state, batch.undone_at = BatchState.UNDONE, utcnow()
    db.session.flush()
    left: list[int] = []
    archived = _archive(chosen_rows(batch, NEW), left, actor)
    with filed_together():
        restored = _restore(batch, left, actor)
    done: dict[str, Any] = {"archived": archived, "restored": restored, "left": left}
    batch.counts = batch.counts | done
    record("import.undone", batch, actor=actor, changes={k: [None, v] for k, v in done.items()})
    return {"archived": archived, "restored": restored, "left": len(left)}


def _restore(batch: ImportBatch, left: list[int], actor: User) -> int:
    organisations = Organisations(actor)
    rows = [row for row in chosen_rows(batch, KNOWN) if row.before]
    found = {event.id: event for event in events.load(row.event_id or 0 for row in rows)}
    restored = 0
    for row in rows:
        event = found[row.event_id or 0]
        if event.row_version != row.version_after:
            left.append(event.id)
            continue
        change_event(event, _typed(row.before), actor=actor, organisations=organisations)
        restored += 1
    return restored


def _archive(rows: list[ImportRow], left: list[int], actor: User) -> int:
    versions = {row.event_id: row.version_after for row in rows if row.event_id}
    same: list[int] = []
    ids = [one for one in versions if one is not None]
    for start in range(0, len(ids), 500):
        found = db.session.execute(
            sa.select(Event.id, Event.row_version, Event.archived_at)
            .where(Event.id.in_(ids[start : start + 500]))
            .order_by(Event.id)
        )
        for event_id, version, archived_at in found:
            if version == versions[event_id]:
                same.append(event_id)
            elif archived_at is None:
                left.append(event_id)
    archive_events(same, actor=actor)
    return len(same)


def _typed(before: dict[str, Any]) -> dict[str, Any]:
    """What JSON made plain, as the columns have it."""
    values = dict(before)
    if "occurrence" in values:
        values["occurrence"] = Occurrence(values["occurrence"])
    if values.get("reported_at"):
        values["reported_at"] = datetime.fromisoformat(values["reported_at"])
    return values
