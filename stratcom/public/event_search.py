"""How the public site shows events, and their photographs, that a search found."""

from collections.abc import Mapping, Sequence

from stratcom.db import db
from stratcom.events.facts import READ, days_of, facts_of, organisers_of
from stratcom.events.models import Event, EventFile
from stratcom.public.addresses import event_path, language
from stratcom.search.sources import Card


def event_cards(ids: Sequence[int]) -> Mapping[int, Card]:
    """The events of those ids, which the search found for everybody."""
    organisers, lang = organisers_of(ids), language()
    return {
        row.id: Card(
            event_path(row.id, row.title_ka, row.title_en, lang),
            row.title_ka,
            row.title_en,
            facts_of(row, organisers.get(row.id, "")),
        )
        for row in db.session.execute(READ.where(Event.id.in_(ids)))
    }


def photograph_cards(ids: Sequence[int]) -> Mapping[int, Card]:
    """The photographs of those ids, each leading to the event it is of."""
    lang = language()
    chosen = (
        READ.add_columns(EventFile.id.label("file_id"), EventFile.caption_ka, EventFile.caption_en)
        .join(EventFile, EventFile.event_id == Event.id)
        .where(EventFile.id.in_(ids))
    )
    return {
        row.file_id: Card(
            event_path(row.id, row.title_ka, row.title_en, lang),
            row.caption_ka or row.caption_en,
            row.caption_en,
            ((lang == "en" and row.title_en) or row.title_ka, days_of(row)),
        )
        for row in db.session.execute(chosen)
    }
