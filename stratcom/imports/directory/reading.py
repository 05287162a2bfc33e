"""From a file of organisations or people to rows with a proposal for each."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.audit.services import Actor, record
from stratcom.db import db
from stratcom.imports.directory.matching import Matcher, Outcome
from stratcom.imports.directory.opening import Opened, open_directory, rows_of
from stratcom.imports.enums import BatchState
from stratcom.imports.files import stored_path
from stratcom.imports.models import ImportBatch, ImportRow
from stratcom.imports.services.reading import Progress, fail, kept_mapping, still_ours
from stratcom.sheets import UnreadableFileError


def read_directory(
    batch: ImportBatch,
    *,
    mark: str,
    actor: Actor,
    user: User | None,
    opened: Opened | None = None,
    progress: Progress | None = None,
    landed: Callable[[], None] = lambda: None,
) -> None:
    """Read the kept file into rows; `landed` is called after each few hundred, to commit them."""
    batch_id, kind = batch.id, batch.kind
    db.session.execute(sa.delete(ImportRow).where(ImportRow.batch_id == batch_id))
    mapping = kept_mapping(batch.options.get("mapping") or {})
    path, filename = stored_path(batch.stored), batch.filename
    landed()
    try:
        if opened is None or mapping:
            opened = open_directory(path, filename, kind, mapping)
    except (UnreadableFileError, FileNotFoundError) as error:
        fail(batch_id, mark, getattr(error, "code", "damaged"), actor)
        return
    counts: dict[str, int] = {}
    done, total = 0, opened.size
    for outcomes in Matcher(kind, user).outcomes(rows_of(opened)):
        still_ours(batch_id, mark)
        db.session.execute(sa.insert(ImportRow), [_row(batch_id, one) for one in outcomes])
        for one in outcomes:
            counts[one.action] = counts.get(one.action, 0) + 1
        done += len(outcomes)
        landed()
        if progress is not None:
            progress(done, total)
    batch = still_ours(batch_id, mark)
    batch.counts = counts
    batch.columns = _columns(opened)
    batch.options = batch.options | {"others": opened.others}
    batch.rows_done = batch.rows_total = done
    batch.state = BatchState.PREVIEW
    record("import.read", batch, actor=actor, changes={"rows": [None, counts]})
    landed()


def _row(batch_id: int, one: Outcome) -> dict[str, Any]:
    said = one.said
    return {
        "batch_id": batch_id,
        "sheet": said.sheet[:100],
        "number": said.number,
        "action": one.action,
        "error_code": one.error_code,
        "subject_id": one.subject_id,
        "duplicate_of_id": one.duplicate_of_id,
        "duplicate_of_row": one.duplicate_of_row,
        "chosen": one.chosen,
        "raw": said.raw,
        "values": one.values,
        "changes": one.changes,
        "notes": said.notes,
        "conversions": said.conversions,
        "before": {},
        "version_after": one.version,
    }


def _columns(opened: Opened) -> dict[str, Any]:
    """Which column each was taken for, with a few words from under it."""
    if opened.sparse:
        return {}
    found: dict[str, Any] = {}
    for sheet in opened.sheets:
        rows = sheet.grid.rows
        under = [rows[number] for number in sorted(rows) if number > sheet.header][:20]
        found[sheet.grid.name] = [
            {
                "index": index,
                "header": cell.text,
                "field": sheet.columns[index].name if index in sheet.columns else "",
                "sample": [row[index].text[:60] for row in under if index in row][:2],
            }
            for index, cell in sorted(rows.get(sheet.header, {}).items())
        ]
    return found
