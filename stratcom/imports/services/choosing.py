"""What a person decides in the preview: ticks, options, originals of converted text."""

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.audit.services import Actor, record
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.events.enums import EventState
from stratcom.events.values import Values
from stratcom.imports.enums import BatchState, RowAction
from stratcom.imports.models import ImportBatch, ImportRow
from stratcom.imports.proposals import NOTES, RESULT, cut
from stratcom.imports.rules import states_for

CHOOSABLE = frozenset({RowAction.IMPORT, RowAction.DUPLICATE, RowAction.UPDATE, RowAction.CONFLICT})
# Fields of spreadsheets whose words stand in the event as they were typed.
TYPED = {
    "title": "title_ka",
    "title_ka": "title_ka",
    "title_en": "title_en",
    "summary_ka": "summary_ka",
    "summary_en": "summary_en",
    "description_ka": "description_ka",
    "description_en": "description_en",
    "settlement": "settlement",
    "venue": "venue_ka",
    "contact": "contact",
    "result": RESULT,
    "notes": NOTES,
}


def tick_rows(
    batch: ImportBatch,
    shown: Collection[int],
    *,
    ticked: Collection[int],
    kept: Collection[tuple[int, str]],
    taken: Collection[tuple[int, str]],
) -> None:
    """Note the ticks of the rows that were shown: the row, originals kept, cells of the file."""
    _still_open(batch)
    rows = db.session.scalars(
        sa.select(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.id.in_(shown))
    )
    for row in rows:
        if row.action not in CHOOSABLE:
            continue
        row.chosen = row.id in ticked
        row.conversions = {
            name: [*pair[:2], (row.id, name) in kept] for name, pair in row.conversions.items()
        }
        row.changes = {
            name: entry if len(entry) == 2 else [*entry[:3], (row.id, name) in taken]
            for name, entry in row.changes.items()
        }
    db.session.flush()


def tick_all(batch: ImportBatch, action: RowAction, *, chosen: bool) -> None:
    """Tick or untick every row of one kind."""
    _still_open(batch)
    if action in CHOOSABLE:
        db.session.execute(
            sa.update(ImportRow)
            .where(ImportRow.batch_id == batch.id, ImportRow.action == action)
            .values(chosen=chosen),
            execution_options={"synchronize_session": False},
        )


def set_options(
    batch: ImportBatch, *, state: EventState, past_held: bool, owner: str, actor: Actor
) -> None:
    """Keep the choices for the whole file."""
    _still_open(batch)
    if state not in states_for(actor):
        raise DomainError(_("You may not import events as already approved or published."))
    chosen: dict[str, Any] = {"state": state.value, "past_held": past_held, "owner": owner}
    changed = {
        name: [batch.options.get(name), value]
        for name, value in chosen.items()
        if batch.options.get(name) != value
    }
    if changed:
        batch.options = batch.options | chosen
        record("import.options", batch, actor=actor, changes=changed)


def kept_original(row: ImportRow) -> Values:
    """The values of a row, with the typed text where a person ticked to keep it."""
    values: Mapping[str, Any] = row.values
    originals = {
        TYPED[name]: pair[0]
        for name, pair in row.conversions.items()
        if name in TYPED and pair[2:] == [True]
    }
    return cut(dict(values) | originals)


def _still_open(batch: ImportBatch) -> None:
    if batch.state is not BatchState.PREVIEW:
        raise StaleError(_("This import changed meanwhile. Look at it again first."))
