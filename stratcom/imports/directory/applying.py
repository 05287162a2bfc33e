"""Carrying out an import of the directory in one transaction, and taking it back as a whole."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.audit.services import record
from stratcom.db import db, utcnow
from stratcom.errors import DomainError, StaleError
from stratcom.imports.directory.matching import SUBJECTS
from stratcom.imports.enums import BatchState, RowAction
from stratcom.imports.models import ImportBatch, ImportRow
from stratcom.imports.queries import chosen_rows
from stratcom.imports.services.applying import KNOWN, NEW, wanted

AT_ONCE = 200


def apply_directory(batch: ImportBatch, *, actor: User, expected_version: int) -> dict[str, int]:
    """Add and change the records of the ticked rows; return how many of each.

    A row whose record was changed since the preview is left out and says so.
    """
    if batch.state is not BatchState.PREVIEW or batch.row_version != expected_version:
        raise StaleError(_("This import changed meanwhile. Look at it again first."))
    # Whoever applies at the same moment waits here and is refused.
    batch.state, batch.applied_at = BatchState.APPLIED, utcnow()
    db.session.flush()
    created = sum(_create(batch, row, actor) for row in chosen_rows(batch, NEW))
    changed = sum(_update(batch, rows, actor) for rows in _some(chosen_rows(batch, KNOWN)))
    done = {"created": created, "changed": changed}
    batch.counts = batch.counts | done
    record("import.applied", batch, actor=actor, changes={n: [None, v] for n, v in done.items()})
    return done


def undo_directory(batch: ImportBatch, *, actor: User, expected_version: int) -> dict[str, int]:
    """Archive the records that the import added and give changed ones their values back."""
    if batch.state is not BatchState.APPLIED or batch.row_version != expected_version:
        raise StaleError(_("This import changed meanwhile. Look at it again first."))
    batch.state, batch.undone_at = BatchState.UNDONE, utcnow()
    db.session.flush()
    left: list[int] = []
    archived = restored = 0
    subject = SUBJECTS[batch.kind]
    for rows in _some([row for row in chosen_rows(batch, (*NEW, *KNOWN)) if row.subject_id]):
        found = subject.load(row.subject_id or 0 for row in rows)
        for row in rows:
            thing = found.get(row.subject_id or 0)
            if thing is None or (row.action in KNOWN and not row.before):
                continue
            if thing.row_version != row.version_after or not subject.is_open(thing):
                left.append(thing.id)
            elif row.action in NEW:
                subject.archive(thing, actor=actor)
                archived += 1
            elif _restore(batch, row, thing, actor):
                restored += 1
            else:
                left.append(thing.id)
        db.session.flush()
    done: dict[str, Any] = {"archived": archived, "restored": restored, "left": left}
    batch.counts = batch.counts | done
    record("import.undone", batch, actor=actor, changes={k: [None, v] for k, v in done.items()})
    return {"archived": archived, "restored": restored, "left": len(left)}


def _create(batch: ImportBatch, row: ImportRow, actor: User) -> int:
    try:
        with db.session.begin_nested():
            made, row.before = SUBJECTS[batch.kind].create(
                row.values, actor=actor, batch_id=batch.id
            )
            db.session.flush()
    except DomainError as error:
        _refuse(row, error)
        return 0
    row.subject_id, row.version_after = made.id, made.row_version
    return 1


def _update(batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> int:
    subject = SUBJECTS[batch.kind]
    found = subject.load(row.subject_id or 0 for row in rows)
    changed = 0
    for row in rows:
        thing = found.get(row.subject_id or 0)
        if thing is None or thing.row_version != row.version_after or not subject.is_open(thing):
            row.action, row.error_code = RowAction.ERROR, "stale_record"
            continue
        if not (values := wanted(row)):
            continue
        try:
            with db.session.begin_nested():
                before = subject.change(thing, values, actor=actor)
                db.session.flush()
        except DomainError as error:
            _refuse(row, error)
            continue
        row.before, row.version_after = before, thing.row_version
        changed += bool(before)
    db.session.flush()
    return changed


def _restore(batch: ImportBatch, row: ImportRow, thing: Any, actor: User) -> bool:
    try:
        with db.session.begin_nested():
            return SUBJECTS[batch.kind].restore(thing, row.before, actor=actor)
    except DomainError:
        # What it held before is no longer possible: its code was given to another, say.
        return False


def _refuse(row: ImportRow, error: DomainError) -> None:
    row.action, row.error_code = RowAction.ERROR, "refused"
    row.notes = [*row.notes, f"refused\t{error}"]


def _some(rows: Sequence[ImportRow]) -> Iterator[Sequence[ImportRow]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
