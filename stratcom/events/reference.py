"""Places and terms by code and by id, kept in memory until somebody changes one."""

import uuid
from dataclasses import dataclass, field
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy import event as sa_event
from sqlalchemy.orm import Session

from stratcom.db import db
from stratcom.i18n import current_language
from stratcom.places.models import Municipality, Region
from stratcom.settings.models import Setting
from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term

VERSION = "reference_version"


@dataclass(frozen=True)
class Named:
    """A place or term as lists show it."""

    id: int
    code: str
    ka: str
    en: str
    kind: str = ""
    region_id: int | None = None
    retired: bool = False
    occupied: bool = False
    tile: tuple[int, int] | None = None
    codes: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.en if self.en and current_language() == "en" else self.ka


class Reference:
    """All places and terms; small enough to hold whole."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.regions = {
            one.id: Named(one.id, one.code, one.name_ka, one.name_en, occupied=one.occupied)
            for one in db.session.scalars(sa.select(Region).order_by(Region.position))
        }
        self.municipalities = {
            one.id: _municipality(one)
            for one in db.session.scalars(sa.select(Municipality).order_by(Municipality.name_ka))
        }
        found = db.session.scalars(sa.select(Term).order_by(Term.position, Term.id)).all()
        self.terms = {one.id: _term(one) for one in found}
        self.merged = {one.id: one.merged_into_id for one in found if one.merged_into_id}

    @cached_property
    def term_ids(self) -> dict[tuple[str, str], int]:
        """Term id by kind and code; the code of a merged term leads to the one it became."""
        return {
            (one.kind, one.code): self.merged.get(one.id, one.id) for one in self.terms.values()
        }

    @cached_property
    def region_ids(self) -> dict[str, int]:
        """Region id by code."""
        return {one.code: one.id for one in self.regions.values()}

    @cached_property
    def municipality_ids(self) -> dict[str, int]:
        """Municipality id by code or by another usual spelling of it."""
        return {code: one.id for one in self.municipalities.values() for code in one.codes}

    def offered(self, kind: TermKind, keep: frozenset[str] = frozenset()) -> list[Named]:
        """Terms of one list that may be chosen now, and those in `keep` that already are."""
        return [
            one
            for one in self.terms.values()
            if one.kind == kind and (not one.retired or one.code in keep)
        ]


def _municipality(one: Municipality) -> Named:
    tile = None
    if one.tile_column is not None and one.tile_row is not None:
        tile = (one.tile_column, one.tile_row)
    spellings = (one.code, one.name_en.casefold(), one.other_name_en.casefold())
    return Named(
        one.id,
        one.code,
        one.name_ka,
        one.name_en,
        region_id=one.region_id,
        occupied=one.occupied,
        tile=tile,
        codes=tuple(spelling for spelling in spellings if spelling),
    )


def _term(one: Term) -> Named:
    return Named(
        one.id,
        one.code,
        one.label_ka,
        one.label_en,
        kind=one.kind.value,
        retired=one.retired_at is not None,
    )


_held: dict[str, Reference] = {}


def reference() -> Reference:
    """The places and terms as they are now; a small query tells whether they changed."""
    info = db.session().info
    if VERSION in info:
        known: Reference = info[VERSION]
        return known
    wanted = db.session.scalar(sa.select(Setting.value).where(Setting.name == VERSION)) or ""
    held = _held.get("now")
    if held is None or held.version != wanted or not wanted:
        held = _held["now"] = Reference(wanted)
    info[VERSION] = held
    return held


@sa_event.listens_for(Session, "before_flush")
def _note_change(session: Session, _context: object, _instances: object) -> None:
    changed = (*session.new, *session.dirty)
    if any(isinstance(one, Region | Municipality | Term) for one in changed):
        renew_reference(session)


def renew_reference(session: Session) -> None:
    """Make every process read places and terms again once this transaction lands."""
    session.info.pop(VERSION, None)
    with session.no_autoflush:
        row = session.scalar(sa.select(Setting).where(Setting.name == VERSION))
    if row is None:
        row = next((o for o in session.new if isinstance(o, Setting) and o.name == VERSION), None)
    if row is None:
        row = Setting(name=VERSION)
        session.add(row)
    row.value = uuid.uuid4().hex
