"""Adding up events by what they have: the SQL behind every table of the matrix.

What may be read is decided by the search of the events' list alone; it is walked as there, and
what is added up is joined to it. Assembled as text like that walk, of numbers and fixed names.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from stratcom.db import db
from stratcom.events.reference import reference
from stratcom.events.search import Search, Statement, assemble
from stratcom.matrix.enums import BODIES, TERM_KINDS, Axis, Measure
from stratcom.matrix.question import Question, Side
from stratcom.partners.models import Organisation
from stratcom.vocabularies.enums import TermKind

OTHERS = 0  # the column that holds what has no column of its own
AMOUNTS = {
    Measure.EVENTS: ("", "count(*)"),
    Measure.PEOPLE: ("e.actual_total", "coalesce(sum(amount), 0)"),
    Measure.MUNICIPALITIES: ("e.municipality_id", "count(DISTINCT amount)"),
}
PLACES = {Axis.REGION: "e.region_id", Axis.MUNICIPALITY: "e.municipality_id"}


@dataclass(frozen=True)
class Reading:
    """What is added up: the events found, by rows and columns."""

    search: Search
    rows: Side
    columns: Side
    measure: Measure = Measure.EVENTS
    # Bodies that stand under their successor: {their id: its id}.
    lineage: Mapping[int, int] = field(default_factory=dict)
    # Type of the bodies that do what those of the rows do.
    type_id: int | None = None
    # Terms that the filters ask for: on their axis no other stands.
    asked: Mapping[Axis, frozenset[int]] = field(default_factory=dict)


@dataclass
class _Joined:
    """The parts of a statement: what is joined to the events found, and the keys it gives."""

    joins: dict[str, str] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    bounds: list[str] = field(default_factory=list)
    # Whether an event could stand twice under one key.
    repeated: bool = False

    def needs_event(self) -> None:
        """Let columns of the event be read."""
        self.joins.setdefault("e", "JOIN event e ON e.id = f.event_id")


def reading_of(question: Question, search: Search, lineage: Mapping[int, int]) -> Reading:
    """What the question asks to add up of the events that the search finds."""
    known = reference()
    kinds = TERM_KINDS | {Axis.TYPE: TermKind.ORGANISATION_TYPE}
    asked = {}
    for axis, kind in kinds.items():
        code = question.body_type if axis is Axis.TYPE else question.filters.one(axis.value)
        if found := known.term_ids.get((kind.value, code)):
            asked[axis] = frozenset({found})
    type_id = known.term_ids.get((TermKind.ORGANISATION_TYPE.value, question.body_type))
    return Reading(
        search, question.rows, question.columns, question.measure, lineage, type_id, asked
    )


def totals(reading: Reading, *, columns: bool = False) -> dict[int, int]:
    """For each row, or each column, what all its events make; each of them once.

    An event without a region, say, counts in its row although no column holds it; but where
    organisations stand on the other side, it must have one.
    """
    found = _Joined()
    side, other = reading.rows, reading.columns
    if columns:
        side, other = other, side
    _add_side(found, reading, side, "k")
    _ask_for_bodies(found, reading, other)
    return dict(_read(reading, found, ["k"]))


def cells(
    reading: Reading, *, columns: Collection[int], rows: Collection[int] | None = None
) -> dict[tuple[int, int], int]:
    """What each pair of row and column makes; columns that are not given make up OTHERS."""
    found = _Joined()
    row_key = _add_side(found, reading, reading.rows, "r")
    column_key = _add_side(found, reading, reading.columns, None)
    listed = _listed(columns)
    found.keys.append(f"CASE WHEN {column_key} IN ({listed}) THEN {column_key} ELSE {OTHERS} END c")
    found.repeated = True
    if rows is not None:
        found.bounds.append(f"{row_key} IN ({_listed(rows)})")
    return {(row, column): amount for row, column, amount in _read(reading, found, ["r", "c"])}


def total(reading: Reading, *, columns: Collection[int] = ()) -> int:
    """What all events of the table make, or those of some columns; each of them once."""
    found = _Joined()
    if columns:
        column_key = _add_side(found, reading, reading.columns, None)
        found.bounds.append(f"{column_key} IN ({_listed(columns)})")
    for side in (reading.columns, reading.rows):
        _ask_for_bodies(found, reading, side)
    return int(_read(reading, found, [])[0][0])


def total_found(reading: Reading) -> int:
    """What all events found make, those with no place in the table among them."""
    return int(_read(reading, _Joined(), [])[0][0])


def bodies_by_municipality(reading: Reading) -> dict[int, int]:
    """How many different organisations took part in each municipality."""
    found = _Joined()
    _add_side(found, reading, Side(Axis.MUNICIPALITY), "k")
    _add_side(found, reading, Side(Axis.ORGANISATION, reading.rows.role), "amount")
    found.repeated = True
    return dict(_read(reading, found, ["k"], counted="count(DISTINCT amount)"))


def named(ids: Iterable[int]) -> dict[int, Organisation]:
    """The organisations of those ids."""
    wanted = sorted(set(ids))
    found: dict[int, Organisation] = {}
    for start in range(0, len(wanted), 500):
        chosen = sa.select(Organisation).where(Organisation.id.in_(wanted[start : start + 500]))
        found |= {one.id: one for one in db.session.scalars(chosen)}
    return found


def days_around(
    reading: Reading, place: Axis, about: Axis, *, before: date, after: date
) -> dict[tuple[int, int], tuple[date | None, date | None]]:
    """For each pair the last day with an event before one day, and the first after another."""
    found = _Joined(keys=["f.day"])
    _add_side(found, reading, Side(place), "r")
    _add_side(found, reading, Side(about), "c")
    statement = _statement(reading.search)
    sql = (
        f"{statement.sql} SELECT r, c, max(CASE WHEN day < :before THEN day END), "  # noqa: S608
        "min(CASE WHEN day > :after THEN day END) "
        f"FROM (SELECT {_inner(found)}) AS listed GROUP BY r, c"
    )
    days = {"before": before.toordinal(), "after": after.toordinal()}
    rows = db.session.execute(sa.text(sql), statement.params | days)
    return {(row, column): (_day(last), _day(coming)) for row, column, last, coming in rows}


def each(reading: Reading, sides: Iterable[Side]) -> list[Any]:
    """One row for each event and combination of keys: (event, day, last day, precision, keys…)."""
    found = _Joined(keys=["f.day", "CAST(e.last_day AS VARCHAR(10)) last_day", "e.precision"])
    found.needs_event()
    for number, side in enumerate(sides):
        _add_side(found, reading, side, f"k{number}")
    statement = _statement(reading.search)
    sql = f"{statement.sql} SELECT DISTINCT {_inner(found)}"
    return list(db.session.execute(sa.text(_with_lineage(reading, sql)), statement.params))


def _day(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


def _add_side(found: _Joined, reading: Reading, side: Side, name: str | None) -> str:
    """Join what `side` stands for; with a `name` its key is read under it."""
    key = PLACES.get(side.axis) or ""
    if key:
        found.needs_event()
        found.bounds.append(f"{key} IS NOT NULL")
    elif side.axis in TERM_KINDS:
        key = _join_terms(found, reading, side.axis)
    else:
        key = _join_bodies(found, reading, side)
    if name:
        found.keys.append(f"{key} {name}")
    if side.axis not in PLACES and not name:
        found.repeated = True
    return key


def _ask_for_bodies(found: _Joined, reading: Reading, side: Side) -> None:
    """Where organisations stand on a side, an event must have one; of the same link if joined."""
    if side.axis not in BODIES:
        return
    if f"o_{side.role}" in found.joins:
        _join_bodies(found, reading, side)
        return
    asked = _Joined()
    _join_bodies(asked, replace(reading, lineage={}), side)
    joins = " ".join(asked.joins.values())
    found.bounds.append(f"EXISTS (SELECT 1 FROM (SELECT 1 AS one) AS asked {joins})")  # noqa: S608


def _join_terms(found: _Joined, reading: Reading, axis: Axis) -> str:
    alias = f"t_{axis.value}"
    ids = reading.asked.get(axis) or _terms(TERM_KINDS[axis])
    found.joins[alias] = (
        f"JOIN event_term {alias} ON {alias}.event_id = f.event_id "
        f"AND {alias}.term_id IN ({_listed(ids)})"
    )
    return f"{alias}.term_id"


def _join_bodies(found: _Joined, reading: Reading, side: Side) -> str:
    """The link is shared by two sides that ask for the same role: a body and its own type."""
    alias = f"o_{side.role}"
    role = f" AND {alias}.role = '{side.doing}'" if side.doing else ""
    found.joins[alias] = f"JOIN event_organisation {alias} ON {alias}.event_id = f.event_id{role}"
    found.repeated = found.repeated or not side.doing
    type_ids = None
    if reading.type_id is not None and side.role == reading.rows.role:
        type_ids = [reading.type_id]
    if side.axis is Axis.TYPE:
        type_ids = type_ids or _terms(TermKind.ORGANISATION_TYPE)
        found.repeated = True
    if type_ids:
        found.joins[f"{alias}_type"] = (
            f"JOIN organisation_term {alias}_type "
            f"ON {alias}_type.organisation_id = {alias}.organisation_id "
            f"AND {alias}_type.term_id IN ({_listed(type_ids)})"
        )
    if side.axis is Axis.TYPE:
        return f"{alias}_type.term_id"
    if not reading.lineage:
        return f"{alias}.organisation_id"
    found.repeated = True
    found.joins[f"{alias}_now"] = (
        f"LEFT JOIN lineage {alias}_now ON {alias}_now.was = {alias}.organisation_id"
    )
    return f"coalesce({alias}_now.now, {alias}.organisation_id)"


def _read(
    reading: Reading, found: _Joined, groups: list[str], counted: str | None = None
) -> list[Any]:
    amount, usual = AMOUNTS[reading.measure]
    if counted is None and amount:
        found.needs_event()
        found.keys.append(f"{amount} amount")
    statement = _statement(reading.search)
    distinct = "DISTINCT " if found.repeated else ""
    names = ", ".join(groups)
    sql = (
        f"{statement.sql} SELECT {names + ', ' if names else ''}{counted or usual} "  # noqa: S608
        f"FROM (SELECT {distinct}{_inner(found)}) AS listed"
        + (f" GROUP BY {names}" if names else "")
    )
    return list(db.session.execute(sa.text(_with_lineage(reading, sql)), statement.params))


def _inner(found: _Joined) -> str:
    keys = ", ".join(["f.event_id", *found.keys])
    bounds = f" WHERE {' AND '.join(found.bounds)}" if found.bounds else ""
    return f"{keys} FROM found f {' '.join(found.joins.values())}{bounds}"


def _statement(search: Search) -> Statement:
    """The walk over the events found, as the first of the statement's parts."""
    walk = assemble(search)
    return Statement(f"WITH found AS ({walk.sql})", walk.params)


def _with_lineage(reading: Reading, sql: str) -> str:
    if not reading.lineage:
        return sql
    pairs = ", ".join(f"({int(was)}, {int(now)})" for was, now in reading.lineage.items())
    return sql.replace("WITH found", f"WITH lineage (was, now) AS (VALUES {pairs}), found", 1)


def _terms(kind: TermKind) -> list[int]:
    return [one.id for one in reference().terms.values() if one.kind == kind.value]


def _listed(ids: Iterable[int]) -> str:
    return ", ".join(str(int(one)) for one in sorted(ids)) or "0"
