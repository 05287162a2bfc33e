"""Places and terms by code and by id, as the directory's forms, lists and trail need them."""

from dataclasses import dataclass

import sqlalchemy as sa

from stratcom.db import db
from stratcom.i18n import current_language
from stratcom.places.models import Municipality, Region
from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term


@dataclass(frozen=True)
class Named:
    """A place or a term."""

    id: int
    code: str
    ka: str
    en: str
    kind: TermKind | None = None
    region_id: int | None = None
    occupied: bool = False
    retired: bool = False

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.en if self.en and current_language() == "en" else self.ka


class Reference:
    """All places and terms as they are now, read in three small queries."""

    def __init__(self) -> None:
        regions = sa.select(Region.id, Region.code, Region.name_ka, Region.name_en)
        self.regions = {
            row[1]: Named(*row) for row in db.session.execute(regions.order_by(Region.position))
        }
        towns = sa.select(
            Municipality.id,
            Municipality.code,
            Municipality.name_ka,
            Municipality.name_en,
            Municipality.region_id,
            Municipality.occupied,
        ).order_by(Municipality.name_ka)
        self.municipalities = {
            row[1]: Named(*row[:4], region_id=row[4], occupied=row[5])
            for row in db.session.execute(towns)
        }
        terms = sa.select(
            Term.id, Term.code, Term.label_ka, Term.label_en, Term.kind, Term.retired_at
        ).order_by(Term.position, Term.id)
        self.terms = {
            (row[4], row[1]): Named(*row[:4], kind=row[4], retired=row[5] is not None)
            for row in db.session.execute(terms)
        }

    def offered(self, kind: TermKind, keep: frozenset[str] = frozenset()) -> list[Named]:
        """The terms of one list that may be chosen, and those in `keep` that already are."""
        return [
            one
            for one in self.terms.values()
            if one.kind is kind and (not one.retired or one.code in keep)
        ]

    def towns_of(self, region: Named) -> list[Named]:
        """The municipalities of a region."""
        return [one for one in self.municipalities.values() if one.region_id == region.id]
