"""The filters of every event list, read from an address.

Names are those of the contract: q, region, municipality, audience, theme, format, organiser,
from, to, online; the desk adds language, involved, partner, donor, the type of each of these
(organiser-type), state, occurrence, mine, marked, unreported, archived. Each but the dates may
be given several times: one of them must fit.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.events.enums import EventState, Occurrence, OrganisationRole
from stratcom.events.facets import Facet, facet, name_facet, word_facet
from stratcom.events.queries import archived_for
from stratcom.events.reference import Reference, reference
from stratcom.events.rules import own_facet
from stratcom.events.search import Search, TakingPart
from stratcom.moments import read_day, today
from stratcom.partners.models import Organisation, OrganisationName
from stratcom.partners.services import match_key
from stratcom.search.query import Group, clauses, read_query
from stratcom.search.sources import organisation_in
from stratcom.vocabularies.enums import TermKind

OCCURRENCES = frozenset(name_facet(Facet.OCCURRENCE, one.value) for one in Occurrence)
NOTHING = 0  # a facet that no event has
MANY = ("region", "municipality", "audience", "theme", "format", "language", "organiser")
# What an organisation does for an event, by the filter that asks for it.
DOING = {
    "organiser": OrganisationRole.ORGANISER.value,
    "partner": OrganisationRole.PARTNER.value,
    "donor": OrganisationRole.DONOR.value,
    "involved": "",
}
TYPES = tuple(f"{name}-type" for name in DOING)
DESK_ONLY = ("involved", "partner", "donor", *TYPES)
DESK_ONLY += ("state", "occurrence", "mine", "marked", "unreported", "archived")
SINGLE = ("q", "from", "to", "online", "sort")


@dataclass(frozen=True)
class Filters:
    """What an address asks for, as typed; `problems` says what could not be understood."""

    values: dict[str, list[str]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def one(self, name: str) -> str:
        """The value of a filter that has one, or nothing."""
        return (self.values.get(name) or [""])[0]

    def many(self, name: str) -> list[str]:
        """All values of a filter."""
        return self.values.get(name, [])

    @property
    def unshown(self) -> frozenset[str]:
        """Filters that come from other screens' links and have no field of their own."""
        return frozenset({"partner", "donor", *TYPES})

    def day(self, name: str) -> str:
        """A day as date fields take it, or nothing."""
        found = read_day(self.one(name))
        return found.isoformat() if found else ""

    @property
    def active(self) -> bool:
        """True when anything narrows the list."""
        return any(name != "sort" for name in self.values)

    def query(self, **changes: str | None) -> str:
        """These filters as a query string, with some changed; without the page number."""
        pairs = [(k, v) for k, vs in self.values.items() if k not in changes for v in vs]
        pairs += [(k, v) for k, v in changes.items() if v is not None]
        return urlencode(pairs)


def read_filters(args: MultiDict[str, str], *, desk: bool) -> Filters:
    """The known filters of an address; empty and unknown ones are left out."""
    values: dict[str, list[str]] = {}
    found: list[str] = []
    for name in (*SINGLE, *MANY, *(DESK_ONLY if desk else ())):
        given = [" ".join(one.split())[:200] for one in args.getlist(name)]
        given = [one for one in dict.fromkeys(given) if one][:20]
        if not given:
            continue
        if name in {"from", "to"} and read_day(given[0]) is None:
            found.append(_("“%(text)s” is not a date. Write it as 2026-11-23.", text=given[0]))
            continue
        values[name] = given[:1] if name in SINGLE else given
    return Filters(values, tuple(found))


def narrow(search: Search, filters: Filters, *, user: Any = None) -> Search:
    """`search` within what the filters ask for; `user` is needed for 'mine'."""
    known = reference()
    if filters.one("archived") and user is not None:
        # Archived events are filed in the archive and nowhere else.
        first, last = read_day(filters.one("from")), read_day(filters.one("to"))
        return archived_for(user).between(first, last)
    for name, find in FINDERS.items():
        if given := filters.many(name):
            wanted = {one for text in given for one in find(text, known)}
            unwanted = OCCURRENCES - wanted
            if name == "occurrence" and len(unwanted) < len(wanted):
                # Looking for the one that an event must not have is quicker than for one of three.
                hidden = (unwanted,) if unwanted else ()
                search = replace(search, without=(*search.without, *hidden))
                continue
            search = search.also(*(wanted or {NOTHING}))
    for name in ("audience", "theme", "format", "language"):
        if given := filters.many(name):
            ids = [known.term_ids.get((name, code)) for code in given]
            search = search.also(*[facet(Facet.TERM, one) for one in ids if one] or [NOTHING])
    search = replace(search, taking_part=(*search.taking_part, *_taking_part(filters, known)))
    search = _saying(search, filters.one("q"), user)
    search = _flags(search, filters, user)
    first, last = read_day(filters.one("from")), read_day(filters.one("to"))
    search = search.between(first or search.first, last or search.last)
    return replace(search, oldest_first=True) if filters.one("sort") == "oldest" else search


def _flags(search: Search, filters: Filters, user: Any) -> Search:
    if filters.one("online"):
        online = facet(Facet.ONLINE)
        if filters.one("online") in {"0", "no", "false"}:
            search = replace(search, without=(*search.without, frozenset({online})))
        else:
            search = search.also(online)
    if filters.one("marked"):
        search = search.also(facet(Facet.MARKED))
    if filters.one("mine") and user is not None:
        search = search.also(own_facet(user))
    if filters.one("unreported"):
        search = search.also(facet(Facet.REPORT_AWAITED))
        search = replace(search, ended_before=today())
    return search


def _taking_part(filters: Filters, known: Reference) -> list[TakingPart]:
    """What the filters ask of organisations that the index does not tell apart."""
    asked = []
    for name, role in DOING.items():
        codes = filters.many(f"{name}-type")
        if not codes and not (name in {"partner", "donor"} and filters.many(name)):
            continue
        bodies = types = None
        if given := filters.many(name):
            bodies = frozenset(one for text in given for one in _organisation_ids(text))
        if codes:
            ids = (known.term_ids.get((TermKind.ORGANISATION_TYPE, code)) for code in codes)
            types = frozenset(one for one in ids if one)
        asked.append(TakingPart(role, bodies, types))
    return asked


def _saying(search: Search, text: str, reader: User | None) -> Search:
    """`search` for events that say the words, or have to do with an organisation so named."""
    query = read_query(text, reader=reader)
    for group in query.groups:
        for clause in clauses(_facets(group)):
            search = search.also(*clause)
    for group in query.unwanted:
        for one in _facets(group):
            # Of several keys the first is enough to tell them by.
            search = replace(search, without=(*search.without, frozenset(one[:1])))
    return search


def _facets(group: Group) -> list[list[int]]:
    """The alternatives of a word, or of a name, as facets."""
    said = [[word_facet(key) for key in one] for one in group.alternatives]
    named = [one for tag in sorted(group.tags) if (one := organisation_in(tag)) is not None]
    return [*said, *([facet(Facet.INVOLVED, one)] for one in named)]


def _region(text: str, known: Reference) -> list[int]:
    found = known.region_ids.get(text.upper() if text.isascii() else text)
    return [facet(Facet.REGION, found)] if found else []


def _municipality(text: str, known: Reference) -> list[int]:
    found = known.municipality_ids.get(text.casefold())
    return [facet(Facet.MUNICIPALITY, found)] if found else []


def _organisation_ids(text: str) -> list[int]:
    """The organisations meant; a record that was merged stands for the one that was kept."""
    if text.isascii() and text.isdigit():
        named: sa.ColumnElement[bool] = Organisation.id == int(text[:9])
    elif key := match_key(text):
        further = sa.select(OrganisationName.organisation_id)
        named = sa.or_(
            Organisation.match_key == key,
            Organisation.match_key_en == key,
            Organisation.id.in_(further.where(OrganisationName.match_key == key)),
        )
    else:
        return []
    kept = sa.func.coalesce(Organisation.merged_into_id, Organisation.id)
    return list(db.session.scalars(sa.select(kept).where(named).distinct()))


def _organisations(text: str, kind: Facet) -> list[int]:
    return [facet(kind, one) for one in _organisation_ids(text)]


def _organiser(text: str, _known: Reference) -> list[int]:
    return _organisations(text, Facet.ORGANISER)


def _involved(text: str, _known: Reference) -> list[int]:
    return _organisations(text, Facet.INVOLVED)


def _state(text: str, _known: Reference) -> list[int]:
    return [name_facet(Facet.STATE, text)] if text in set(EventState) else []


def _occurrence(text: str, _known: Reference) -> list[int]:
    return [name_facet(Facet.OCCURRENCE, text)] if text in set(Occurrence) else []


FINDERS: dict[str, Callable[[str, Reference], list[int]]] = {
    "region": _region,
    "municipality": _municipality,
    "organiser": _organiser,
    "involved": _involved,
    "partner": _involved,
    "donor": _involved,
    "state": _state,
    "occurrence": _occurrence,
}
