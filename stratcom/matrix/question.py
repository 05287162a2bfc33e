"""What a person asks of the matrix, read from an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from stratcom.events.filters import DOING, Filters, read_filters
from stratcom.events.reference import reference
from stratcom.matrix.enums import OCCURRENCES, ROLE_LABELS, Axis, Happened, Measure, Names
from stratcom.moments import read_day, today
from stratcom.vocabularies.enums import TermKind

SHARED = ("from", "to", "region", "municipality", "theme", "audience", "online")
OWN = ("rows", "columns", "count", "role", "type", "happened", "names", "by")
YEAR = timedelta(days=365)
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
Kind = TypeVar("Kind", bound=StrEnum)


@dataclass(frozen=True)
class Side:
    """What rows or columns stand for; `role` is what organisations on it do for an event."""

    axis: Axis
    role: str = "involved"

    @property
    def doing(self) -> str:
        """The role as events store it, or nothing for any."""
        return DOING[self.role]


@dataclass(frozen=True)
class Question:
    """Everything that is asked; `filters` are those of the events' list, as typed."""

    filters: Filters
    given: dict[str, str]
    first: date
    last: date
    rows: Side
    columns: Side
    measure: Measure = Measure.EVENTS
    happened: Happened = Happened.SOME
    names: Names = Names.NOW

    @property
    def role(self) -> str:
        """What the organisations of the rows do for an event."""
        return self.rows.role

    @property
    def body_type(self) -> str:
        """Code of the type of organisation that is asked for, or nothing."""
        return self.given.get("type", "")

    def pairs(self) -> dict[str, list[str]]:
        """The filters of the events' list that find just the events counted."""
        found = {name: self.filters.many(name) for name in SHARED if self.filters.many(name)}
        found |= {"from": [self.first.isoformat()], "to": [self.last.isoformat()]}
        if OCCURRENCES[self.happened]:
            found["occurrence"] = [one.value for one in OCCURRENCES[self.happened]]
        if self.body_type:
            found[f"{self.role}-type"] = [self.body_type]
        return found

    def events_filters(self) -> Filters:
        """The same, as the events' list reads them."""
        return Filters(self.pairs())

    def events_query(self, *changes: Mapping[str, list[str]] | None) -> str:
        """Query of the events' list with some filters set besides."""
        pairs = self.pairs()
        for one in changes:
            pairs |= one or {}
        return urlencode([(name, value) for name, given in pairs.items() for value in given])

    def query(self, **changes: str | None) -> str:
        """This question as a query string, with some of it changed."""
        kept = {name: self.filters.one(name) for name in SHARED if self.filters.one(name)}
        asked = kept | self.given | {name.rstrip("_"): value for name, value in changes.items()}
        return urlencode([(name, value) for name, value in asked.items() if value])

    @property
    def by(self) -> str:
        """By what else the figures are asked for, on screens that offer a choice."""
        return self.given.get("by", "")


def read_question(
    args: MultiDict[str, str],
    *,
    role: str = "involved",
    rows: Axis = Axis.ORGANISATION,
    columns: Axis = Axis.REGION,
    period: tuple[date, date] | None = None,
) -> Question:
    """What the address asks; whatever it does not say, or says oddly, is as usual."""
    everything = read_filters(args, desk=True)
    values = {name: given[:1] for name, given in everything.values.items() if name in SHARED}
    filters = Filters(values, everything.problems)
    given = {name: " ".join(args.get(name, "").split())[:60] for name in OWN}
    given = {name: value for name, value in given.items() if value}
    if (TermKind.ORGANISATION_TYPE, given.get("type", "")) not in reference().term_ids:
        given.pop("type", None)
    doing = given.get("role", role)
    doing = doing if doing in ROLE_LABELS else role
    row_axis = _chosen(Axis, given.get("rows"), rows)
    column_axis = _chosen(Axis, given.get("columns"), columns)
    if row_axis is column_axis:
        column_axis = columns if row_axis is not columns else rows
    first, last = _period(filters, period or this_year())
    return Question(
        filters=filters,
        given=given,
        first=first,
        last=last,
        rows=Side(row_axis, doing),
        columns=Side(column_axis, doing),
        measure=_chosen(Measure, given.get("count"), Measure.EVENTS),
        happened=_chosen(Happened, given.get("happened"), Happened.SOME),
        names=_chosen(Names, given.get("names"), Names.NOW),
    )


def this_year() -> tuple[date, date]:
    """The first and last day of the calendar year."""
    year = today().year
    return date(year, 1, 1), date(year, 12, 31)


def last_twelve_months() -> tuple[date, date]:
    """A year up to today."""
    return today() - YEAR, today()


def _period(filters: Filters, usual: tuple[date, date]) -> tuple[date, date]:
    first, last = read_day(filters.one("from")), read_day(filters.one("to"))
    if first is None and last is None:
        return usual
    begin, end = first or FIRST_DAY, last or LAST_DAY
    return (begin, end) if begin <= end else (end, begin)


def _chosen(kind: type[Kind], text: str | None, usual: Kind) -> Kind:
    return kind(text) if text in set(kind) else usual
