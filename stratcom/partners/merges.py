"""What merges of organisations and of people share: the records, their order, and the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.audit.services import Actor
from stratcom.db import db, utcnow
from stratcom.errors import DomainError, StaleError
from stratcom.partners.models import Merge

T = TypeVar("T")
# Before the name of a field in the form.
CHOICE = "choose-"


def posted_choices(form: Mapping[str, str]) -> dict[str, str]:
    """Which record a person chose to follow, field by field, from the form."""
    return {
        name.removeprefix(CHOICE): value for name, value in form.items() if name.startswith(CHOICE)
    }


def posted_versions(form: Mapping[str, str]) -> dict[str, int]:
    """The row versions that the form was made from; 0 when one is missing or odd."""
    sent = {name: form.get(name, "")[:12] for name in ("kept_version", "gone_version")}
    return {
        name: int(text) if text.isascii() and text.isdigit() else 0 for name, text in sent.items()
    }


def lock_both(model: type[T], kept_id: int, gone_id: int) -> tuple[T, T]:
    """Both records as they are now, kept from other transactions until this one ends."""
    keyed: Any = model
    number = keyed.id
    chosen = sa.select(number, model).where(number.in_((kept_id, gone_id))).order_by(number)
    fresh = {"populate_existing": True}
    rows = db.session.execute(chosen.with_for_update(of=model), execution_options=fresh).all()
    found: dict[int, T] = {row[0]: row[1] for row in rows}
    if len(found) < 2:
        raise DomainError(_("Choose two records."))
    return found[kept_id], found[gone_id]


def refuse_stale(record: Any, expected_version: int) -> None:
    """Raise StaleError when the record is not the one that was looked at."""
    if record.row_version != expected_version:
        raise StaleError(_("“%(name)s” was changed meanwhile. Look at it again.", name=record.name))


def refuse_merged(*records: Any) -> None:
    """Raise DomainError when one of the records was merged away already."""
    for one in records:
        if one.merged_into_id is not None:
            raise DomainError(_("“%(name)s” was merged already.", name=one.name))


def refuse_archived(kept: Any) -> None:
    """Raise DomainError when everything would move into the archive."""
    if kept.archived_at is not None:
        raise DomainError(_("“%(name)s” is in the archive. Bring it back first.", name=kept.name))


def note_merge(
    kept: Any, gone: Any, *, before: dict[str, Any], moved: dict[str, Any], actor: Actor
) -> Merge:
    """Keep what is needed to undo the merge."""
    merge = Merge(
        kind=kept.__tablename__,
        kept_id=kept.id,
        gone_id=gone.id,
        actor_id=actor.id,
        before=before,
        moved={name: ids for name, ids in moved.items() if ids},
    )
    db.session.add(merge)
    db.session.flush()
    return merge


def begin_undo(merge: Merge, model: type[T]) -> tuple[T, T]:
    """Both records of a merge that can be undone; raise DomainError when it cannot."""
    db.session.refresh(merge, with_for_update={"of": Merge})
    if merge.undone_at is not None:
        raise DomainError(_("This merge was undone already."))
    found: Any = lock_both(model, merge.kept_id, merge.gone_id)
    kept, gone = found
    if kept.merged_into_id is not None or gone.merged_into_id != kept.id:
        raise DomainError(
            _("“%(name)s” was merged into another record later. Undo that first.", name=kept.name)
        )
    merge.undone_at = utcnow()
    return kept, gone


def move_back(merge: Merge, holders: Sequence[Any], from_id: int, to_id: int) -> int:
    """Give back what the merge moved and what still refers to the kept record; return how many."""
    back = 0
    for one in holders:
        if ids := merge.moved.get(one.name):
            back += len(one.move(from_id, to_id, ids))
    return back


def count_moved(moved: Mapping[str, Sequence[Any]]) -> int:
    """How many records a merge moved."""
    return sum(len(ids) for ids in moved.values())


def merges(kind: str) -> sa.Select[Merge]:
    """Merges of organisations, or of people, the latest first."""
    return sa.select(Merge).where(Merge.kind == kind).order_by(Merge.id.desc())


def merges_of(kind: str, record_id: int) -> Sequence[Merge]:
    """Merges into the record that stand, the latest first."""
    chosen = merges(kind).where(Merge.kept_id == record_id, Merge.undone_at.is_(None))
    return db.session.scalars(chosen).all()


@dataclass(frozen=True)
class Line:
    """A merge as the list shows it."""

    merge: Merge
    kept: Any
    gone: Any
    actor: str
    moved: int

    @property
    def can_be_undone(self) -> bool:
        """False when it was undone already, or when a later merge has to be undone first."""
        return self.merge.undone_at is None and self.kept.merged_into_id is None


def described(found: Sequence[Merge], model: type[T]) -> list[Line]:
    """The merges with their records and whoever made them."""
    keyed: Any = model
    ids = {number for one in found for number in (one.kept_id, one.gone_id)}
    rows: Sequence[Any] = db.session.scalars(sa.select(model).where(keyed.id.in_(ids))).all()
    records = {one.id: one for one in rows}
    people = sa.select(User).where(User.id.in_({one.actor_id for one in found} - {None}))
    actors = {one.id: one.name for one in db.session.scalars(people)}
    return [
        Line(
            one,
            records[one.kept_id],
            records[one.gone_id],
            actors.get(one.actor_id or 0, ""),
            count_moved(one.moved),
        )
        for one in found
    ]
