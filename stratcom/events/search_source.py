"""Events as the search reads them: what each circle of readers is shown of one.

`rules.can_view` says of one person what the scopes here say of all; a test holds them together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import url_for

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.events.enums import APPROVED_STATES, EventState, Occurrence
from stratcom.events.facts import READ as READ_FACTS
from stratcom.events.facts import facts_of, organisers_of
from stratcom.events.models import Event, EventOrganisation
from stratcom.events.reference import Named, reference
from stratcom.events.rules import BOUND_BY_EMBARGO
from stratcom.events.services.refiling import refile_facets
from stratcom.partners.models import Organisation
from stratcom.search.enums import Kind
from stratcom.search.sources import (
    EVERYBODY,
    Card,
    Face,
    Record,
    organisation_tag,
    place_tag,
    region_tag,
)

# Circles of readers in the desk, the widest first: who belongs to one belongs to those before it.
BOUND = "bound"  # approved events, once an embargo has ended
SHARED = "shared"  # approved events
OPEN = "open"  # whatever is no draft
ALL = "all"
CIRCLES = (BOUND, SHARED, OPEN, ALL)
STANDING = (
    Event.owner_id,
    Event.created_by_id,
    Event.state,
    Event.confidential,
    Event.embargo_until,
)
READ = sa.select(
    Event.id,
    Event.title_ka,
    Event.title_en,
    Event.summary_ka,
    Event.summary_en,
    Event.description_ka,
    Event.description_en,
    Event.venue_ka,
    Event.venue_en,
    Event.settlement,
    Event.municipality_id,
    Event.region_id,
    Event.first_day,
    Event.occurrence,
    Event.result,
    Event.change_reason,
    Event.return_reason,
    Event.internal_notes,
    Event.lesson,
    *STANDING,
).where(Event.archived_at.is_(None))
# What became of an event whose reason, or whose result, its public page tells.
TELLS_REASON = frozenset({Occurrence.CANCELLED, Occurrence.POSTPONED})


class Circles(NamedTuple):
    """The scopes of who may know of an event; an embargo keeps it from the first two.

    Whom a wider circle holds already is not in `desk`; `own` are those who work on the event and
    see internal notes too.
    """

    public: frozenset[str]
    bound: frozenset[str]
    desk: frozenset[str]
    own: frozenset[str]
    # Whether all in the desk, those of `own` too, are in `bound`, and not kept waiting.
    shared_now: bool = False


class EventSource:
    """Events that do not lie in the archive."""

    kind = Kind.EVENT

    def records(self, ids: Sequence[int]) -> Iterator[Record]:
        """Those of these events that somebody may find."""
        bodies = _bodies(ids)
        for row in db.session.execute(READ.where(Event.id.in_(ids))):
            yield _record(row, bodies.get(row.id, ()))

    def ids(self, *, after: int, limit: int) -> Sequence[int]:
        """Ids of all events in their order, so many after that one."""
        found = sa.select(Event.id).where(Event.id > after).order_by(Event.id).limit(limit)
        return db.session.scalars(found).all()

    def refile(self, ids: Sequence[int]) -> None:
        """Bring the index of lists in line with the rules of today."""
        refile_facets(ids)

    def scopes(self, user: User | None) -> frozenset[str]:
        """The circles that the reader belongs to."""
        return circles_of_reader(user)

    def cards(self, ids: Sequence[int], user: User) -> Mapping[int, Card]:
        """The events as the desk shows them."""
        organisers = organisers_of(ids)
        return {
            row.id: Card(
                url_for("events.detail", event_id=row.id),
                row.title_ka,
                row.title_en,
                facts_of(row, organisers.get(row.id, "")),
            )
            for row in db.session.execute(READ_FACTS.where(Event.id.in_(ids)))
        }


def circles_of_reader(user: User | None) -> frozenset[str]:
    """The circles that a reader belongs to; of nobody, the public."""
    if user is None:
        return frozenset({EVERYBODY})
    if user.can(Permission.EVENT_VIEW_CONFIDENTIAL):
        inmost = ALL
    elif user.can(Permission.EVENT_VIEW_ALL):
        inmost = OPEN
    else:
        inmost = BOUND if user.role in BOUND_BY_EMBARGO else SHARED
    own = own_scope(user.organisation_id, user.id)
    return frozenset({*CIRCLES[: CIRCLES.index(inmost) + 1], own})


def own_scope(organisation_id: int | None, user_id: int | None) -> str:
    """The circle of an organisation; where there is none, of one person."""
    return f"o{organisation_id}" if organisation_id is not None else f"u{user_id}"


def circles_of(row: Any) -> Circles:
    """Who may know of an event, by its columns of STANDING."""
    nobody: frozenset[str] = frozenset()
    own = frozenset({ALL})
    if row.owner_id is not None or row.created_by_id is not None:
        own |= {own_scope(row.owner_id, row.created_by_id)}
    if row.confidential or row.state is EventState.DRAFT:
        return Circles(nobody, nobody, nobody, own)
    if row.state not in APPROVED_STATES:
        return Circles(nobody, nobody, frozenset({OPEN}), own)
    public = frozenset({EVERYBODY}) if row.state is EventState.PUBLISHED else nobody
    if row.embargo_until is None:
        return Circles(public, frozenset({BOUND}), nobody, own, shared_now=True)
    return Circles(public, frozenset({BOUND}), frozenset({SHARED}), own)


def places_of(row: Any) -> frozenset[str]:
    """The tags of where an event is."""
    places = ((place_tag, row.municipality_id), (region_tag, row.region_id))
    return frozenset(tag(number) for tag, number in places if number is not None)


def _record(row: Any, bodies: Sequence[Any]) -> Record:
    known = reference()
    places = (known.municipalities.get(row.municipality_id), known.regions.get(row.region_id))
    public, desk, own = _texts(row, bodies, [one for one in places if one])
    circles = circles_of(row)
    title, later = (row.title_ka, row.title_en), row.embargo_until
    faces = [
        Face(circles.public, *title, body=public, shown_from=later),
        Face(circles.bound, *title, body=desk, shown_from=later),
        Face(circles.desk, *title, body=desk),
    ]
    if own != desk or not circles.shared_now:
        faces.append(Face(circles.own, *title, body=own))
    tags = places_of(row) | {organisation_tag(one.kept_id) for one in bodies}
    return Record(row.id, [one for one in faces if one.scopes], row.first_day, tags)


def _texts(row: Any, bodies: Sequence[Any], places: Sequence[Named]) -> tuple[str, str, str]:
    """What the public page says, what the page of the desk does, and what it says to its own.

    How to reach people is on these pages, but nobody is found by it.
    """
    result = row.occurrence is Occurrence.HELD
    reason = row.occurrence in TELLS_REASON
    public = (
        row.summary_ka,
        row.summary_en,
        row.description_ka,
        row.description_en,
        row.venue_ka,
        row.venue_en,
        row.settlement,
        *(name for one in places for name in (one.ka, one.en)),
        *(name for one in bodies for name in (one.name_ka, one.name_en)),
        row.result if result else "",
        row.change_reason if reason else "",
    )
    desk = (
        *public,
        "" if result else row.result,
        "" if reason else row.change_reason,
        row.return_reason,
    )
    return _joined(public), _joined(desk), _joined((*desk, row.internal_notes, row.lesson))


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, texts))


def _bodies(ids: Sequence[int]) -> Mapping[int, Sequence[Any]]:
    """The organisations that take part in each event, each once."""
    kept = sa.func.coalesce(Organisation.merged_into_id, Organisation.id).label("kept_id")
    names = (Organisation.id, Organisation.name_ka, Organisation.name_en)
    chosen = (
        sa.select(EventOrganisation.event_id, kept, *names)
        .join(Organisation, Organisation.id == EventOrganisation.organisation_id)
        .where(EventOrganisation.event_id.in_(ids))
        .order_by(EventOrganisation.event_id, Organisation.id)
        .distinct()
    )
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(chosen):
        found[row.event_id].append(row)
    return found
