"""Adding thousands of events at once: what `create_event` does, in a few statements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import sqlalchemy as sa

from stratcom.audit.services import Actor, record_many
from stratcom.db import Base, db, new_uid, utcnow
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.models import Event, EventFacet, EventOrganisation, EventTerm
from stratcom.events.reference import reference
from stratcom.events.services.filing import file_in_search
from stratcom.events.services.records import (
    Organisations,
    facets_filed,
    fill,
    refuse_nonsense,
)
from stratcom.events.values import Values, empty_values

CHUNK = 2_000
FACETS_AT_ONCE = 50_000
Row = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class NewEvent:
    """An event to be added: its values, whose it is, and columns set as they are."""

    values: Values
    owner_id: int | None
    columns: Row = field(default_factory=dict)


def create_events(
    wanted: Iterable[NewEvent], *, actor: Actor, organisations: Organisations | None = None
) -> list[int]:
    """Add the events in the current transaction; return their ids in the same order.

    Raises DomainError when one makes no sense. Links, indexes and trail are those of
    `create_event`.
    """
    bodies = organisations or Organisations(actor)
    ids: list[int] = []
    for chunk in _chunks(list(wanted), CHUNK):
        ids += _create(chunk, actor, bodies)
    return ids


def _create(wanted: Sequence[NewEvent], actor: Actor, organisations: Organisations) -> list[int]:
    known = reference()
    events: list[Event] = []
    said: list[Row] = []
    with db.session.no_autoflush:
        for one in wanted:
            refuse_nonsense(one.values)
            whole = empty_values() | one.values
            event = _blank(one, actor)
            fill(event, whole, organisations, known)
            for name, value in one.columns.items():
                setattr(event, name, value)
            events.append(event)
            said.append({k: [None, v] for k, v in whole.items() if v not in ("", None, [])})
    db.session.flush()
    _insert(Event, (_columns(event) for event in events))
    ids = _ids([event.uid for event in events])
    numbered = list(zip(ids, events, strict=True))
    _insert(EventTerm, (_term(number, link) for number, e in numbered for link in e.term_links))
    _insert(
        EventOrganisation,
        (_body(number, link) for number, e in numbered for link in e.organisation_links),
    )
    record_many(
        [
            _entry(number, event, actor, changes)
            for (number, event), changes in zip(numbered, said, strict=True)
        ]
    )
    by_id = {body.id: body for body in organisations.known.values()}
    # In the order of the key: the index then grows at few places.
    filed = sorted(
        (facet, event.first_day.toordinal(), number)
        for number, event in numbered
        for facet in facets_filed(event, known, by_id)
    )
    for piece in _chunks(filed, FACETS_AT_ONCE):
        _insert(EventFacet, ({"facet": f, "day": d, "event_id": n} for f, d, n in piece))
    file_in_search(ids)
    return ids


def _blank(one: NewEvent, actor: Actor) -> Event:
    event = Event(owner_id=one.owner_id, created_by_id=actor.id, uid=new_uid())
    event.term_links, event.organisation_links = [], []
    event.review_marks = {}
    event.state, event.occurrence = EventState.DRAFT, Occurrence.PLANNED
    return event


COLUMNS = [c for c in Event.__table__.columns if c.name != "id"]
# What a column holds when nothing sets it.
DEFAULTS: Row = {
    c.name: getattr(c.default, "arg", None)
    if c.default is not None and c.default.is_scalar
    else None
    for c in COLUMNS
}


def _columns(event: Event) -> Row:
    said = {name: value for name, value in event.__dict__.items() if name in DEFAULTS}
    now = utcnow()
    return DEFAULTS | said | {"created_at": now, "updated_at": now}


def _ids(uids: Sequence[str]) -> list[int]:
    """The ids that the database gave; asking for them row by row with RETURNING takes longer."""
    found: dict[str, int] = {}
    for piece in _chunks(uids, 500):
        rows = db.session.execute(sa.select(Event.uid, Event.id).where(Event.uid.in_(piece)))
        found.update(dict(rows.all()))
    return [found[uid] for uid in uids]


def _term(number: int, link: EventTerm) -> Row:
    return {"event_id": number, "term_id": link.term_id, "position": link.position}


def _body(number: int, link: EventOrganisation) -> Row:
    return {
        "event_id": number,
        "organisation_id": link.organisation_id,
        "role": link.role,
        "position": link.position,
    }


def _entry(number: int, event: Event, actor: Actor, changes: Row) -> Row:
    return {
        "actor_id": actor.id,
        "actor_name": actor.name,
        "action": "event.created",
        "subject_type": Event.__tablename__,
        "subject_id": number,
        "subject_label": event.label,
        "subject_version": 1,
        "changes": changes,
    }


def _insert(model: type[Base], rows: Iterable[Row]) -> None:
    found = list(rows)
    if found:
        db.session.execute(sa.insert(model.__table__), found)  # type: ignore[arg-type]


def _chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
