"""How the public site shows what its search found; each kind asks its own gateway once more."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from stratcom.db import db
from stratcom.events.facts import READ as EVENT_FACTS
from stratcom.events.facts import days_of
from stratcom.events.models import Event
from stratcom.events.queries import published as published_events
from stratcom.messages.models import Message
from stratcom.messages.queries import published as published_messages
from stratcom.public import directory, messages
from stratcom.public.addresses import language
from stratcom.public.cards import cards
from stratcom.public.queries import among
from stratcom.search.enums import Kind
from stratcom.search.sources import Card, PublicCards


def event_cards(ids: Sequence[int]) -> Mapping[int, Card]:
    """Published events: days, what became of them, place, time and audience."""
    allowed = among(published_events(), ids)
    rows = db.session.execute(EVENT_FACTS.where(Event.id.in_(allowed)))
    days = {row.id: days_of(row) for row in rows}
    return {
        one.id: _card(one.path, one.title, days[one.id], one.badge, one.details)
        for one in cards(list(allowed), language())
    }


def message_cards(ids: Sequence[int]) -> Mapping[int, Card]:
    """Public messages: their theme."""
    found = db.session.scalars(published_messages().where(Message.id.in_(ids))).all()
    lines = messages.lines(found, language())
    return {
        one.id: _card(line.path, line.title.text, line.theme)
        for one, line in zip(found, lines, strict=True)
    }


def partner_cards(ids: Sequence[int]) -> Mapping[int, Card]:
    """Listed organisations: their types and place."""
    table = directory.PARTNERS
    chosen = sa.select(table).where(table.c.id.in_(ids), directory.LISTED)
    found = db.session.execute(chosen).all()
    lines = directory.lines(found, language())
    return {
        one.id: _card(line.path, line.name.text, line.details)
        for one, line in zip(found, lines, strict=True)
    }


def _card(path: str, title: str, *facts: str) -> Card:
    """A card in the page's language; where a translation is missing its title is not."""
    return Card(path, title, facts=tuple(filter(None, facts)))


CARDS: Mapping[Kind, PublicCards] = {
    Kind.EVENT: event_cards,
    Kind.MESSAGE: message_cards,
    Kind.PARTNER: partner_cards,
}
