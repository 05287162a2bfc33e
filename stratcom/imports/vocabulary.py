"""What spreadsheets are recognised against: the places, terms and names of this database."""

import sqlalchemy as sa

from stratcom.db import db
from stratcom.partners.models import Organisation
from stratcom.places import queries as places
from stratcom.places.models import Region as PlaceRegion
from stratcom.sheets import Municipality, Reference, Region, Term
from stratcom.sheets.reference import TermKind
from stratcom.vocabularies.models import Term as VocabularyTerm

KINDS: dict[str, TermKind] = {"format": "format", "audience": "audience", "theme": "theme"}


def sheet_reference() -> Reference:
    """Places, terms and organisations as plain data; retired terms too, old files hold them."""
    regions = list(db.session.scalars(places.regions()))
    return Reference(
        regions=tuple(Region(one.code, one.name_ka, one.name_en) for one in regions),
        municipalities=_municipalities(regions),
        terms=_terms(),
        organisations=_organisations(),
    )


def _municipalities(regions: list[PlaceRegion]) -> tuple[Municipality, ...]:
    codes = {one.id: one.code for one in regions}
    return tuple(
        Municipality(
            code=one.code,
            region=codes[one.region_id],
            name_ka=one.name_ka,
            name_en=one.name_en,
            aliases=tuple(filter(None, [one.other_name_en])),
            official_ka=one.official_ka,
            occupied=one.occupied,
        )
        # Towns that only the map shows are recognised as places in the occupied territories.
        for one in db.session.scalars(places.municipalities(official_only=True))
    )


def _terms() -> tuple[Term, ...]:
    found = db.session.scalars(sa.select(VocabularyTerm).order_by(VocabularyTerm.position)).all()
    by_id = {one.id: one for one in found}
    aliases: dict[int, list[str]] = {}
    for one in found:
        if one.merged_into_id:
            kept = _kept(one, by_id)
            aliases.setdefault(kept.id, []).extend([one.label_ka, one.label_en])
    return tuple(
        Term(KINDS[one.kind], one.code, one.label_ka, one.label_en, tuple(aliases.get(one.id, [])))
        for one in found
        if one.kind in KINDS and not one.merged_into_id
    )


def _kept(one: VocabularyTerm, by_id: dict[int, VocabularyTerm]) -> VocabularyTerm:
    """The term that a merged one finally became."""
    for _step in by_id:
        if one.merged_into_id is None:
            break
        one = by_id[one.merged_into_id]
    return one


def _organisations() -> tuple[str, ...]:
    rows = db.session.execute(sa.select(Organisation.name_ka, Organisation.name_en))
    return tuple(name for row in rows for name in row if name)
