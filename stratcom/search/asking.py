"""What a search is asked for, read from an address."""

from dataclasses import dataclass, field
from typing import NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from stratcom.db import db
from stratcom.moments import read_day
from stratcom.places.models import Municipality, Region
from stratcom.places.queries import municipalities, regions
from stratcom.search.enums import KINDS, Kind
from stratcom.search.reading import Bounds
from stratcom.search.sources import place_tag, region_tag
from stratcom.web.asked import Asked, values_asked

NAMES = ("q", "kind", "region", "municipality", "from", "to")
DAYS = ("from", "to")
NOWHERE = 0  # the id of no place


@dataclass(frozen=True)
class Question(Asked):
    """Words and filters as typed; `problems` says what could not be understood."""

    problems: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        """The words looked for."""
        return self.one("q")

    @property
    def kind(self) -> Kind | None:
        """The one kind asked for."""
        return KINDS.get(self.one("kind"))

    @property
    def narrowed(self) -> bool:
        """True when a place or days narrow the search."""
        return any(self.one(name) for name in NAMES[2:])

    def day(self, name: str) -> str:
        """A day as date fields take it, or nothing."""
        found = read_day(self.one(name))
        return found.isoformat() if found else ""

    def words_alone(self) -> str:
        """The query string of the same words anywhere, at any time, of any kind."""
        return self.query(**dict.fromkeys(NAMES[1:]))


class Places(NamedTuple):
    """A region with its municipalities."""

    region: Region
    municipalities: list[Municipality]


def read_question(args: MultiDict[str, str]) -> Question:
    """The known filters of an address; days that cannot be read are left out and told of."""
    values = values_asked(args, NAMES)
    if values.get("kind") not in KINDS:
        values.pop("kind", None)
    problems = [
        _("“%(text)s” is not a date. Write it as 2026-11-23.", text=values.pop(name))
        for name in DAYS
        if name in values and read_day(values[name]) is None
    ]
    first, last = (read_day(values.get(name, "")) for name in DAYS)
    if first and last and first > last:
        problems.append(_("The first day lies after the last: nothing can be found so."))
    return Question(values, tuple(problems))


def bounds_of(question: Question) -> Bounds:
    """Where and when: a municipality says more than its region, an unknown one finds nothing."""
    tags: frozenset[str] = frozenset()
    if code := question.one("municipality"):
        tags = frozenset({place_tag(_id_of(Municipality, code.casefold()))})
    elif code := question.one("region"):
        tags = frozenset({region_tag(_id_of(Region, code.upper()))})
    first, last = (read_day(question.one(name)) for name in DAYS)
    return Bounds(tags, first, last)


def places_offered() -> list[Places]:
    """All regions in their order, each with its municipalities."""
    every = db.session.scalars(municipalities()).all()
    return [
        Places(region, [one for one in every if one.region_id == region.id])
        for region in db.session.scalars(regions())
    ]


def _id_of(model: type[Municipality] | type[Region], code: str) -> int:
    return db.session.scalar(sa.select(model.id).where(model.code == code)) or NOWHERE
