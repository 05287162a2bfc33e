"""Finding events: every filter walks the facet index, in order of date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db, utcnow
from stratcom.events.facets import LONGEST_DAYS, Facet, facet
from stratcom.events.models import (
    Event,
    EventFacet,
    EventFile,
    EventOrganisation,
    EventTerm,
    JoinRequest,
)
from stratcom.events.rules import BOUND_BY_EMBARGO, visible_facets
from stratcom.web.paging import COUNT_LIMIT, Page

# Facets with fewer events than this are walked; others are only looked up.
ENOUGH = 5_000
Group = frozenset[int]


@dataclass(frozen=True)
class Search:
    """What is looked for: an event must have one facet of every group, within the days."""

    groups: tuple[Group, ...] = (frozenset({facet(Facet.ALL)}),)
    first: date | None = None
    last: date | None = None
    oldest_first: bool = False
    hide_embargoed: bool = False
    # Only events whose last day is before this one.
    ended_before: date | None = None
    without: tuple[Group, ...] = field(default=())

    def also(self, *facets: int) -> "Search":
        """The same with one more group, of which an event must have one."""
        return replace(self, groups=(*self.groups, frozenset(facets)))

    def between(self, first: date | None, last: date | None) -> "Search":
        """The same within these days."""
        return replace(self, first=first, last=last)


def visible_to(user: User) -> Search:
    """All events that the person may see in the desk."""
    search = Search(hide_embargoed=user.role in BOUND_BY_EMBARGO)
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


def find_page(search: Search, *, number: int, size: int) -> Page[int]:
    """Ids of one page of the events found, with a total that stops at COUNT_LIMIT."""
    base = matches(search)
    order = _order(base, search)
    wanted = sa.select(base.c.event_id).order_by(*order)
    ids = db.session.scalars(wanted.offset((number - 1) * size).limit(size + 1)).all()
    if len(ids) <= size and number == 1:
        total = len(ids)
    else:
        counted = sa.select(base.c.event_id).order_by(*order).limit(COUNT_LIMIT).subquery()
        total = db.session.scalar(sa.select(sa.func.count()).select_from(counted)) or 0
    return Page(ids[:size], number, size, total, len(ids) > size)


def find_ids(search: Search, *, limit: int | None = None) -> Sequence[int]:
    """Ids of the events found, in order."""
    base = matches(search)
    return db.session.scalars(
        sa.select(base.c.event_id).order_by(*_order(base, search)).limit(limit)
    ).all()


def matches(search: Search) -> Any:
    """The (event_id, day) pairs found, as a subquery.

    The rarest group is walked in order of day and the others are looked up by key. Events of
    several days that began before `first` are found by a second walk over these alone.
    """
    driver = _rarest(search)
    several = frozenset({facet(Facet.SEVERAL_DAYS)})
    if search.first is None or several in search.without:
        return _walk(search, driver, search.first, search.last).subquery()
    begun = replace(search, groups=(*search.groups, several))
    earlier = search.first - timedelta(days=LONGEST_DAYS)
    late = search.first - timedelta(days=1)
    last = late if search.last is None else min(late, search.last)
    still = _walk(begun, several, earlier, last)
    still = still.where(
        sa.exists().where(
            Event.id == still.selected_columns.event_id, Event.last_day >= search.first
        )
    )
    return sa.union_all(_walk(search, driver, search.first, search.last), still).subquery()


def _rarest(search: Search) -> Group:
    sizes = {group: _size(group, search) for group in search.groups}
    single = [group for group in search.groups if len(group) == 1] or list(search.groups)
    rarest = min(search.groups, key=sizes.__getitem__)
    # Walking several facets at once means sorting; worth it only when they are few.
    return rarest if sizes[rarest] < ENOUGH else min(single, key=sizes.__getitem__)


def _size(group: Group, search: Search) -> int:
    rows = sa.select(sa.literal(1)).where(EventFacet.facet.in_(group), *_days(EventFacet, search))
    counted = sa.select(sa.func.count()).select_from(rows.limit(ENOUGH).subquery())
    return db.session.scalar(counted) or 0


def _days(row: Any, search: Search) -> list[Any]:
    bounds = []
    if search.first is not None:
        bounds.append(row.day >= search.first.toordinal())
    if search.last is not None:
        bounds.append(row.day <= search.last.toordinal())
    return bounds


def _walk(
    search: Search, driver: Group, first: date | None, last: date | None
) -> sa.Select[int, int]:
    walked = sa.orm.aliased(EventFacet)
    found = sa.select(walked.event_id, walked.day).where(
        walked.facet.in_(driver) if len(driver) > 1 else walked.facet == next(iter(driver)),
        *_days(walked, replace(search, first=first, last=last)),
    )
    if len(driver) > 1:
        found = found.distinct()
    for group in search.groups:
        if group != driver:
            found = found.where(_has(walked, group))
    for group in search.without:
        found = found.where(~_has(walked, group))
    if search.hide_embargoed:
        held_back = sa.select(Event.id).where(Event.embargo_until > utcnow())
        found = found.where(walked.event_id.not_in(held_back))
    if search.ended_before is not None:
        over = sa.exists().where(Event.id == walked.event_id, Event.last_day < search.ended_before)
        found = found.where(over)
    return found


def _has(walked: Any, group: Group) -> Any:
    looked = sa.orm.aliased(EventFacet)
    return (
        sa.select(sa.literal(1))
        .where(
            looked.facet.in_(group),
            looked.day == walked.day,
            looked.event_id == walked.event_id,
        )
        .exists()
    )


def _order(base: Any, search: Search) -> tuple[Any, Any]:
    if search.oldest_first:
        return base.c.day.asc(), base.c.event_id.asc()
    return base.c.day.desc(), base.c.event_id.desc()


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
