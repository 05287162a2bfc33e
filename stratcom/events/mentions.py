"""Where events may name a person who is to be erased: in whom the public may ask."""

import sqlalchemy as sa
from flask import url_for
from flask_babel import lazy_gettext as _l

from stratcom.db import db
from stratcom.events.models import Event
from stratcom.people.mentions import MOST_MENTIONS, Mention, name_stems
from stratcom.people.models import Person


class NamedInEvents:
    """Contacts of events, edited by hand: what an event told the public is the event's own."""

    label = _l("Contact of an event")

    def find(self, person: Person) -> list[Mention]:
        """Events in whose contact the family name occurs, the newest first."""
        told = [Event.contact.icontains(stem, autoescape=True) for stem in name_stems(person)]
        if not told:
            return []
        found = sa.select(Event.id, Event.title).where(sa.or_(*told)).order_by(Event.id.desc())
        return [
            Mention(title, url_for("events.edit", event_id=event_id))
            for event_id, title in db.session.execute(found.limit(MOST_MENTIONS))
        ]

    def forget(self, person: Person) -> None:
        """The trail of events keeps no personal details apart."""


PEOPLE_KEEPERS = (NamedInEvents(),)
