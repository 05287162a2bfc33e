"""Finding imports and their rows."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.imports.enums import ImportKind, RowAction
from stratcom.imports.models import ImportBatch, ImportRow


def batches_for(user: User) -> sa.Select[ImportBatch]:
    """The imports that the person may see, newest first."""
    found = sa.select(ImportBatch).options(joinedload(ImportBatch.user))
    found = found.order_by(ImportBatch.id.desc())
    if not user.can(Permission.ORGANISATION_MERGE):
        found = found.where(ImportBatch.kind != ImportKind.ORGANISATIONS)
    if not user.can(Permission.PERSON_EDIT):
        found = found.where(ImportBatch.kind != ImportKind.PEOPLE)
    if user.can(Permission.EVENT_EDIT_ALL):
        return found
    if user.organisation_id is None:
        own = sa.and_(ImportBatch.organisation_id.is_(None), ImportBatch.user_id == user.id)
        return found.where(own)
    return found.where(ImportBatch.organisation_id == user.organisation_id)


def find_batch(batch_id: int) -> ImportBatch | None:
    """One import with who brought it, or None."""
    return db.session.scalar(
        sa.select(ImportBatch)
        .where(ImportBatch.id == batch_id)
        .options(joinedload(ImportBatch.user))
    )


def rows_of(batch: ImportBatch, action: RowAction | None) -> sa.Select[ImportRow]:
    """The rows of one kind, or all that are events, in the order of the file."""
    found = sa.select(ImportRow).where(ImportRow.batch_id == batch.id).order_by(ImportRow.id)
    if action is None:
        return found.where(ImportRow.action != RowAction.SKIP)
    return found.where(ImportRow.action == action)


def counts(batch: ImportBatch) -> dict[RowAction, int]:
    """How many rows there are of each kind."""
    found = db.session.execute(
        sa.select(ImportRow.action, sa.func.count())
        .where(ImportRow.batch_id == batch.id)
        .group_by(ImportRow.action)
    )
    return dict(found.all())


def ticked(batch: ImportBatch) -> dict[RowAction, int]:
    """How many rows of each kind would be carried out."""
    found = db.session.execute(
        sa.select(ImportRow.action, sa.func.count())
        .where(ImportRow.batch_id == batch.id, ImportRow.chosen)
        .group_by(ImportRow.action)
    )
    return dict(found.all())


def chosen_rows(batch: ImportBatch, actions: Sequence[RowAction]) -> list[ImportRow]:
    """The ticked rows of those kinds, in the order of the file."""
    return list(
        db.session.scalars(
            sa.select(ImportRow)
            .where(
                ImportRow.batch_id == batch.id,
                ImportRow.chosen,
                ImportRow.action.in_(actions),
            )
            .order_by(ImportRow.id)
        )
    )
