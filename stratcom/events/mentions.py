"""Where events may name a person who is to be erased."""

import sqlalchemy as sa
from flask import url_for
from flask_babel import lazy_gettext as _l

from stratcom.db import db
from stratcom.events.models import Event
from stratcom.people.mentions import MOST_MENTIONS, Mention, named_in
from stratcom.people.models import Person

TEXTS = (
    *(Event.contact, Event.internal_notes, Event.summary_ka, Event.summary_en),
    *(Event.description_ka, Event.description_en, Event.result, Event.lesson),
)


class NamedInEvents:
    """Texts of events, edited by hand: what an event told the public is the event's own."""

    label = _l("Events")

    def find(self, person: Person) -> list[Mention]:
        """Events in whose texts the family name occurs, the newest first."""
        found = sa.select(Event.id, Event.title).where(named_in(TEXTS, person))
        newest = found.order_by(Event.id.desc()).limit(MOST_MENTIONS)
        return [
            Mention(title, url_for("events.edit", event_id=event_id))
            for event_id, title in db.session.execute(newest)
        ]

    def forget(self, person: Person) -> None:
        """The trail of events keeps no personal details apart."""


PEOPLE_KEEPERS = (NamedInEvents(),)
