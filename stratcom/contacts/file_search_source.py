"""Files of contacts and agreements as the search reads them: names and what they say."""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.contacts.models import Agreement, ContactEntry, ContactFile
from stratcom.contacts.search_source import READERS, scopes_of
from stratcom.db import db
from stratcom.i18n import current_language
from stratcom.moments import local
from stratcom.search.enums import Kind
from stratcom.search.file_texts import read_missing, texts_of
from stratcom.search.sources import Card, Face, Record
from stratcom.web.filters import file_size


class ContactFileSource:
    """Files of contacts and agreements that were not removed, by the day of their upload."""

    kind = Kind.PAPER

    def records(self, ids: Sequence[int]) -> Iterator[Record]:
        """Those of these files that are shown."""
        chosen = sa.select(
            ContactFile.id, ContactFile.stored, ContactFile.filename, ContactFile.added_at
        ).where(ContactFile.id.in_(ids), ContactFile.removed_at.is_(None))
        rows = db.session.execute(chosen).all()
        texts = texts_of([row.stored for row in rows])
        for row in rows:
            face = Face(READERS, row.filename, body=texts.get(row.stored, ""))
            yield Record(row.id, [face], local(row.added_at).date())

    def ids(self, *, after: int, limit: int) -> Sequence[int]:
        """Ids of all files in their order, so many after that one."""
        found = sa.select(ContactFile.id).where(ContactFile.id > after)
        return db.session.scalars(found.order_by(ContactFile.id).limit(limit)).all()

    def refile(self, ids: Sequence[int]) -> None:
        """Read the files that were uploaded before anybody read them."""
        shown = sa.select(ContactFile.stored).where(ContactFile.id.in_(ids))
        read_missing(db.session.scalars(shown).all())

    def scopes(self, user: User | None) -> frozenset[str]:
        """All of them, or none: as contacts and agreements."""
        return scopes_of(user)

    def cards(self, ids: Sequence[int], user: User) -> Mapping[int, Card]:
        """The files, each leading to the page it hangs on."""
        chosen = (
            sa.select(
                ContactFile.id,
                ContactFile.filename,
                ContactFile.size,
                ContactFile.entry_id,
                ContactFile.agreement_id,
                ContactEntry.purpose,
                Agreement.title_ka,
                Agreement.title_en,
            )
            .outerjoin(ContactEntry, ContactEntry.id == ContactFile.entry_id)
            .outerjoin(Agreement, Agreement.id == ContactFile.agreement_id)
            .where(ContactFile.id.in_(ids))
        )
        english = current_language() == "en"
        found: dict[int, Card] = {}
        for row in db.session.execute(chosen):
            page = f"agreements/{row.agreement_id}"
            if row.entry_id is not None:
                page = f"contacts/{row.entry_id}"
            hangs_on = row.purpose or (english and row.title_en) or row.title_ka
            facts = (file_size(row.size), hangs_on)
            found[row.id] = Card(f"/desk/{page}/#papers-panel", row.filename, facts=facts)
        return found
