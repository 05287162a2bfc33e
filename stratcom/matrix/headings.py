"""The names of rows and columns, and the filters of the events' list that stand for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from stratcom.events.reference import reference
from stratcom.i18n import current_language
from stratcom.matrix.enums import Axis
from stratcom.matrix.queries import OTHERS, named
from stratcom.matrix.question import Side


@dataclass(frozen=True)
class Heading:
    """One row or column: its name, the language of it when it is not the reader's."""

    key: int
    name: str
    lang: str = ""
    # Filters of the events' list; none where no link can say it.
    filters: Mapping[str, list[str]] | None = None
    code: str = ""
    occupied: bool = False


def headings(side: Side, keys: Iterable[int], lineage: Mapping[int, int]) -> dict[int, Heading]:
    """The headings of those keys."""
    wanted = list(keys)
    if side.axis is Axis.ORGANISATION:
        return _of_bodies(side, wanted, lineage)
    known = reference()
    places: dict[Axis, Mapping[int, Any]] = {
        Axis.REGION: known.regions,
        Axis.MUNICIPALITY: known.municipalities,
    }
    found = places.get(side.axis, known.terms)
    name = f"{side.role}-type" if side.axis is Axis.TYPE else side.axis.value
    return {
        key: Heading(
            key,
            found[key].name,
            filters={name: [found[key].code]},
            code=found[key].code,
            occupied=found[key].occupied,
        )
        for key in wanted
        if key in found
    }


def others() -> Heading:
    """The column for all that have none of their own."""
    return Heading(OTHERS, _("Others"))


def _of_bodies(side: Side, keys: list[int], lineage: Mapping[int, int]) -> dict[int, Heading]:
    earlier = defaultdict(list)
    for was, now in lineage.items():
        earlier[now].append(was)
    english = current_language() == "en"
    return {
        key: Heading(
            key,
            body.name,
            lang="ka" if english and not body.name_en else "",
            filters={side.role: [str(one) for one in (key, *sorted(earlier[key]))]},
        )
        for key, body in named(keys).items()
    }
