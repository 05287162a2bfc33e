"""The index behind every list: which numbers an event can be found by.

See EventFacet for how rows are stored. A facet is the kind of filter in the upper bits and its
value (an id, a flag, the hash of a search key) in the lower 48.
"""

import hashlib
from collections.abc import Iterable
from datetime import date
from enum import IntEnum

import sqlalchemy as sa

from stratcom.db import db
from stratcom.events.enums import APPROVED_STATES, AWAITING, EventState
from stratcom.events.models import Event, EventFacet
from stratcom.georgian import text_keys
from stratcom.search.terms import stored_key

VALUE_BITS = 48
LONGEST_DAYS = 366
LONG_DAYS = 31
WORDS_KEPT = 60


class Facet(IntEnum):
    """Kinds of filters."""

    ALL = 1
    ARCHIVED = 2
    PUBLIC = 3  # published and not confidential
    SHARED = 4  # approved and not confidential: other organisations may see it in the desk
    OPEN = 5  # past draft and not confidential
    OWNER = 6
    REGION = 7
    MUNICIPALITY = 8
    TERM = 9
    ORGANISER = 10
    INVOLVED = 11  # organiser, partner or donor
    ONLINE = 12
    STATE = 13
    OCCURRENCE = 14
    WORD = 15
    PUBLIC_MUNICIPALITY = 16
    SEVERAL_DAYS = 17
    MARKED = 18  # changed since its approval
    UMBRELLA = 19
    CREATED_BY = 20
    LONG = 21  # more than a month
    REPORT_AWAITED = 22  # approved, and nobody has said yet what became of it


def facet(kind: Facet, value: int = 0) -> int:
    """The number under which events of that kind and value are filed."""
    return (int(kind) << VALUE_BITS) | value


def word_facet(key: str) -> int:
    """The number of a search key."""
    stored = stored_key(key).encode()
    digest = hashlib.blake2b(stored, digest_size=VALUE_BITS // 8).digest()
    return facet(Facet.WORD, int.from_bytes(digest))


def name_facet(kind: Facet, name: str) -> int:
    """The number of a state or another short name."""
    digest = hashlib.blake2b(name.encode(), digest_size=VALUE_BITS // 8).digest()
    return facet(kind, int.from_bytes(digest))


def facets_of(
    event: Event,
    *,
    term_ids: Iterable[int],
    organisers: Iterable[int],
    others: Iterable[int],
    texts: Iterable[str],
) -> set[int]:
    """Every number that `event` is found by; an archived one is found in the archive alone."""
    own = {Facet.OWNER: event.owner_id}
    if event.owner_id is None:
        own[Facet.CREATED_BY] = event.created_by_id
    mine = {facet(kind, value) for kind, value in own.items() if value is not None}
    if event.archived_at is not None:
        return {facet(Facet.ARCHIVED), *mine}
    found = {
        facet(Facet.ALL),
        name_facet(Facet.STATE, event.state.value),
        name_facet(Facet.OCCURRENCE, event.occurrence.value),
    }
    found.update(_standing(event))
    numbers: dict[Facet, int | None] = {
        Facet.REGION: event.region_id,
        Facet.MUNICIPALITY: event.municipality_id,
        Facet.TERM: event.format_id,
    }
    found.update(mine)
    found.update(facet(kind, value) for kind, value in numbers.items() if value is not None)
    found.update(facet(Facet.TERM, one) for one in term_ids)
    for one in organisers:
        found.update((facet(Facet.ORGANISER, one), facet(Facet.INVOLVED, one)))
    found.update(facet(Facet.INVOLVED, one) for one in others)
    keys = text_keys(" ".join(text for text in texts if text))
    found.update(word_facet(key) for key in keys[:WORDS_KEPT])
    return found


def _standing(event: Event) -> set[int]:
    """Facets of who may see it and of its nature."""
    public = event.state is EventState.PUBLISHED and not event.confidential
    shared = event.state in APPROVED_STATES and not event.confidential
    begun = event.state is not EventState.DRAFT and not event.confidential
    flags = {
        Facet.PUBLIC: public,
        Facet.SHARED: shared,
        Facet.OPEN: begun,
        Facet.ONLINE: event.online,
        Facet.SEVERAL_DAYS: event.last_day > event.first_day,
        Facet.LONG: (event.last_day - event.first_day).days > LONG_DAYS,
        Facet.MARKED: bool(event.review_marks),
        Facet.UMBRELLA: event.umbrella,
        Facet.REPORT_AWAITED: event.state in APPROVED_STATES and event.occurrence in AWAITING,
    }
    found = {facet(kind) for kind, true in flags.items() if true}
    if public and event.municipality_id:
        found.add(facet(Facet.PUBLIC_MUNICIPALITY, event.municipality_id))
    return found


def file_event(event: Event, facets: set[int]) -> None:
    """Replace the rows under which `event` is filed."""
    db.session.execute(sa.delete(EventFacet).where(EventFacet.event_id == event.id))
    day = event.first_day.toordinal()
    rows = [{"facet": one, "day": day, "event_id": event.id} for one in sorted(facets)]
    db.session.execute(sa.insert(EventFacet), rows)


def ordinal(day: date) -> int:
    """The day as the index stores it."""
    return day.toordinal()
