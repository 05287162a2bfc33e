"""From a file to rows with a proposal for each."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.audit.services import Actor, Machine, record
from stratcom.db import db, utcnow
from stratcom.imports.enums import BatchState, ImportKind
from stratcom.imports.files import (
    Opened,
    has_macros,
    keep_file,
    open_file,
    own_mapping,
    stored_path,
)
from stratcom.imports.matching import Matcher, Outcome
from stratcom.imports.models import ImportBatch, ImportRow
from stratcom.imports.vocabulary import sheet_reference
from stratcom.sheets import Sheets, UnreadableFileError, read_events
from stratcom.sheets.events import SheetRow

Progress = Callable[[int, int], None]
DEFAULT_OPTIONS = {"state": "draft", "past_held": True, "owner": "own"}
READING = "reading"  # the option under which the reading at work leaves its mark


class OvertakenError(RuntimeError):
    """Another reading of the same file began meanwhile."""


def create_batch(
    content: bytes,
    filename: str,
    *,
    user: User | None,
    kind: ImportKind = ImportKind.EVENTS,
) -> ImportBatch:
    """Keep the file and open an import for it; reading comes next."""
    batch = ImportBatch(
        kind=kind,
        filename=filename[-200:],
        stored=keep_file(content, filename),
        state=BatchState.READING,
        user_id=user.id if user else None,
        organisation_id=user.organisation_id if user else None,
        options=DEFAULT_OPTIONS | {"macros": has_macros(content)},
    )
    db.session.add(batch)
    record("import.uploaded", batch, actor=user or Machine())
    return batch


def begin_reading(batch: ImportBatch, *, mapping: dict[str, Any] | None = None) -> str:
    """Forget what an earlier reading found and return the mark of the one that begins."""
    mark = uuid.uuid4().hex
    batch.options = batch.options | {READING: mark}
    if mapping is not None:
        batch.options = batch.options | {"mapping": mapping}
    batch.state, batch.problem = BatchState.READING, ""
    batch.rows_done = batch.rows_total = 0
    db.session.flush()
    return mark


def read_batch(
    batch: ImportBatch,
    *,
    mark: str,
    actor: Actor,
    user: User | None,
    opened: Opened | None = None,
    progress: Progress | None = None,
    landed: Callable[[], None] = lambda: None,
) -> None:
    """Read the kept file into rows; `landed` is called after each few hundred, to commit them.

    A file that cannot be read is no exception: the import fails with the reason.
    """
    batch_id = batch.id
    db.session.execute(sa.delete(ImportRow).where(ImportRow.batch_id == batch_id))
    reference = sheet_reference()
    mapping = kept_mapping(batch.options.get("mapping") or {})
    path, filename = stored_path(batch.stored), batch.filename
    landed()
    try:
        opened = opened or open_file(path, filename)
        chosen = own_mapping(opened) | mapping
        sheets = read_events(opened.grids, reference, mapping=chosen, on_progress=progress)
    except (UnreadableFileError, FileNotFoundError) as error:
        fail(batch_id, mark, getattr(error, "code", "damaged"), actor)
        return
    counts: dict[str, int] = {}
    own = {name: columns for name, columns in opened.own.items() if name not in mapping}
    for outcomes in Matcher(user, own).outcomes(sheets.rows):
        still_ours(batch_id, mark)
        db.session.execute(sa.insert(ImportRow), [_row(batch_id, one) for one in outcomes])
        for one in outcomes:
            counts[one.action] = counts.get(one.action, 0) + 1
        landed()
    batch = still_ours(batch_id, mark)
    batch.counts = counts
    batch.columns = columns_of(sheets)
    batch.rows_done = batch.rows_total = len(sheets.rows)
    batch.state = BatchState.PREVIEW
    record("import.read", batch, actor=actor, changes={"rows": [None, counts]})
    landed()


def preview_rows(opened: Opened, user: User | None) -> Iterator[Outcome]:
    """What would be proposed for each row, writing nothing."""
    sheets = read_events(opened.grids, sheet_reference(), mapping=own_mapping(opened))
    for outcomes in Matcher(user, opened.own).outcomes(sheets.rows):
        yield from outcomes


def kept_mapping(kept: dict[str, Any]) -> dict[str, dict[int, str | None]]:
    """What a person said the columns hold, as the options of the import keep it."""
    # JSON knows no whole numbers as keys.
    return {
        name: {int(index): field or None for index, field in columns.items()}
        for name, columns in kept.items()
    }


def still_ours(batch_id: int, mark: str) -> ImportBatch:
    """The import, while no other reading of it has begun."""
    batch = db.session.get(ImportBatch, batch_id, populate_existing=True)
    if batch is None or batch.options.get(READING) != mark:
        raise OvertakenError
    return batch


def fail(batch_id: int, mark: str, problem: str, actor: Actor) -> None:
    """Note why the file cannot be read."""
    batch = still_ours(batch_id, mark)
    batch.state, batch.problem = BatchState.FAILED, problem
    record("import.failed", batch, actor=actor)


def _row(batch_id: int, one: Outcome) -> dict[str, Any]:
    row = one.row
    return {
        "batch_id": batch_id,
        "sheet": row.sheet[:100],
        "number": row.number,
        "action": one.action,
        "error_code": one.error_code,
        "duplicate_of_row": row.duplicate_of,
        "duplicate_of_event_id": one.duplicate_of_event_id,
        "event_id": one.event_id,
        "chosen": one.chosen,
        "raw": row.raw,
        "values": one.values,
        "changes": one.changes,
        "notes": [_note(row, note.code, note.text) for note in row.notes],
        "conversions": {each.field: [each.original, each.converted] for each in row.conversions},
        "before": {},
        "version_after": one.version,
    }


def _note(row: SheetRow, code: str, text: str) -> str:
    return f"{code}\t{text}" if text else code


def columns_of(sheets: Sheets) -> dict[str, Any]:
    """Which field each column of each sheet was taken for, with a few words from under it."""
    samples: dict[str, dict[str, list[str]]] = {}
    for row in sheets.rows:
        held = samples.setdefault(row.sheet, {})
        for name, text in row.raw.items():
            if len(words := held.setdefault(name, [])) < 2:
                words.append(text[:60])
    return {
        sheet.name: [
            {
                "index": column.index,
                "header": column.header,
                "field": column.field or "",
                "sample": samples.get(sheet.name, {}).get(
                    column.field or f"column {column.index + 1}", []
                ),
            }
            for column in sheet.columns
        ]
        for sheet in sheets.sheets
    }


def beat(batch_id: int, done: int | None = None, total: int | None = None) -> None:
    """Show that the reading lives, and how far it has come; in a transaction of its own."""
    table = ImportBatch.__table__
    values: dict[str, Any] = {"updated_at": utcnow()}
    if done is not None and total is not None:
        values |= {"rows_done": done, "rows_total": total}
    with db.engine.begin() as connection:
        connection.execute(
            sa.update(table)  # type: ignore[arg-type]
            .where(table.c.id == batch_id, table.c.state == BatchState.READING)
            .values(**values)
        )
