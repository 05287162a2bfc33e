"""The filters of the lists of contacts and agreements, read from an address."""

import enum
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from stratcom.accounts.models import User
from stratcom.contacts.enums import AgreementKind, ContactKind
from stratcom.db import db
from stratcom.moments import read_day
from stratcom.partners.forms import chosen
from stratcom.partners.models import Organisation
from stratcom.people.models import Person

LONGEST = 200
T = TypeVar("T", bound=enum.StrEnum)
D = TypeVar("D")


class EntryList(enum.StrEnum):
    """Which contacts a list shows."""

    ALL = "all"
    MINE = "mine"
    OPEN = "open"
    ARCHIVED = "archived"


class AgreementList(enum.StrEnum):
    """Which agreements a list shows."""

    IN_FORCE = "in-force"
    ENDING = "ending"
    ENDED = "ended"
    PREPARED = "prepared"
    ARCHIVED = "archived"


ENTRY_LISTS = {
    EntryList.ALL: _l("All contacts"),
    EntryList.MINE: _l("My next steps"),
    EntryList.OPEN: _l("Everybody's next steps"),
    EntryList.ARCHIVED: _l("In the archive"),
}
AGREEMENT_LISTS = {
    AgreementList.IN_FORCE: _l("In force"),
    AgreementList.ENDING: _l("Ending within 90 days"),
    AgreementList.ENDED: _l("Ended"),
    AgreementList.PREPARED: _l("In preparation"),
    AgreementList.ARCHIVED: _l("In the archive"),
}


@dataclass(frozen=True)
class Filters:
    """What an address asks for: as typed, and as it was understood.

    `problems` says what could not be; with any, nothing is found.
    """

    typed: dict[str, str]
    problems: tuple[str, ...] = ()
    organisation: Organisation | None = None
    person: Person | None = None
    owner: User | None = None
    first: date | None = None
    last: date | None = None

    def text(self, name: str) -> str:
        """What stands in the field of that name: names in place of numbers."""
        if name == "organisation" and self.organisation is not None:
            return self.organisation.name
        if name == "person" and self.person is not None:
            return self.person.name
        return self.typed.get(name, "")

    @property
    def active(self) -> bool:
        """True when anything but the choice of list narrows it."""
        return any(name != "show" for name in self.typed)

    def query(self, **changes: str | None) -> str:
        """These filters as a query string, with some changed; without the page number."""
        pairs = self.typed | {name: value for name, value in changes.items() if value is not None}
        gone = {name for name, value in changes.items() if value is None}
        return urlencode([(name, value) for name, value in pairs.items() if name not in gone])

    @property
    def entry_list(self) -> EntryList:
        """The list of contacts that is shown."""
        return _member(EntryList, self.typed.get("show", ""), EntryList.ALL)

    @property
    def agreement_list(self) -> AgreementList:
        """The list of agreements that is shown."""
        return _member(AgreementList, self.typed.get("show", ""), AgreementList.IN_FORCE)

    @property
    def contact_kind(self) -> ContactKind | None:
        """The kind of contact that is wanted."""
        return _member(ContactKind, self.typed.get("kind", ""), None)

    @property
    def agreement_kind(self) -> AgreementKind | None:
        """The kind of agreement that is wanted."""
        return _member(AgreementKind, self.typed.get("kind", ""), None)


ENTRY_NAMES = ("show", "q", "organisation", "person", "kind", "owner", "from", "to")
AGREEMENT_NAMES = ("show", "q", "organisation", "kind", "owner")


def read_filters(args: MultiDict[str, str], names: tuple[str, ...]) -> Filters:
    """The filters of those names in an address; empty ones are left out."""
    typed = {name: " ".join(args.get(name, "").split())[:LONGEST] for name in names}
    typed = {name: value for name, value in typed.items() if value}
    problems: list[str] = []
    organisation = _organisation(typed.get("organisation", ""), problems)
    first = _day(typed.get("from", ""), problems)
    last = _day(typed.get("to", ""), problems)
    return Filters(
        typed,
        tuple(problems),
        organisation,
        db.session.get(Person, _number(typed.get("person", ""))),
        db.session.get(User, _number(typed.get("owner", ""))),
        first,
        last,
    )


def _member(kind: type[T], text: str, default: D) -> T | D:
    return kind(text) if text in set(kind) else default


def _number(text: str) -> int:
    return int(text[:9]) if text.isascii() and text.isdigit() else 0


def _organisation(text: str, problems: list[str]) -> Organisation | None:
    if not text:
        return None
    found = db.session.get(Organisation, _number(text)) or chosen(text)
    if found is None:
        problems.append(_("There is no organisation “%(name)s” in the directory.", name=text))
    return found


def _day(text: str, problems: list[str]) -> date | None:
    day = read_day(text) if text else None
    if text and day is None:
        problems.append(_("“%(text)s” is not a date. Write it as 2026-11-23.", text=text))
    return day
