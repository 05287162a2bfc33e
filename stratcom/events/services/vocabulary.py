"""What a merge of two terms does to events."""

import sqlalchemy as sa

from stratcom.db import db, utcnow
from stratcom.events.facets import Facet, facet
from stratcom.events.models import Event, EventFacet, EventTerm
from stratcom.vocabularies.models import Term


class TermsOfEvents:
    """Events, as the lists of terms know them."""

    def count(self, term: Term) -> int:
        """How many events carry the term, those in the archive included."""
        counted = sa.select(sa.func.count()).select_from(Event).where(_carries(term))
        return db.session.scalar(counted) or 0

    def move(self, term: Term, into: Term) -> int:
        """Give the events of `term` the term `into`; return how many there were.

        A few statements for all events: the index is moved, not worked out again.
        """
        moved = self.count(term)
        # Whoever is editing one of them is told of the change instead of undoing it.
        db.session.execute(
            sa.update(Event)
            .where(_carries(term))
            .values(row_version=Event.row_version + 1, updated_at=utcnow())
            .execution_options(synchronize_session=False)
        )
        _move_links(term, into)
        db.session.execute(
            sa.update(Event)
            .where(Event.format_id == term.id)
            .values(format_id=into.id)
            .execution_options(synchronize_session=False)
        )
        _move_facets(facet(Facet.TERM, term.id), facet(Facet.TERM, into.id))
        db.session.expire_all()
        return moved


def _carries(term: Term) -> sa.ColumnElement[bool]:
    linked = sa.select(EventTerm.event_id).where(EventTerm.term_id == term.id)
    return sa.or_(Event.format_id == term.id, Event.id.in_(linked))


def _move_links(term: Term, into: Term) -> None:
    both = sa.select(EventTerm.event_id).where(EventTerm.term_id == into.id)
    mine = EventTerm.term_id == term.id
    unsynchronised = {"synchronize_session": False}
    db.session.execute(
        sa.delete(EventTerm).where(mine, EventTerm.event_id.in_(both)),
        execution_options=unsynchronised,
    )
    db.session.execute(
        sa.update(EventTerm).where(mine).values(term_id=into.id), execution_options=unsynchronised
    )


def _move_facets(old: int, new: int) -> None:
    there = sa.orm.aliased(EventFacet)
    missing = sa.select(sa.literal(new), EventFacet.day, EventFacet.event_id).where(
        EventFacet.facet == old,
        ~sa.exists().where(
            there.facet == new, there.day == EventFacet.day, there.event_id == EventFacet.event_id
        ),
    )
    db.session.execute(sa.insert(EventFacet).from_select(["facet", "day", "event_id"], missing))
    db.session.execute(sa.delete(EventFacet).where(EventFacet.facet == old))
