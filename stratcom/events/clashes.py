"""Events near in time that share a place, an audience or an organiser."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.events.enums import Occurrence
from stratcom.events.facets import Facet, facet, name_facet, word_facet
from stratcom.events.models import Event, EventFacet
from stratcom.events.queries import load, visible_to
from stratcom.events.reference import reference
from stratcom.events.search import find_ids
from stratcom.events.values import Values
from stratcom.georgian import same_name, text_keys
from stratcom.partners.services import find_organisation
from stratcom.sheets.titles import alike

DAYS = 7
SHOWN = 5
LOOKED_AT = 400
PLACE, SETTLEMENT, ORGANISER, AUDIENCE, SAME_DAY = 40, 20, 30, 10, 5
TITLE = 50


@dataclass(frozen=True)
class Clash:
    """An event in the way, with what it shares, in words."""

    event: Event
    shared: tuple[str, ...]
    score: int


def find_clashes(values: Values, user: User, *, except_id: int | None = None) -> list[Clash]:
    """The events that `user` may see within a week of `values`, the closest match first."""
    first = _day(values.get("first_day"))
    wanted = _wanted(values)
    if first is None or not wanted:
        return []
    last = max(_day(values.get("last_day")) or first, first)
    week = timedelta(days=DAYS)
    cancelled = frozenset({name_facet(Facet.OCCURRENCE, Occurrence.CANCELLED.value)})
    search = replace(visible_to(user), without=(cancelled,))
    search = search.also(*wanted).between(first - week, last + week)
    ids = [
        one
        for one in find_ids(search, limit=LOOKED_AT)
        if one not in (except_id, values.get("parent"))
    ]
    shared = _shared(ids, wanted)
    ranked = sorted(ids, key=lambda one: -sum(points for points, _word in shared[one]))
    found = [
        _clash(event, shared[event.id], values, first, last)
        for event in load(ranked[: SHOWN * 4])
        if event.parent_id is None or event.parent_id != except_id
    ]
    real = (clash for clash in found if clash.score)
    return sorted(real, key=lambda clash: -clash.score)[:SHOWN]


def _wanted(values: Values) -> dict[int, tuple[int, str]]:
    """Facets to look for, with their weight and the words that say what is shared."""
    known = reference()
    wanted: dict[int, tuple[int, str]] = {}
    place = known.municipality_ids.get(values.get("municipality") or "")
    if place:
        name = known.municipalities[place].name
        wanted[facet(Facet.MUNICIPALITY, place)] = (PLACE, _("same place: %(name)s", name=name))
    for code in values.get("audiences") or []:
        if term_id := known.term_ids.get(("audience", code)):
            name = known.terms[term_id].name
            wanted[facet(Facet.TERM, term_id)] = (AUDIENCE, _("same audience: %(name)s", name=name))
    for text in (values.get("organisers") or [])[:10]:
        if body := find_organisation(text):
            words = _("same organiser: %(name)s", name=body.name)
            wanted[facet(Facet.ORGANISER, body.id)] = (ORGANISER, words)
    for key in text_keys(values.get("settlement") or ""):
        # A village may share its name with a word of a title: no points until compared.
        wanted.setdefault(word_facet(key), (0, ""))
    return wanted


def _shared(
    ids: list[int], wanted: dict[int, tuple[int, str]]
) -> defaultdict[int, list[tuple[int, str]]]:
    rows = db.session.execute(
        sa.select(EventFacet.event_id, EventFacet.facet).where(
            EventFacet.event_id.in_(ids), EventFacet.facet.in_(wanted)
        )
    )
    shared: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for event_id, number in rows:
        shared[event_id].append(wanted[number])
    return shared


def _clash(
    event: Event, shared: list[tuple[int, str]], values: Values, first: date, last: date
) -> Clash:
    score = sum(points for points, _words in shared)
    words = [words for _points, words in sorted(shared, reverse=True) if words]
    settlement = values.get("settlement") or ""
    if same_name(settlement, event.settlement):
        score += SETTLEMENT
        words.insert(0, _("same town or village: %(name)s", name=event.settlement))
    if score and alike(values.get("title_ka") or "", event.title_ka):
        score += TITLE
        words.insert(0, _("much the same title"))
    if score and event.first_day <= last and event.last_day >= first:
        score += SAME_DAY
        words.insert(0, _("same day"))
    return Clash(event, tuple(words), score)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
