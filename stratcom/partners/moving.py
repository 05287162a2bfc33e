"""Letting records refer to another organisation or person, in few statements, and back again."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from stratcom.db import Versioned, db, utcnow
from stratcom.db.parts import in_parts

# Below the number of values that either database takes in one statement.
UNSYNCHRONISED = {"synchronize_session": False}


def bump(model: type[Any], ids: Sequence[int]) -> None:
    """Count a change of each record, so that whoever is editing one is told of it."""
    for some in in_parts(ids):
        db.session.execute(
            sa.update(model)
            .where(model.id.in_(some))
            .values(row_version=model.row_version + 1, updated_at=utcnow()),
            execution_options=UNSYNCHRONISED,
        )


class ColumnHolder:
    """Records with an id whose `column` names an organisation, or a person.

    Meets OrganisationHolder and PersonHolder; what it returns are the ids of the records.
    """

    def __init__(
        self, name: str, label: Any, column: InstrumentedAttribute[Any], *, belongs: bool = False
    ) -> None:
        self.name, self.label, self.belongs = name, label, belongs
        self.column = column
        self.model: Any = column.class_

    def count(self, subject_id: int) -> int:
        """How many records name it."""
        counted = sa.select(sa.func.count()).select_from(self.model)
        return db.session.scalar(counted.where(self.column == subject_id)) or 0

    def move(self, from_id: int, to_id: int, ids: Sequence[Any] | None = None) -> list[Any]:
        """Let the records name `to_id`; with `ids`, those of them that still name `from_id`."""
        moved: list[Any] = []
        for some in [None] if ids is None else in_parts(ids):
            chosen = [self.column == from_id, *self.spared(to_id)]
            if some is not None:
                chosen.append(self.model.id.in_(some))
            statement = (
                sa.update(self.model)
                .where(*chosen)
                .values(self.values(to_id))
                .returning(self.model.id)
            )
            moved += db.session.scalars(statement, execution_options=UNSYNCHRONISED)
        return sorted(moved)

    def spared(self, _to_id: int) -> list[sa.ColumnElement[bool]]:
        """Conditions under which a record does not move; none here."""
        return []

    def values(self, to_id: int) -> dict[str, Any]:
        """What a move writes into a record."""
        written: dict[str, Any] = {self.column.key: to_id}
        if issubclass(self.model, Versioned):
            written |= {"row_version": self.model.row_version + 1, "updated_at": utcnow()}
        return written


class LinkHolder:
    """Links without an id between records and organisations, or people; each pair once.

    Where a record is linked to both already, the second link goes. What is returned are
    [[the rest of the key…], position]: the position tells that the link went and where it stood.
    """

    def __init__(
        self,
        name: str,
        label: Any,
        column: InstrumentedAttribute[Any],
        keys: Sequence[InstrumentedAttribute[Any]],
        parent: type[Any],
        *,
        belongs: bool = False,
    ) -> None:
        self.name, self.label, self.belongs = name, label, belongs
        self.column, self.keys, self.parent = column, list(keys), parent
        self.model: Any = column.class_

    def count(self, subject_id: int) -> int:
        """How many records are linked to it."""
        counted = sa.select(sa.func.count(sa.distinct(self.keys[0])))
        return db.session.scalar(counted.where(self.column == subject_id)) or 0

    def move(self, from_id: int, to_id: int, ids: Sequence[Any] | None = None) -> list[Any]:
        """Link the records to `to_id`; with `ids`, bring back what an earlier move took."""
        if ids is None:
            return self._merge(from_id, to_id)
        return self._bring_back(from_id, to_id, ids)

    def changed(self, ids: Sequence[int]) -> None:
        """Told which records got other links; counts it as a change of each."""
        bump(self.parent, ids)

    def _links(self, subject_id: int) -> dict[tuple[Any, ...], int | None]:
        """Position of each link, by the rest of its key."""
        position = getattr(self.model, "position", sa.null())
        chosen = sa.select(*self.keys, position).where(self.column == subject_id)
        rows = db.session.execute(chosen.order_by(*self.keys))
        return {tuple(row[:-1]): row[-1] for row in rows}

    def _merge(self, from_id: int, to_id: int) -> list[Any]:
        mine, there = self._links(from_id), self._links(to_id)
        twice = [key for key in mine if key in there]
        self._where(from_id, twice, sa.delete(self.model))
        db.session.execute(
            sa.update(self.model).where(self.column == from_id).values({self.column.key: to_id}),
            execution_options=UNSYNCHRONISED,
        )
        self.changed(sorted({key[0] for key in mine}))
        gone = set(twice)
        return [[_plain(key), (mine[key] or 0) if key in gone else None] for key in mine]

    def _bring_back(self, from_id: int, to_id: int, moved: Sequence[Any]) -> list[Any]:
        there, back = self._links(from_id), self._links(to_id)
        typed = {self._typed(key): position for key, position in moved}
        wanted = {key: at for key, at in typed.items() if key in there and key not in back}
        moving = [key for key, position in wanted.items() if position is None]
        self._where(from_id, moving, sa.update(self.model).values({self.column.key: to_id}))
        added = [self._row(key, to_id, at) for key, at in wanted.items() if at is not None]
        if added:
            db.session.execute(sa.insert(self.model), added)
        self.changed(sorted({key[0] for key in wanted}))
        return [[_plain(key), position] for key, position in wanted.items()]

    def _where(self, subject_id: int, found: Sequence[tuple[Any, ...]], statement: Any) -> None:
        """Run the statement for these links of the organisation or person."""
        for some in in_parts(found):
            chosen = sa.tuple_(*self.keys).in_(some)
            if len(self.keys) == 1:
                chosen = self.keys[0].in_([key[0] for key in some])
            db.session.execute(
                statement.where(self.column == subject_id, chosen),
                execution_options=UNSYNCHRONISED,
            )

    def _row(self, key: tuple[Any, ...], subject_id: int, position: int) -> dict[str, Any]:
        row = {one.key: value for one, value in zip(self.keys, key, strict=True)}
        row[self.column.key] = subject_id
        if hasattr(self.model, "position"):
            row["position"] = position
        return row

    def _typed(self, key: Sequence[Any]) -> tuple[Any, ...]:
        """The key as the columns hold it: JSON knows no enumerations."""
        kinds = (one.type.python_type for one in self.keys)
        return tuple(kind(value) for kind, value in zip(kinds, key, strict=True))


def _plain(key: tuple[Any, ...]) -> list[Any]:
    return [getattr(one, "value", one) for one in key]
