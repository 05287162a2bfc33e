"""Organisations as the search reads them: what each circle of readers is shown of one.

`rules.can_view` says of one person what the scopes here say of all; a test holds them together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask import url_for

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.partners.enums import NameKind
from stratcom.partners.indexing import file_names
from stratcom.partners.models import Organisation, OrganisationName
from stratcom.partners.queries import shown
from stratcom.partners.rules import can_see_notes
from stratcom.places.models import Municipality, Region
from stratcom.search.enums import Kind
from stratcom.search.sources import (
    EVERYBODY,
    Card,
    Face,
    Record,
    organisation_tag,
    place_tag,
    region_tag,
)
from stratcom.vocabularies.enums import TermKind

# Circles of readers in the desk, beside those of one organisation.
ALL = "all"
KEEPERS = "keepers"  # they see the notes too
READ = (
    sa.select(
        Organisation.id,
        Organisation.name_ka,
        Organisation.name_en,
        Organisation.parent_id,
        Organisation.listed,
        Organisation.description_ka,
        Organisation.description_en,
        Organisation.address_ka,
        Organisation.address_en,
        Organisation.notes,
        Organisation.listing_note,
        Organisation.municipality_id,
        Organisation.region_id,
        Municipality.name_ka.label("municipality_ka"),
        Municipality.name_en.label("municipality_en"),
        Region.name_ka.label("region_ka"),
        Region.name_en.label("region_en"),
    )
    .outerjoin(Municipality, Municipality.id == Organisation.municipality_id)
    .outerjoin(Region, Region.id == Organisation.region_id)
    .where(Organisation.archived_at.is_(None), Organisation.merged_into_id.is_(None))
)


class OrganisationSource:
    """Organisations that are neither in the archive nor merged into another."""

    kind = Kind.PARTNER

    def records(self, ids: Sequence[int]) -> Iterator[Record]:
        """Those of these organisations that somebody may find."""
        names = _further_names(ids)
        for row in db.session.execute(READ.where(Organisation.id.in_(ids))):
            yield _record(row, names.get(row.id, ()))

    def ids(self, *, after: int, limit: int) -> Sequence[int]:
        """Ids of all organisations in their order, so many after that one."""
        found = sa.select(Organisation.id).where(Organisation.id > after)
        return db.session.scalars(found.order_by(Organisation.id).limit(limit)).all()

    def refile(self, ids: Sequence[int]) -> None:
        """Bring words, phrases and keys in line with the rules of today."""
        for one in db.session.scalars(sa.select(Organisation).where(Organisation.id.in_(ids))):
            file_names(one)

    def scopes(self, user: User | None) -> frozenset[str]:
        """The circles that the reader belongs to."""
        if user is None:
            return frozenset({EVERYBODY})
        if not user.can(Permission.ORGANISATION_VIEW):
            return frozenset()
        if not user.can(Permission.ORGANISATION_VIEW_ALL):
            own = user.organisation_id
            return frozenset() if own is None else frozenset({own_scope(own)})
        return frozenset({ALL, KEEPERS} if can_see_notes(user) else {ALL})

    def cards(self, ids: Sequence[int], user: User) -> Mapping[int, Card]:
        """The organisations as the desk shows them: type, place, abbreviation."""
        chosen = sa.select(Organisation).where(Organisation.id.in_(ids))
        return {
            one.id: Card(
                url_for("partners.detail", organisation_id=one.id),
                one.name_ka,
                one.name_en,
                facts_of(one),
            )
            for one in db.session.scalars(shown(chosen))
        }


def own_scope(organisation_id: int) -> str:
    """The circle of an organisation."""
    return f"o{organisation_id}"


def facts_of(organisation: Organisation) -> tuple[str, ...]:
    """What tells an organisation from others, of what is known, in the reader's language."""
    types = [
        link.term.label
        for link in organisation.term_links
        if link.term.kind is TermKind.ORGANISATION_TYPE
    ]
    place = organisation.municipality or organisation.region
    short = [one.text for one in organisation.names if one.kind is NameKind.ABBREVIATION]
    return tuple(filter(None, (", ".join(types), place.name if place else "", ", ".join(short))))


def _record(row: Any, further: Sequence[str]) -> Record:
    desk = frozenset({ALL, own_scope(row.id)})
    if row.parent_id is not None:
        desk |= {own_scope(row.parent_id)}
    public = frozenset({EVERYBODY}) if row.listed else frozenset()
    names = _joined(further)
    places = (row.municipality_ka, row.municipality_en, row.region_ka, row.region_en)
    texts = (row.description_ka, row.description_en, row.address_ka, row.address_en)
    told = _joined((names, *texts, *places))
    noted = _joined((told, row.notes, row.listing_note))
    title = (row.name_ka, row.name_en)
    faces = (
        Face(public | desk, *title, told, names),
        Face(frozenset({KEEPERS}), *title, noted, names),
    )
    tags = {organisation_tag(row.id)}
    if row.municipality_id is not None:
        tags.add(place_tag(row.municipality_id))
    if row.region_id is not None:
        tags.add(region_tag(row.region_id))
    return Record(row.id, faces, tags=frozenset(tags))


def _further_names(ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Aliases, abbreviations and former names by organisation."""
    further = OrganisationName
    chosen = sa.select(further.organisation_id, further.text)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number, text in db.session.execute(
        chosen.where(further.organisation_id.in_(ids)).order_by(further.id)
    ):
        found[number].append(text)
    return found


def _joined(texts: Iterable[str | None]) -> str:
    return "\n".join(filter(None, texts))
