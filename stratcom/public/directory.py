"""The public directory: organisations that agreed to be listed, and nothing of any other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import sqlalchemy as sa
from flask import request, url_for

from stratcom.db import db
from stratcom.events.facets import Facet, facet
from stratcom.events.queries import published
from stratcom.events.reference import Named, Reference
from stratcom.events.search import Search, find_ids
from stratcom.georgian.dates import Lang
from stratcom.moments import today
from stratcom.partners.enums import NameKind
from stratcom.partners.models import (
    Organisation,
    OrganisationName,
    OrganisationTerm,
    Succession,
)
from stratcom.partners.queries import matching, predecessors_of
from stratcom.partners.services.logos import smallest
from stratcom.public import listing
from stratcom.public.addresses import partner_path
from stratcom.public.cards import Card, cards
from stratcom.public.detail import Text, text_of
from stratcom.public.known import places_and_terms
from stratcom.vocabularies.enums import TermKind

PARTNERS = sa.inspect(Organisation).local_table
TERMS = sa.inspect(OrganisationTerm).local_table
SIZE = 25
SHOWN_EVENTS = 5
LISTED = sa.and_(
    PARTNERS.c.listed, PARTNERS.c.archived_at.is_(None), PARTNERS.c.merged_into_id.is_(None)
)


@dataclass(frozen=True)
class Wanted:
    """What the list is asked for; a code that does not exist finds nothing."""

    q: str = ""
    type: str = ""
    theme: str = ""
    region: str = ""

    @property
    def active(self) -> bool:
        """True when anything narrows the list."""
        return bool(self.q or self.type or self.theme or self.region)


class Line(NamedTuple):
    """One organisation of the list."""

    path: str
    name: Text
    details: str


@dataclass(frozen=True)
class Partner:
    """One organisation as its page shows it."""

    row: Any
    name: Text
    address: Text
    description: Text
    other_names: Sequence[str]
    terms: dict[str, list[Named]]
    region: Named | None
    municipality: Named | None
    website_host: str
    social: Sequence[tuple[str, str]]
    parent: Line | None
    branches: Sequence[Line]
    before: Sequence[tuple[Any, Text]]
    after: Sequence[tuple[Any, Text, str]]
    coming: Sequence[Card]
    past: Sequence[Card]
    events_query: str
    logo: str


def read_wanted() -> Wanted:
    """The filters in the address."""
    args = request.args
    return Wanted(
        **{
            name: " ".join(args.get(name, "").split())[:200]
            for name in ("q", "type", "theme", "region")
        }
    )


def offered(known: Reference) -> dict[str, list[Named]]:
    """What each filter can be set to: only what some listed organisation has."""
    used = set(
        db.session.scalars(
            sa.select(TERMS.c.term_id)
            .join(PARTNERS, PARTNERS.c.id == TERMS.c.organisation_id)
            .where(LISTED)
            .distinct()
        )
    )
    regions = set(db.session.scalars(sa.select(PARTNERS.c.region_id).where(LISTED).distinct()))
    terms = [one for one in known.terms.values() if one.id in used]
    return {
        "type": [one for one in terms if one.kind == TermKind.ORGANISATION_TYPE],
        "theme": [one for one in terms if one.kind == TermKind.THEME],
        "region": [one for one in known.regions.values() if one.id in regions],
    }


def listed(wanted: Wanted, known: Reference) -> sa.Select[Any]:
    """The organisations asked for, in the order of their names."""
    shown = ("id", "name_ka", "name_en", "region_id", "municipality_id")
    found = sa.select(*(PARTNERS.c[name] for name in shown)).where(LISTED, _goes_on())
    for kind, code in (
        (TermKind.ORGANISATION_TYPE, wanted.type),
        (TermKind.THEME, wanted.theme),
    ):
        if code:
            term_id = known.term_ids.get((kind.value, code), 0)
            having = sa.select(TERMS.c.organisation_id).where(TERMS.c.term_id == term_id)
            found = found.where(PARTNERS.c.id.in_(having))
    if wanted.region:
        found = found.where(PARTNERS.c.region_id == known.region_ids.get(wanted.region, 0))
    if wanted.q:
        found = found.where(PARTNERS.c.id.in_(matching(wanted.q)))
    return found.order_by(PARTNERS.c.sort_key, PARTNERS.c.id)


def _goes_on() -> sa.ColumnElement[bool]:
    """Bodies that were renamed or wound up keep their page and leave the list."""
    return sa.or_(PARTNERS.c.ended_on.is_(None), PARTNERS.c.ended_on > today())


def lines(rows: Sequence[Any], lang: Lang) -> list[Line]:
    """Rows as the list shows them: name, types, place."""
    known = places_and_terms()
    types: dict[int, list[str]] = {}
    links = sa.select(TERMS.c.organisation_id, TERMS.c.term_id).where(
        TERMS.c.organisation_id.in_([row.id for row in rows])
    )
    for number, term_id in db.session.execute(links.order_by(TERMS.c.position)):
        term = known.terms.get(term_id)
        if term is not None and term.kind == TermKind.ORGANISATION_TYPE:
            types.setdefault(number, []).append(term.name)
    return [_line(row, types.get(row.id, []), lang) for row in rows]


def _line(row: Any, types: Sequence[str], lang: Lang) -> Line:
    known = places_and_terms()
    place = known.municipalities.get(row.municipality_id or 0)
    place = place or known.regions.get(row.region_id or 0)
    details = " · ".join([", ".join(types), place.name if place else ""]).strip(" ·")
    path = partner_path(row.id, row.name_ka, row.name_en, lang)
    return Line(path, text_of(row, "name", lang), details)


def find_listed(organisation_id: int) -> Any:
    """One organisation that agreed to be listed, or None."""
    found = sa.select(PARTNERS).where(PARTNERS.c.id == organisation_id, LISTED)
    return db.session.execute(found).first()


def moved_to(organisation_id: int) -> Any:
    """The listed organisation that a duplicate was merged into, or None."""
    target = db.session.scalar(
        sa.select(PARTNERS.c.merged_into_id).where(PARTNERS.c.id == organisation_id)
    )
    return find_listed(target) if target else None


def partner_of(row: Any, lang: Lang) -> Partner:
    """Everything the page of an organisation shows."""
    known = places_and_terms()
    terms: dict[str, list[Named]] = {kind.value: [] for kind in TermKind}
    links = sa.select(TERMS.c.term_id).where(TERMS.c.organisation_id == row.id)
    for term_id in db.session.scalars(links.order_by(TERMS.c.position)):
        if term := known.terms.get(term_id):
            terms[term.kind].append(term)
    family = [row.id, *predecessors_of(row.id)]
    held = published().also(*(facet(Facet.INVOLVED, one) for one in family))
    now = today()
    return Partner(
        row=row,
        name=text_of(row, "name", lang),
        address=text_of(row, "address", lang),
        description=text_of(row, "description", lang),
        other_names=_other_names(row.id),
        terms=terms,
        region=known.regions.get(row.region_id or 0),
        municipality=known.municipalities.get(row.municipality_id or 0),
        website_host=_host(row.website),
        social=[(one, _host(one)) for one in row.social],
        parent=_relative(PARTNERS.c.id == (row.parent_id or 0), lang),
        branches=_relatives(PARTNERS.c.parent_id == row.id, lang),
        before=_before(row.id, lang),
        after=_after(row.id, lang),
        coming=_cards(listing.coming(held, now), lang),
        past=_cards(listing.past(held, now), lang),
        events_query=urlencode([("organiser", one) for one in family]),
        logo=url_for("logos.file", logo=smallest(row.logo)) if row.logo else "",
    )


def _cards(search: Search, lang: Lang) -> list[Card]:
    return cards(find_ids(search, limit=SHOWN_EVENTS), lang)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or address).removeprefix("www.")


def _other_names(organisation_id: int) -> list[str]:
    # Aliases help the search alone: misspellings are among them.
    names = sa.select(OrganisationName.text).where(
        OrganisationName.organisation_id == organisation_id,
        OrganisationName.kind != NameKind.ALIAS,
    )
    return list(db.session.scalars(names.order_by(OrganisationName.id)))


def _relatives(condition: Any, lang: Lang) -> list[Line]:
    found = sa.select(PARTNERS).where(condition, LISTED).order_by(PARTNERS.c.sort_key)
    return lines(db.session.execute(found.limit(100)).all(), lang)


def _relative(condition: Any, lang: Lang) -> Line | None:
    return next(iter(_relatives(condition, lang)), None)


def _before(organisation_id: int, lang: Lang) -> list[tuple[Any, Text]]:
    """What came before it: the succession and the former name."""
    rows = db.session.execute(
        sa.select(Succession.kind, Succession.happened_on, Organisation.name_ka,
                  Organisation.name_en)
        .join(Organisation, Organisation.id == Succession.predecessor_id)
        .where(Succession.successor_id == organisation_id)
        .order_by(Succession.happened_on.desc())
    )  # fmt: skip
    return [(row, text_of(row, "name", lang)) for row in rows]


def _after(organisation_id: int, lang: Lang) -> list[tuple[Any, Text, str]]:
    """What came after it, with the successor's page where it is listed."""
    rows = db.session.execute(
        sa.select(Succession.kind, Succession.happened_on, PARTNERS.c.id, PARTNERS.c.name_ka,
                  PARTNERS.c.name_en, LISTED.label("shown"))
        .join(PARTNERS, PARTNERS.c.id == Succession.successor_id)
        .where(Succession.predecessor_id == organisation_id)
        .order_by(Succession.happened_on)
    )  # fmt: skip
    return [
        (
            row,
            text_of(row, "name", lang),
            partner_path(row.id, row.name_ka, row.name_en, lang) if row.shown else "",
        )
        for row in rows
    ]
