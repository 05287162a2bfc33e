"""Putting thousands of events away at once: what `archive_event` does, in a few statements."""

from collections.abc import Sequence

import sqlalchemy as sa

from stratcom.audit.services import Actor, record_many
from stratcom.db import db, utcnow
from stratcom.events.facets import facets_of
from stratcom.events.models import Event, EventFacet
from stratcom.events.services.filing import file_in_search

CHUNK = 500


def archive_events(ids: Sequence[int], *, actor: Actor) -> None:
    """Put the events away in the current transaction: out of every list, kept whole."""
    for start in range(0, len(ids), CHUNK):
        _archive(ids[start : start + CHUNK], actor)


def _archive(ids: Sequence[int], actor: Actor) -> None:
    now = utcnow()
    db.session.flush()
    db.session.execute(
        sa.update(Event)
        .where(Event.id.in_(ids))
        .values(archived_at=now, updated_at=now, row_version=Event.row_version + 1),
        execution_options={"synchronize_session": False},
    )
    events = db.session.scalars(
        sa.select(Event).where(Event.id.in_(ids)).execution_options(populate_existing=True)
    ).all()
    db.session.execute(sa.delete(EventFacet).where(EventFacet.event_id.in_(ids)))
    filed = [
        {"facet": one, "day": event.first_day.toordinal(), "event_id": event.id}
        for event in events
        for one in facets_of(event, term_ids=(), organisers=(), others=(), texts=())
    ]
    db.session.execute(sa.insert(EventFacet), filed)
    trail = [
        {
            "actor_id": actor.id,
            "actor_name": actor.name,
            "action": "event.archived",
            "subject_type": Event.__tablename__,
            "subject_id": event.id,
            "subject_label": event.label,
            "subject_version": event.row_version,
            "changes": {"archived_at": [None, now.isoformat()]},
        }
        for event in events
    ]
    record_many(trail)
    file_in_search(ids)
