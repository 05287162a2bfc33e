"""Walking the facet index: the rarest facet in order of date, the others looked up by key.

The statements are assembled as text: they are run on every list, and building them from
expressions took longer than running them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from stratcom.db import db, utcnow
from stratcom.events.facets import LONG_DAYS, LONGEST_DAYS, Facet, facet
from stratcom.events.models import Event, EventFacet
from stratcom.web.paging import Page

Group = frozenset[int]
PAIR = "f.event_id, f.day"
EVERYTHING: Group = frozenset({facet(Facet.ALL)})
SEVERAL_DAYS: Group = frozenset({facet(Facet.SEVERAL_DAYS)})
NOBODY: Group = frozenset({0})
# Facets that hold most events: a group with one is not walked when there is a narrower one.
BROAD = frozenset(facet(kind) for kind in (Facet.ALL, Facet.PUBLIC, Facet.SHARED, Facet.OPEN))
# Counted no further than this before the next, larger look.
LOOKS = (1_500, 8_000)
# Walking several facets at once means sorting what is found.
WORTH_SORTING = 4_000
# How many rows of the index a count of the events found may look at.
COUNTED_ROWS = 1_000


@dataclass(frozen=True)
class TakingPart:
    """An organisation that an event must have: one of these, of one of these types, doing this.

    Nothing given for one of the three asks nothing.
    """

    role: str = ""
    organisations: frozenset[int] | None = None
    types: frozenset[int] | None = None


@dataclass(frozen=True)
class Search:
    """What is looked for: an event must have one facet of every group, within the days."""

    groups: tuple[Group, ...] = (frozenset({facet(Facet.ALL)}),)
    first: date | None = None
    last: date | None = None
    oldest_first: bool = False
    hide_embargoed: bool = False
    # Whose own events an embargo does not hide.
    embargo_spares: frozenset[int] = frozenset()
    # Only events whose last day is before this one.
    ended_before: date | None = None
    without: tuple[Group, ...] = field(default=())
    # What the index does not tell apart: partners from donors, and types of organisations.
    taking_part: tuple[TakingPart, ...] = ()

    def also(self, *facets: int) -> "Search":
        """The same with one more group, of which an event must have one."""
        return replace(self, groups=(*self.groups, frozenset(facets)))

    def between(self, first: date | None, last: date | None) -> "Search":
        """The same within these days."""
        return replace(self, first=first, last=last)


@dataclass(frozen=True)
class Statement:
    """SQL that gives (event_id, day), with its parameters."""

    sql: str
    params: dict[str, Any]

    def ordered(self, search: Search) -> str:
        """The statement with the order of the search."""
        return f"SELECT event_id, day FROM ({self.sql}) AS found ORDER BY {_order(search)}"  # noqa: S608


def find_page(search: Search, *, number: int, size: int) -> Page[int]:
    """Ids of one page of the events found.

    The total is exact when the page ends the list, or when no more than COUNTED_ROWS had to be
    looked at; else it is what was found among these, and `more` says so. Counting all of a rare
    combination would take longer than finding the page.
    """
    driver = _narrowest(search)
    statement = assemble(search, first_driver=driver)
    limits = {"size": size + 1, "skipped": (number - 1) * size}
    ids = _ids(f"{statement.ordered(search)} LIMIT :size OFFSET :skipped", statement, limits)
    seen = limits["skipped"] + min(len(ids), size)
    if len(ids) <= size and (number == 1 or ids):
        return Page(ids, number, size, seen, has_next=False)
    near = assemble(search, first_driver=driver, window=COUNTED_ROWS)
    counted = sa.text(f"SELECT count(*) FROM ({near.sql}) AS near")  # noqa: S608
    total = db.session.scalar(counted, near.params) or 0
    more = _size(driver, search, COUNTED_ROWS + 1) > COUNTED_ROWS
    return Page(ids[:size], number, size, max(total, seen), len(ids) > size, more)


def find_ids(search: Search, *, limit: int | None = None) -> Sequence[int]:
    """Ids of the events found, in order."""
    statement = assemble(search)
    if limit is None:
        return _ids(statement.ordered(search), statement, {})
    return _ids(f"{statement.ordered(search)} LIMIT :most", statement, {"most": limit})


def _ids(sql: str, statement: Statement, more: dict[str, int]) -> list[int]:
    return list(db.session.scalars(sa.text(sql), statement.params | more))


def matches(search: Search) -> Any:
    """The (event_id, day) pairs found, as a subquery to join with."""
    statement = assemble(search)
    return (
        sa.text(statement.sql)
        .bindparams(**statement.params)
        .columns(event_id=sa.Integer, day=sa.Integer)
        .subquery()
    )


def tally(search: Search, facets: Group) -> dict[int, int]:
    """How many of the events found have each of `facets`, of which an event has one at most.

    These are walked, whatever their number; what the search asks for is looked up.
    """
    # Archived events have no facets of this kind, so that much is known.
    groups = tuple(group for group in search.groups if group != EVERYTHING)
    statement = assemble(replace(search, groups=groups), facets, "f.facet")
    counted = f"SELECT facet, count(*) FROM ({statement.sql}) AS found GROUP BY facet"  # noqa: S608
    return dict(db.session.execute(sa.text(counted), statement.params).all())


def assemble(
    search: Search,
    driver: Group | None = None,
    columns: str = PAIR,
    *,
    first_driver: Group | None = None,
    window: int = 0,
) -> Statement:
    """The statement that finds the events of `search`.

    `driver` is walked everywhere, `first_driver` in the main walk alone, else the narrowest group
    is; with a `window`, each walk ends after so many rows.

    Events of several days that began before `first` are found by walks over these alone: those
    of up to a month, and the few that are longer.
    """
    params: dict[str, Any] = {}
    walked = driver or first_driver or _narrowest(search)
    arms = [_arm(search, walked, params, columns, window)]
    # Without events of several days there is nothing that began before and still lasts.
    if search.first is not None and SEVERAL_DAYS not in search.without:
        month, earliest = _before(search.first, LONG_DAYS), _before(search.first, LONGEST_DAYS)
        for kind, begin, end in (
            (Facet.SEVERAL_DAYS, month, _before(search.first, 1)),
            (Facet.LONG, earliest, _before(month, 1)),
        ):
            last = end if search.last is None else min(end, search.last)
            lasting = replace(search.also(facet(kind)), first=begin, last=last)
            arm = _arm(lasting, driver or frozenset({facet(kind)}), params, columns, window)
            # As text, which both databases compare alike: a driver may not guess that it is a day.
            params["lasting"] = search.first.isoformat()
            arms.append(
                f"{arm} AND EXISTS (SELECT 1 FROM event e "  # noqa: S608
                "WHERE e.id = f.event_id AND CAST(e.last_day AS VARCHAR(10)) >= :lasting)"
            )
    return Statement(" UNION ALL ".join(arms), params)


def _order(search: Search) -> str:
    way = "ASC" if search.oldest_first else "DESC"
    return f"day {way}, event_id {way}"


def _before(day: date, days: int) -> date:
    """So many days earlier, but never before the calendar begins."""
    return date.fromordinal(max(1, day.toordinal() - days))


def _arm(
    search: Search, driver: Group, params: dict[str, Any], columns: str = PAIR, window: int = 0
) -> str:
    """One walk over `driver`, with the other groups looked up."""
    distinct = "DISTINCT " if len(driver) > 1 and columns == PAIR else ""
    bounds = [f"f.facet {_one_of(driver, params)}"]
    if search.first is not None:
        bounds.append(f"f.day >= {_bind(search.first.toordinal(), params)}")
    if search.last is not None:
        bounds.append(f"f.day <= {_bind(search.last.toordinal(), params)}")
    walk = f"SELECT {distinct}{columns} FROM event_facet f WHERE {' AND '.join(bounds)}"  # noqa: S608
    parts = [walk]
    if window:
        near = f"{walk} ORDER BY {_order(search)} LIMIT {window}"
        parts = [f"SELECT event_id, day FROM ({near}) f WHERE 1 = 1"]  # noqa: S608
    parts += [f"EXISTS ({_look(group, params)})" for group in search.groups if group != driver]
    parts += [f"NOT EXISTS ({_look(group, params)})" for group in search.without]
    parts += [f"EXISTS ({_taking_part(one, params)})" for one in search.taking_part]
    if search.ended_before is not None:
        params["ended"] = search.ended_before.isoformat()
        parts.append(
            "EXISTS (SELECT 1 FROM event o WHERE o.id = f.event_id "
            "AND CAST(o.last_day AS VARCHAR(10)) < :ended)"
        )
    if search.hide_embargoed and (held := _held_back(search.embargo_spares)):
        parts.append(f"f.event_id NOT IN ({', '.join(_bind(one, params) for one in held)})")
    return " AND ".join(parts)


def _look(group: Group, params: dict[str, Any]) -> str:
    return (
        f"SELECT 1 FROM event_facet g WHERE g.facet {_one_of(group, params)} "  # noqa: S608
        "AND g.day = f.day AND g.event_id = f.event_id"
    )


def _taking_part(wanted: TakingPart, params: dict[str, Any]) -> str:
    source, bounds = "event_organisation y", ["y.event_id = f.event_id"]
    if wanted.role:
        bounds.append(f"y.role = {_bind(wanted.role, params)}")
    if wanted.organisations is not None:
        bounds.append(f"y.organisation_id {_one_of(wanted.organisations or NOBODY, params)}")
    if wanted.types is not None:
        source += " JOIN organisation_term z ON z.organisation_id = y.organisation_id"
        bounds.append(f"z.term_id {_one_of(wanted.types or NOBODY, params)}")
    return f"SELECT 1 FROM {source} WHERE {' AND '.join(bounds)}"  # noqa: S608


def _one_of(group: Group, params: dict[str, Any]) -> str:
    names = [_bind(one, params) for one in sorted(group)]
    return f"= {names[0]}" if len(names) == 1 else f"IN ({', '.join(names)})"


def _bind(value: int | str, params: dict[str, Any]) -> str:
    name = f"p{len(params)}"
    params[name] = value
    return f":{name}"


def _held_back(spared: frozenset[int]) -> Sequence[int]:
    """Events whose embargo has not ended, but for those filed under `spared`; never many."""
    held = sa.select(Event.id).where(Event.embargo_until > utcnow())
    if spared:
        own = sa.exists().where(EventFacet.event_id == Event.id, EventFacet.facet.in_(spared))
        held = held.where(~own)
    return db.session.scalars(held).all()


def _narrowest(search: Search) -> Group:
    """The group that is walked: the one with the fewest events within the days."""
    broad = [group for group in search.groups if group & BROAD]
    narrow = [group for group in search.groups if not group & BROAD]
    walkable = [group for group in broad if len(group) == 1] or [EVERYTHING]
    if not narrow:
        return walkable[0]
    if len(narrow) == 1 and len(narrow[0]) == 1:
        return narrow[0]
    sizes: dict[Group, int] = {}
    for most in LOOKS:
        sizes = {group: _size(group, search, most) for group in narrow}
        if min(sizes.values()) < most:
            break
    # Walking several facets at once means sorting: only when there is little to sort.
    single = [group for group in narrow if len(group) == 1 or sizes[group] < WORTH_SORTING]
    return min(single, key=sizes.__getitem__) if single else walkable[0]


def _size(group: Group, search: Search, most: int) -> int:
    params: dict[str, Any] = {}
    rows = _arm(Search((group,), search.first, search.last), group, params)
    counted = f"SELECT count(*) FROM ({rows} LIMIT {most}) AS counted"  # noqa: S608
    return db.session.scalar(sa.text(counted), params) or 0
