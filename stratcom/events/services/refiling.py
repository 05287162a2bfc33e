"""Bringing the index in line with many events at once."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from stratcom.db import db
from stratcom.db.parts import in_parts
from stratcom.events.models import Event, EventFacet
from stratcom.events.reference import reference
from stratcom.events.services.filing import file_in_search
from stratcom.events.services.records import facets_filed
from stratcom.partners.models import Organisation

LINKS = (selectinload(Event.term_links), selectinload(Event.organisation_links))
ROW = (EventFacet.facet, EventFacet.day, EventFacet.event_id)
Row = tuple[int, ...]
TABLE: Any = EventFacet.__table__
COLUMNS = [one.key for one in ROW]
KEY = [TABLE.c[one] == sa.bindparam(one) for one in COLUMNS]


def refile_many(event_ids: Sequence[int]) -> None:
    """File the events as `refile` would; only what differs is written."""
    refile_facets(event_ids)
    file_in_search(event_ids)


def refile_facets(event_ids: Sequence[int]) -> None:
    """Bring the index of lists alone in line with the events."""
    db.session.flush()
    for some in in_parts(event_ids):
        wanted = _rows(some)
        present = {tuple(row) for row in db.session.execute(sa.select(*ROW).where(_of(some)))}
        _run(sa.delete(TABLE).where(*KEY), sorted(present - wanted))
        _run(sa.insert(TABLE), sorted(wanted - present))


def _run(statement: Any, rows: Sequence[Row]) -> None:
    """Run the statement for each row; the primary key finds it."""
    if rows:
        db.session.execute(statement, [dict(zip(COLUMNS, row, strict=True)) for row in rows])


def _of(event_ids: Sequence[int]) -> sa.ColumnElement[bool]:
    return EventFacet.event_id.in_(event_ids)


def _rows(event_ids: Sequence[int]) -> set[Row]:
    """The rows under which the events should be filed."""
    chosen = sa.select(Event).where(Event.id.in_(event_ids)).options(*LINKS)
    fresh = {"populate_existing": True}
    events = db.session.scalars(chosen, execution_options=fresh).all()
    ids = {link.organisation_id for event in events for link in event.organisation_links}
    bodies: dict[int, Organisation] = {}
    for some in in_parts(sorted(ids)):
        found = sa.select(Organisation).where(Organisation.id.in_(some))
        bodies |= {one.id: one for one in db.session.scalars(found)}
    known = reference()
    return {
        (facet, event.first_day.toordinal(), event.id)
        for event in events
        for facet in facets_filed(event, known, bodies)
    }
