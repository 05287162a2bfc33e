"""What public pages read. Everything starts at `events.queries.published`, the one gateway."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from stratcom.db import db, utcnow
from stratcom.events.enums import FileKind, OrganisationRole
from stratcom.events.facets import Facet, facet
from stratcom.events.models import Event, EventFacet, EventFile, EventOrganisation, EventTerm
from stratcom.events.queries import published
from stratcom.events.search import Search, find_ids, matches
from stratcom.partners.models import Organisation

PARTS_SHOWN = 200
LOADED_AT_ONCE = 500
# The only columns of an event that its page may show.
SHOWN = (
    Event.id,
    Event.updated_at,
    Event.title_ka,
    Event.title_en,
    Event.summary_ka,
    Event.summary_en,
    Event.description_ka,
    Event.description_en,
    Event.first_day,
    Event.last_day,
    Event.starts_at,
    Event.ends_at,
    Event.precision,
    Event.certainty,
    Event.occurrence,
    Event.change_reason,
    Event.original_day,
    Event.format_id,
    Event.region_id,
    Event.municipality_id,
    Event.settlement,
    Event.venue_ka,
    Event.venue_en,
    Event.online,
    Event.online_url,
    Event.actual_total,
    Event.actual_women,
    Event.actual_men,
    Event.actual_youth,
    Event.actual_approximate,
    Event.result,
    Event.contact,
    Event.source_url,
    Event.parent_id,
    Event.umbrella,
)


@dataclass(frozen=True)
class Found:
    """An event with everything its page shows."""

    row: Any
    term_ids: Sequence[int]
    organisations: dict[OrganisationRole, list[Any]]
    photographs: Sequence[Any]
    part_ids: Sequence[int]
    parent: Any | None


def among(search: Search, ids: Iterable[int]) -> set[int]:
    """Those of the ids that `search` finds, whatever their day."""
    found = sa.select(Event.id).where(Event.id.in_(list(ids)))
    for group in search.groups:
        rows = sa.select(EventFacet.event_id).where(EventFacet.facet.in_(group))
        found = found.where(rows.where(EventFacet.event_id == Event.id).exists())
    if search.hide_embargoed:
        found = found.where(sa.or_(Event.embargo_until.is_(None), Event.embargo_until <= utcnow()))
    return set(db.session.scalars(found))


def find_public_event(event_id: int) -> Found | None:
    """The event of that id when everybody may read it, else None."""
    if not among(published(), [event_id]):
        return None
    row = db.session.execute(sa.select(*SHOWN).where(Event.id == event_id)).one()
    return Found(
        row=row,
        term_ids=db.session.scalars(
            sa.select(EventTerm.term_id)
            .where(EventTerm.event_id == event_id)
            .order_by(EventTerm.position)
        ).all(),
        organisations=_organisations(event_id),
        photographs=_photographs(event_id),
        part_ids=_parts(event_id) if row.umbrella else (),
        parent=_parent(row.parent_id),
    )


def titles_of(event_id: int) -> Any | None:
    """Id and titles of a published event, for its address; else None."""
    if not among(published(), [event_id]):
        return None
    chosen = sa.select(Event.id, Event.title_ka, Event.title_en).where(Event.id == event_id)
    return db.session.execute(chosen).one()


def _organisations(event_id: int) -> dict[OrganisationRole, list[Any]]:
    found: dict[OrganisationRole, list[Any]] = {}
    for row in db.session.execute(
        sa.select(
            EventOrganisation.role, Organisation.id, Organisation.name_ka, Organisation.name_en
        )
        .join(Organisation, Organisation.id == EventOrganisation.organisation_id)
        .where(EventOrganisation.event_id == event_id)
        .order_by(EventOrganisation.position)
    ):
        found.setdefault(row.role, []).append(row)
    return found


def _photographs(event_id: int) -> Sequence[Any]:
    return db.session.execute(
        sa.select(
            EventFile.stored,
            EventFile.width,
            EventFile.height,
            EventFile.caption_ka,
            EventFile.caption_en,
        )
        .where(
            EventFile.event_id == event_id,
            EventFile.kind == FileKind.PHOTOGRAPH,
            EventFile.public,
            EventFile.removed_at.is_(None),
        )
        .order_by(EventFile.position, EventFile.id)
    ).all()


def _parts(event_id: int) -> Sequence[int]:
    ids = db.session.scalars(
        sa.select(Event.id)
        .where(Event.parent_id == event_id)
        .order_by(Event.first_day, Event.id)
        .limit(PARTS_SHOWN)
    ).all()
    allowed = among(published(), ids)
    return [one for one in ids if one in allowed]


def _parent(parent_id: int | None) -> Any | None:
    return titles_of(parent_id) if parent_id is not None else None


def name_of_organiser(organiser_id: int) -> Any | None:
    """Names of an organisation that holds some published event, else None.

    Organisations that only work behind the scenes must not be found by counting up. A record that
    was merged stands for the one that was kept.
    """
    body = sa.func.coalesce(Organisation.merged_into_id, Organisation.id)
    kept = db.session.scalar(sa.select(body).where(Organisation.id == organiser_id))
    organiser_id = kept if kept is not None else organiser_id
    known = published().also(facet(Facet.ORGANISER, organiser_id))
    if not find_ids(known, limit=1):
        return None
    chosen = sa.select(Organisation.id, Organisation.name_ka, Organisation.name_en)
    return db.session.execute(chosen.where(Organisation.id == organiser_id)).one_or_none()


def count_by_municipality(ids: Iterable[int], first: date, last: date) -> dict[int, int]:
    """How many published events began in each municipality within the days; index only."""
    wanted = {facet(Facet.PUBLIC_MUNICIPALITY, one): one for one in ids}
    embargoed = sa.select(Event.id).where(Event.embargo_until > utcnow())
    counted = (
        sa.select(EventFacet.facet, sa.func.count())
        .where(
            EventFacet.facet.in_(wanted),
            EventFacet.day.between(first.toordinal(), last.toordinal()),
            EventFacet.event_id.not_in(embargoed),
        )
        .group_by(EventFacet.facet)
    )
    return {wanted[number]: count for number, count in db.session.execute(counted)}


def years() -> range:
    """From the year of the first published event to that of the last; empty without any."""
    first, last = _a_day(None, None, newest=False), _a_day(None, None, newest=True)
    return range(first.year, last.year + 1) if first and last else range(0)


def year_shown(wanted: int) -> int:
    """The wanted year, or when nothing was held in it the latest before it, or the next."""
    begin, end = date(wanted, 1, 1), date(wanted, 12, 31)
    found = (
        _a_day(begin, end, newest=True)
        or _a_day(None, begin, newest=True)
        or _a_day(end, None, newest=False)
    )
    return found.year if found else wanted


def _a_day(start: date | None, end: date | None, *, newest: bool) -> date | None:
    day = matches(published().between(start, end)).c.day
    found = db.session.scalar(sa.select(day).order_by(day.desc() if newest else day).limit(1))
    return date.fromordinal(found) if found is not None else None


def addresses(ids: Sequence[int]) -> Sequence[tuple[int, str, str]]:
    """Id and titles of the events of those ids, which the caller took from the gateway."""
    found: list[tuple[int, str, str]] = []
    for start in range(0, len(ids), LOADED_AT_ONCE):
        chosen = sa.select(Event.id, Event.title_ka, Event.title_en)
        rows = db.session.execute(chosen.where(Event.id.in_(ids[start : start + LOADED_AT_ONCE])))
        found += [(row.id, row.title_ka, row.title_en) for row in rows]
    return found
