"""Where contacts may name a person who is to be erased, and what their trail forgets."""

import sqlalchemy as sa
from flask import url_for
from flask_babel import lazy_gettext as _l

from stratcom.audit.services import forget_personal
from stratcom.contacts.models import Agreement, ContactEntry, ContactEntryPerson
from stratcom.db import db
from stratcom.people.mentions import MOST_MENTIONS, Mention, named_in
from stratcom.people.models import Person

TEXTS = (ContactEntry.purpose, ContactEntry.result, ContactEntry.next_step)


class NamedInContacts:
    """Purpose, result and next step of contacts; earlier wordings in the trail are forgotten."""

    label = _l("Contact history")

    def find(self, person: Person) -> list[Mention]:
        """Contacts in whose text the family name occurs, the newest first."""
        found = sa.select(ContactEntry.id, ContactEntry.purpose).where(named_in(TEXTS, person))
        newest = found.order_by(ContactEntry.id.desc()).limit(MOST_MENTIONS)
        return [
            Mention(purpose, url_for("contacts.edit", entry_id=entry_id))
            for entry_id, purpose in db.session.execute(newest)
        ]

    def forget(self, person: Person) -> None:
        """Earlier wordings of the contacts in which nobody else took part."""
        link = ContactEntryPerson
        others = sa.select(link.entry_id).where(link.person_id != person.id)
        alone = sa.select(link.entry_id).where(
            link.person_id == person.id, link.entry_id.not_in(others)
        )
        forget_personal("contact_entry", db.session.scalars(alone).all())


class NamedInAgreements:
    """Titles and summaries of agreements."""

    label = _l("Agreements")

    def find(self, person: Person) -> list[Mention]:
        """Agreements in whose text the family name occurs, the newest first."""
        texts = (Agreement.title_ka, Agreement.title_en, Agreement.summary)
        found = sa.select(Agreement.id, Agreement.title).where(named_in(texts, person))
        newest = found.order_by(Agreement.id.desc()).limit(MOST_MENTIONS)
        return [
            Mention(title, url_for("agreements.edit", agreement_id=agreement_id))
            for agreement_id, title in db.session.execute(newest)
        ]

    def forget(self, person: Person) -> None:
        """An agreement stays as it was signed."""


PEOPLE_KEEPERS = (NamedInContacts(), NamedInAgreements())
