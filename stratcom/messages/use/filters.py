"""The filters of the report on use, read from an address: who used what, where, for whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from stratcom.db import db
from stratcom.drafting.models import Draft
from stratcom.events.models import Event, EventTerm
from stratcom.events.reference import reference
from stratcom.messages.enums import Channel, UseKind, UseState
from stratcom.messages.models import Message, MessageUse
from stratcom.messages.use.queries import state_is, used_in, used_on
from stratcom.moments import read_day
from stratcom.partners.forms import chosen
from stratcom.partners.models import Organisation
from stratcom.web.asked import Asked, values_asked

NAMES: tuple[str, ...] = (
    *("from", "to", "message", "theme", "organisation", "region", "municipality"),
    *("audience", "kind", "channel", "state"),
)
# What a report on messages that nobody used can ask.
UNUSED_NAMES = ("from", "to", "theme")
# Stands for the department where an organisation is asked for.
DEPARTMENT = "0"


@dataclass(frozen=True)
class UseFilters(Asked):
    """What an address asks for, as typed; `problems` says what could not be understood."""

    problems: tuple[str, ...] = ()
    organisation: Organisation | None = None
    first: date | None = None
    last: date | None = None

    def one(self, name: str) -> str:
        """What stands in the field of that name: names in place of numbers."""
        if name == "organisation" and self.organisation is not None:
            return self.organisation.name
        return self.values.get(name, "")


def read_filters(args: MultiDict[str, str], names: tuple[str, ...] = NAMES) -> UseFilters:
    """The known filters of an address; empty ones are left out."""
    values = values_asked(args, names)
    problems: list[str] = []
    days = {name: _day(values.get(name, ""), problems) for name in ("from", "to")}
    body = None
    if (named := values.get("organisation", "")) and named != DEPARTMENT:
        body = db.session.get(Organisation, number(named)) or chosen(named)
        if body is None:
            problems.append(_("There is no organisation “%(name)s” in the directory.", name=named))
    return UseFilters(values, tuple(problems), body, days["from"], days["to"])


def narrow(found: sa.Select[Any], filters: UseFilters) -> sa.Select[Any]:
    """Uses within what the filters ask for; none when something was not understood."""
    if filters.problems:
        return found.where(sa.false())
    found = within(found, filters)
    for name, condition in CONDITIONS.items():
        if value := filters.values.get(name):
            found = found.where(condition(value))
    if value := filters.values.get("organisation"):
        wanted = None if value == DEPARTMENT else filters.organisation
        same = MessageUse.organisation_id == wanted.id if wanted else None
        found = found.where(MessageUse.organisation_id.is_(None) if same is None else same)
    return found


def within(found: sa.Select[Any], filters: UseFilters) -> sa.Select[Any]:
    """Uses of the days that are asked for."""
    if filters.first is not None:
        found = found.where(used_on >= filters.first)
    if filters.last is not None:
        found = found.where(used_on <= filters.last)
    return found


def number(text: str) -> int:
    """The number that a value of the address is; 0 when it is none."""
    return int(text[:9]) if text.isascii() and text.isdigit() else 0


def _theme(code: str) -> sa.ColumnElement[bool]:
    found = reference().term_ids.get(("theme", code), 0)
    return MessageUse.message_id.in_(sa.select(Message.id).where(Draft.theme_id == found))


def _municipality(code: str) -> sa.ColumnElement[bool]:
    return used_in == reference().municipality_ids.get(code.casefold(), 0)


def _region(code: str) -> sa.ColumnElement[bool]:
    known = reference()
    region = known.region_ids.get(code.upper() if code.isascii() else code, 0)
    towns = [one.id for one in known.municipalities.values() if one.region_id == region]
    return sa.or_(used_in.in_(towns), Event.region_id == region)


def _audience(code: str) -> sa.ColumnElement[bool]:
    found = reference().term_ids.get(("audience", code), 0)
    invited = sa.exists().where(
        EventTerm.event_id == MessageUse.event_id, EventTerm.term_id == found
    )
    return sa.or_(MessageUse.audience_id == found, invited)


def _member(kind: Any, column: Any) -> Callable[[str], sa.ColumnElement[bool]]:
    return lambda text: column == kind(text) if text in set(kind) else sa.false()


def _state(text: str) -> sa.ColumnElement[bool]:
    return state_is(UseState(text)) if text in set(UseState) else sa.false()


CONDITIONS: dict[str, Callable[[str], sa.ColumnElement[bool]]] = {
    "message": lambda text: MessageUse.message_id == number(text),
    "theme": _theme,
    "region": _region,
    "municipality": _municipality,
    "audience": _audience,
    "kind": _member(UseKind, MessageUse.kind),
    "channel": _member(Channel, MessageUse.channel),
    "state": _state,
}


def _day(text: str, problems: list[str]) -> date | None:
    day = read_day(text) if text else None
    if text and day is None:
        problems.append(_("“%(text)s” is not a date. Write it as 2026-11-23.", text=text))
    return day
