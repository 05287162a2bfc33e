"""Posts and relations of organisations and people, for merges."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import InstrumentedAttribute

from stratcom.db import db, utcnow
from stratcom.db.parts import in_parts
from stratcom.partners.moving import UNSYNCHRONISED, ColumnHolder, bump
from stratcom.people.models import Person, Post, Relation
from stratcom.search.enums import Kind
from stratcom.search.filing import refile

Side = InstrumentedAttribute[Any]
REMOVED = "removed"


class OneSide(ColumnHolder):
    """Relations that name the record on one side."""

    def __init__(self, column: Side, other: Side) -> None:
        super().__init__(column.key, "", column)
        self.other = other

    def spared(self, to_id: int) -> list[sa.ColumnElement[bool]]:
        """Nothing stands in a relation to itself."""
        return [self.other.is_distinct_from(to_id)]


class Relations:
    """How a record stands to others; what linked the two that became one is put away."""

    name = "relations"
    label = _l("Relations")
    belongs = False

    def __init__(self, first: Side, second: Side) -> None:
        self.first, self.second = first, second
        self.sides = (OneSide(first, second), OneSide(second, first))

    def count(self, subject_id: int) -> int:
        """How many relations name it, those put away left out."""
        named = sa.or_(self.first == subject_id, self.second == subject_id)
        counted = sa.select(sa.func.count(Relation.id)).where(named, Relation.removed_at.is_(None))
        return db.session.scalar(counted) or 0

    def move(self, from_id: int, to_id: int, ids: Sequence[Any] | None = None) -> list[Any]:
        """Let the relations name `to_id`; return [id, which column] or [id, 'removed']."""
        moved: list[Any] = []
        if ids is None:
            moved += [[one, REMOVED] for one in self._put_away(from_id, to_id)]
        for side in self.sides:
            wanted = None if ids is None else [one for one, how in ids if how == side.name]
            moved += [[one, side.name] for one in side.move(from_id, to_id, wanted)]
        if ids is not None:
            away = [one for one, how in ids if how == REMOVED]
            moved += [[one, REMOVED] for one in self._bring_back(away)]
        return moved

    def _put_away(self, one_id: int, other_id: int) -> list[int]:
        between = sa.or_(
            sa.and_(self.first == one_id, self.second == other_id),
            sa.and_(self.first == other_id, self.second == one_id),
        )
        chosen = sa.select(Relation.id).where(between, Relation.removed_at.is_(None))
        found = list(db.session.scalars(chosen.order_by(Relation.id)))
        self._set_removed(found, utcnow())
        return found

    def _bring_back(self, ids: list[int]) -> list[int]:
        chosen = sa.select(Relation.id).where(
            Relation.id.in_(ids), Relation.removed_at.is_not(None)
        )
        found = list(db.session.scalars(chosen.order_by(Relation.id)))
        self._set_removed(found, None)
        return found

    def _set_removed(self, ids: list[int], at: Any) -> None:
        for some in in_parts(ids):
            put = sa.update(Relation).where(Relation.id.in_(some)).values(removed_at=at)
            db.session.execute(put, execution_options=UNSYNCHRONISED)
        bump(Relation, ids)


class PostsAt(ColumnHolder):
    """Posts at an organisation, by whose name the people are found."""

    def move(self, from_id: int, to_id: int, ids: Sequence[Any] | None = None) -> list[Any]:
        """Let the posts be at `to_id`."""
        moved = super().move(from_id, to_id, ids)
        for some in in_parts(moved):
            self._refile(Post.id.in_(some))
        return moved

    def renamed(self, organisation_id: int) -> None:
        """Let the people be found by the name as it is now."""
        self._refile(Post.organisation_id == organisation_id)

    def _refile(self, condition: sa.ColumnElement[bool]) -> None:
        holding = sa.select(Post.person_id).where(condition).distinct()
        refile(Kind.PERSON, db.session.scalars(holding).all())


ORGANISATION_HOLDERS = (
    PostsAt("posts", _l("Posts of people"), Post.organisation_id),
    Relations(Relation.from_organisation_id, Relation.to_organisation_id),
)
PERSON_HOLDERS = (
    ColumnHolder("posts", _l("Posts"), Post.person_id),
    Relations(Relation.from_person_id, Relation.to_person_id),
    ColumnHolder("merged", _l("Records merged into it earlier"), Person.merged_into_id),
)
