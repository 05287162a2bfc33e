"""Rows of public lists: just the columns they show, worded in the reader's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.db import db
from stratcom.events.enums import Certainty, Occurrence
from stratcom.events.models import Event, EventTerm
from stratcom.events.reference import Named, Reference
from stratcom.events.wording import day_block, times_in_words
from stratcom.georgian.dates import Lang
from stratcom.moments import today
from stratcom.public.addresses import event_path
from stratcom.public.known import places_and_terms
from stratcom.vocabularies.enums import TermKind

# Plain tables: lists make no objects of the ORM.
EVENTS = sa.inspect(Event).local_table
TERMS = sa.inspect(EventTerm).local_table
SHOWN = (
    "id title_ka title_en first_day last_day starts_at ends_at precision certainty occurrence "
    "region_id municipality_id settlement online"
)
READ = sa.select(*(EVENTS.c[name] for name in SHOWN.split()))
SEPARATOR = " · "


class Card(NamedTuple):
    """One event of a list; `lang` is set where Georgian stands in for missing English."""

    id: int
    path: str
    title: str
    lang: str
    figure: str
    under: str
    machine_day: str
    badge: str
    tone: str
    details: str


@dataclass(frozen=True)
class Words:
    """What is the same for every card of one page."""

    lang: Lang
    known: Reference
    today: date
    badges: dict[Occurrence, tuple[str, str]]
    tentative: str
    online: str

    def name(self, named: Named | None) -> str:
        """Name of a place or term in the page's language."""
        if named is None:
            return ""
        return (self.lang == "en" and named.en) or named.ka


def words(lang: Lang) -> Words:
    """Look up once what cards say again and again."""
    return Words(
        lang=lang,
        known=places_and_terms(),
        today=today(),
        badges={
            Occurrence.CANCELLED: (_("Cancelled"), "late"),
            Occurrence.POSTPONED: (_("Postponed"), "wait"),
        },
        tentative=_("Tentative"),
        online=_("Online"),
    )


def cards(ids: Sequence[int], lang: Lang) -> list[Card]:
    """The events of those ids as cards, in that order; the caller took them from the gateway."""
    if not ids:
        return []
    said = words(lang)
    rows = {row.id: row for row in db.session.execute(READ.where(EVENTS.c.id.in_(ids)))}
    audiences = _audiences(ids, said)
    return [_card(rows[one], audiences.get(one, []), said) for one in ids if one in rows]


def _audiences(ids: Iterable[int], said: Words) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    terms = said.known.terms
    for event_id, term_id in db.session.execute(
        sa.select(TERMS.c.event_id, TERMS.c.term_id)
        .where(TERMS.c.event_id.in_(ids))
        .order_by(TERMS.c.position)
    ):
        term = terms.get(term_id)
        if term is not None and term.kind == TermKind.AUDIENCE:
            found.setdefault(event_id, []).append(said.name(term))
    return found


def _card(row: Any, audiences: list[str], said: Words) -> Card:
    lang = said.lang
    figure, under, machine_day = day_block(row.first_day, row.last_day, row.precision, lang)
    badge, tone = said.badges.get(row.occurrence, ("", ""))
    if not badge and row.certainty is Certainty.TENTATIVE and row.last_day >= said.today:
        badge, tone = said.tentative, "wait"
    details = [_place(row, said)]
    if row.starts_at is not None:
        details.append(times_in_words(row.starts_at, row.ends_at))
    if audiences:
        details.append(", ".join(audiences))
    return Card(
        id=row.id,
        path=event_path(row.id, row.title_ka, row.title_en, lang),
        title=(lang == "en" and row.title_en) or row.title_ka,
        lang="ka" if lang == "en" and not row.title_en else "",
        figure=figure,
        under=under,
        machine_day=machine_day,
        badge=badge,
        tone=tone,
        details=SEPARATOR.join(filter(None, details)),
    )


def _place(row: Any, said: Words) -> str:
    known = said.known
    named = known.municipalities.get(row.municipality_id) or known.regions.get(row.region_id)
    place = said.name(named)
    # A settlement is written in Georgian alone, so English lists stop at the municipality.
    if said.lang == "ka" and row.settlement and row.settlement != place:
        place = f"{place}, {row.settlement}" if place else row.settlement
    if row.online:
        place = f"{place}, {said.online}" if place else said.online
    return place
