"""One event worded for its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask import url_for

from stratcom.events.enums import Certainty, Occurrence, OrganisationRole
from stratcom.events.reference import Named
from stratcom.events.views.media import largest_version, smallest_version
from stratcom.events.wording import days_in_words, times_in_words
from stratcom.georgian.dates import Lang
from stratcom.media.images import VERSIONS
from stratcom.public.addresses import event_path
from stratcom.public.cards import Card, cards
from stratcom.public.known import places_and_terms
from stratcom.public.queries import Found
from stratcom.vocabularies.enums import TermKind

SMALL_WIDTH = min(VERSIONS)


@dataclass(frozen=True)
class Text:
    """Words with their language, set only where it is not the page's."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class Photograph:
    """A picture that everybody may see, in a small and a large version."""

    small: str
    large: str
    large_width: int
    caption: Text
    width: int | None
    height: int | None


@dataclass(frozen=True)
class Detail:
    """Everything that an event's page shows; `row` holds plain columns."""

    row: Any
    title: Text
    summary: Text
    description: Text
    venue: Text
    settlement: Text
    days: str
    times: str
    tentative: bool
    cancelled: bool
    postponed: bool
    held: bool
    original_day: date | None
    format: Named | None
    region: Named | None
    municipality: Named | None
    terms: dict[str, list[Named]]
    organisations: dict[OrganisationRole, list[tuple[int, Text]]]
    photographs: Sequence[Photograph]
    source_host: str
    parts: Sequence[Card]
    parent: tuple[str, Text] | None

    @property
    def only_georgian(self) -> bool:
        """True on an English page of an event that nobody has translated."""
        return bool(self.title.lang)


def detail_of(found: Found, lang: Lang) -> Detail:
    """Word the event in the page's language; Georgian stands in for missing English."""
    row, known = found.row, places_and_terms()
    terms: dict[str, list[Named]] = {kind.value: [] for kind in TermKind}
    for one in found.term_ids:
        if term := known.terms.get(one):
            terms[term.kind].append(term)
    parent = found.parent
    return Detail(
        row=row,
        title=text_of(row, "title", lang),
        summary=text_of(row, "summary", lang),
        description=text_of(row, "description", lang),
        venue=text_of(row, "venue", lang),
        settlement=Text(row.settlement, "ka" if lang == "en" else ""),
        days=days_in_words(row.first_day, row.last_day, row.precision, lang),
        times=times_in_words(row.starts_at, row.ends_at),
        tentative=row.certainty is Certainty.TENTATIVE and row.occurrence in STILL_PLANNED,
        cancelled=row.occurrence is Occurrence.CANCELLED,
        postponed=row.occurrence is Occurrence.POSTPONED,
        held=row.occurrence is Occurrence.HELD,
        original_day=row.original_day,
        format=known.terms.get(row.format_id or 0),
        region=known.regions.get(row.region_id or 0),
        municipality=known.municipalities.get(row.municipality_id or 0),
        terms=terms,
        organisations={
            role: [(body.id, text_of(body, "name", lang)) for body in bodies]
            for role, bodies in found.organisations.items()
        },
        photographs=_photographs(found, lang),
        source_host=(urlsplit(row.source_url).hostname or "").removeprefix("www."),
        parts=cards(found.part_ids, lang),
        parent=(
            event_path(parent.id, parent.title_ka, parent.title_en, lang),
            text_of(parent, "title", lang),
        )
        if parent
        else None,
    )


STILL_PLANNED = frozenset({Occurrence.PLANNED, Occurrence.POSTPONED})


def text_of(row: Any, name: str, lang: Lang) -> Text:
    """A pair of columns in the page's language; Georgian, marked so, where English is missing."""
    georgian = str(getattr(row, f"{name}_ka"))
    if lang == "ka":
        return Text(georgian)
    english = str(getattr(row, f"{name}_en"))
    return Text(english) if english else Text(georgian, "ka" if georgian else "")


def _photographs(found: Found, lang: Lang) -> list[Photograph]:
    return [
        Photograph(
            small=url_for("media.file", name=smallest_version(one)),
            large=url_for("media.file", name=largest_version(one)),
            large_width=min(one.width or SMALL_WIDTH, max(VERSIONS)),
            caption=text_of(one, "caption", lang),
            width=one.width,
            height=one.height,
        )
        for one in found.photographs
    ]
