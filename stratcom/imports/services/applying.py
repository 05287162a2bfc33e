"""Carrying out an import: all of it in one transaction, or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.audit.services import Actor, record
from stratcom.db import db, utcnow
from stratcom.errors import DomainError, StaleError
from stratcom.events import queries as events
from stratcom.events.enums import APPROVED_STATES, EventState, Occurrence
from stratcom.events.exports.tables import EXTRA, REPORTED
from stratcom.events.models import Event
from stratcom.events.services.bulk_create import NewEvent, create_events
from stratcom.events.services.filing import filed_together
from stratcom.events.services.records import Organisations, edit_event, refile, touch
from stratcom.events.values import FIELDS
from stratcom.imports.enums import BatchState, RowAction
from stratcom.imports.models import ImportBatch, ImportRow
from stratcom.imports.proposals import settled
from stratcom.imports.queries import chosen_rows
from stratcom.imports.rules import can_change, states_for
from stratcom.imports.services.choosing import kept_original
from stratcom.moments import today

NEW = (RowAction.IMPORT, RowAction.DUPLICATE)
KNOWN = (RowAction.UPDATE, RowAction.CONFLICT)


def apply_batch(batch: ImportBatch, *, actor: Actor, expected_version: int) -> dict[str, int]:
    """Add and change the events of the ticked rows; return how many of each.

    A row whose event was changed since the preview is left out and says so.
    """
    if batch.state is not BatchState.PREVIEW or batch.row_version != expected_version:
        raise StaleError(_("This import changed meanwhile. Look at it again first."))
    state = EventState(batch.options["state"])
    if state not in states_for(actor):
        raise DomainError(_("You may not import events as already approved or published."))
    # Whoever applies at the same moment waits here and is refused.
    batch.state, batch.applied_at = BatchState.APPLIED, utcnow()
    db.session.flush()
    organisations = Organisations(actor)
    created = _create(batch, chosen_rows(batch, NEW), state, organisations, actor)
    changed = 0
    for rows in _chunks(chosen_rows(batch, KNOWN)):
        with filed_together():
            changed += _update(batch, rows, organisations, actor)
    done = {"created": created, "changed": changed}
    batch.counts = batch.counts | done
    choices = {name: batch.options.get(name) for name in ("state", "past_held", "owner")}
    record(
        "import.applied",
        batch,
        actor=actor,
        changes={name: [None, value] for name, value in (choices | done).items()},
    )
    return done


def _create(
    batch: ImportBatch,
    rows: Sequence[ImportRow],
    state: EventState,
    organisations: Organisations,
    actor: Actor,
) -> int:
    columns = _standing(state, actor) | {"import_batch_id": batch.id}
    wanted = []
    for row in rows:
        values, own = settled(
            kept_original(row), past_held=bool(batch.options["past_held"]), state=state
        )
        if own["occurrence"] is Occurrence.HELD:
            own |= {"reported_at": utcnow(), "reported_by_id": actor.id}
        owner = _owner(batch, values, organisations)
        wanted.append(NewEvent(values, owner, own | columns))
    ids = create_events(wanted, actor=actor, organisations=organisations)
    table = ImportRow.__table__
    done = [
        {"row": row.id, "event_id": event_id, "version_after": 1}
        for row, event_id in zip(rows, ids, strict=True)
    ]
    if done:
        noted = sa.update(table).where(table.c.id == sa.bindparam("row"))  # type: ignore[arg-type]
        noted = noted.values(
            event_id=sa.bindparam("event_id"), version_after=sa.bindparam("version_after")
        )
        db.session.connection().execute(noted, done)
    return len(ids)


def _standing(state: EventState, actor: Actor) -> dict[str, Any]:
    """Who submitted and approved: four eyes do not apply to registers of the past."""
    columns: dict[str, Any] = {}
    if state is not EventState.DRAFT:
        columns["submitted_by_id"] = actor.id
    if state in APPROVED_STATES:
        columns |= {"approved_by_id": actor.id, "approved_at": utcnow()}
    return columns


def _owner(batch: ImportBatch, values: Mapping[str, Any], bodies: Organisations) -> int | None:
    if batch.options["owner"] == "organiser" and values.get("organisers"):
        return bodies.named(values["organisers"][0]).id
    return batch.organisation_id


def _chunks(rows: Sequence[ImportRow]) -> list[Sequence[ImportRow]]:
    return [rows[start : start + 500] for start in range(0, len(rows), 500)]


def _update(
    batch: ImportBatch, rows: Sequence[ImportRow], organisations: Organisations, actor: Actor
) -> int:
    found = {event.id: event for event in events.load(row.event_id or 0 for row in rows)}
    changed = 0
    for row in rows:
        event = found.get(row.event_id or 0)
        if event is None or event.row_version != row.version_after or not can_change(actor, event):
            row.action, row.error_code = RowAction.ERROR, "stale"
            continue
        try:
            row.before = change_event(
                event,
                wanted(row),
                actor=actor,
                organisations=organisations,
                past_held=bool(batch.options["past_held"]),
            )
        except DomainError:
            row.action, row.error_code = RowAction.ERROR, "inconsistent"
            continue
        db.session.flush()
        row.version_after = event.row_version
        changed += bool(row.before)
    db.session.flush()
    return changed


def wanted(row: ImportRow) -> dict[str, Any]:
    """The cells of an update to be written: all that only the file changed, others if ticked."""
    return {name: entry[1] for name, entry in row.changes.items() if len(entry) == 2 or entry[3]}


def change_event(
    event: Event,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    organisations: Organisations,
    past_held: bool = False,
) -> dict[str, Any]:
    """Write fields, actual numbers and result; return what each held before."""
    fields = {name: value for name, value in values.items() if name in FIELDS}
    changed = edit_event(
        event,
        fields,
        actor=actor,
        expected_version=event.row_version,
        organisations=organisations,
    )
    before = {name: pair[0] for name, pair in changed.items()}
    told = {n: v for n, v in values.items() if n in (*EXTRA, "occurrence", "reported_at")}
    if past_held and _newly_counted(event, told):
        told |= {"occurrence": Occurrence.HELD, "reported_at": utcnow()}
    for name, value in told.items():
        before[name] = getattr(event, name)
        setattr(event, name, value)
    if told:
        touch(event)
        record("event.reported", event, actor=actor)
        refile(event)
    return {name: _plain(value) for name, value in before.items()}


def _newly_counted(event: Event, told: Mapping[str, Any]) -> bool:
    """True when the file reports numbers of an event that has passed and nobody reported on."""
    return (
        any(told.get(name) for name in REPORTED)
        and event.last_day <= today()
        and event.occurrence in {Occurrence.PLANNED, Occurrence.POSTPONED}
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
