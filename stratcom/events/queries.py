"""Reading events: whose they are, and what pages and files show of them."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.events.enums import OrganisationRole
from stratcom.events.facets import Facet, facet
from stratcom.events.models import (
    Event,
    EventFile,
    EventOrganisation,
    EventTerm,
    JoinRequest,
)
from stratcom.events.rules import BOUND_BY_EMBARGO, own_facet, visible_facets
from stratcom.events.search import Search, matches
from stratcom.georgian import sort_key
from stratcom.partners.models import Organisation


def visible_to(user: User) -> Search:
    """All events that the person may see in the desk."""
    search = Search(
        hide_embargoed=user.role in BOUND_BY_EMBARGO, embargo_spares=frozenset({own_facet(user)})
    )
    groups = visible_facets(user)
    return search.also(*groups) if groups is not None else search


def published() -> Search:
    """The one gateway to what the public may read."""
    return Search(groups=(frozenset({facet(Facet.PUBLIC)}),), hide_embargoed=True)


def archived_for(user: User) -> Search:
    """Events that were put away: everybody's for the department, else one's own."""
    search = Search(groups=(frozenset({facet(Facet.ARCHIVED)}),))
    if user.can(Permission.EVENT_VIEW_CONFIDENTIAL):
        return search
    if user.organisation_id is not None:
        return search.also(facet(Facet.OWNER, user.organisation_id))
    return search.also(facet(Facet.CREATED_BY, user.id))


def load(ids: Iterable[int], *, with_links: bool = True) -> list[Event]:
    """The events of those ids, in that order, with what lists and exports show."""
    wanted = list(ids)
    if not wanted:
        return []
    found: dict[int, Event] = {}
    for start in range(0, len(wanted), 500):
        chosen = sa.select(Event).where(Event.id.in_(wanted[start : start + 500]))
        if with_links:
            chosen = chosen.options(*WITH_LINKS)
        found.update((one.id, one) for one in db.session.scalars(chosen).unique())
    return [found[one] for one in wanted if one in found]


WITH_LINKS = (
    joinedload(Event.region),
    joinedload(Event.municipality),
    joinedload(Event.format),
    joinedload(Event.owner),
    selectinload(Event.term_links).joinedload(EventTerm.term),
    selectinload(Event.organisation_links).joinedload(EventOrganisation.organisation),
)


def find_event(event_id: int, *, with_files: bool = False) -> Event | None:
    """One event with everything its page shows, or None."""
    chosen = sa.select(Event).where(Event.id == event_id).options(*WITH_LINKS)
    chosen = chosen.options(joinedload(Event.parent), joinedload(Event.created_by))
    if with_files:
        chosen = chosen.options(selectinload(Event.files.and_(EventFile.removed_at.is_(None))))
    return db.session.scalars(chosen.execution_options(populate_existing=True)).unique().first()


def children(event: Event) -> sa.Select[Event]:
    """The parts of an umbrella event that are not in the archive, in order of date."""
    return (
        sa.select(Event)
        .where(Event.parent_id == event.id, Event.archived_at.is_(None))
        .order_by(Event.first_day, Event.id)
    )


def umbrellas(search: Search) -> sa.Select[Event]:
    """Umbrella events that a part may be added to, the latest first."""
    base = matches(search.also(facet(Facet.UMBRELLA)))
    return sa.select(Event).join(base, base.c.event_id == Event.id).order_by(base.c.day.desc())


def series(event: Event) -> sa.Select[int]:
    """Ids of the events that are kept together with `event`, in order of date."""
    return (
        sa.select(Event.id)
        .where(Event.series_uid == event.series_uid, Event.archived_at.is_(None))
        .order_by(Event.first_day, Event.id)
        .limit(100)
    )


def join_requests(event: Event) -> sa.Select[JoinRequest]:
    """Offers to join the event, the oldest first, with the organisations."""
    return (
        sa.select(JoinRequest)
        .where(JoinRequest.event_id == event.id)
        .options(joinedload(JoinRequest.organisation))
        .order_by(JoinRequest.id)
    )


def recent_organisers(count: int) -> list[str]:
    """Names of the organisations whose events were added last, by name."""
    latest = (
        sa.select(EventOrganisation.organisation_id)
        .where(EventOrganisation.role == OrganisationRole.ORGANISER)
        .order_by(EventOrganisation.event_id.desc())
        .limit(20 * count)
    )
    ids = list(dict.fromkeys(db.session.scalars(latest)))[:count]
    found = db.session.scalars(sa.select(Organisation).where(Organisation.id.in_(ids)))
    return sorted((one.name for one in found), key=sort_key)
