"""The index by which contacts are searched."""

import sqlalchemy as sa

from stratcom.contacts.models import ContactEntry, ContactEntryWord
from stratcom.db import db
from stratcom.georgian import text_keys

MOST_WORDS = 400
LONGEST_WORD = 60


def file_entry(entry: ContactEntry) -> None:
    """Write the words of the contact anew, in the transaction that changed it."""
    db.session.flush()
    db.session.execute(sa.delete(ContactEntryWord).where(ContactEntryWord.entry_id == entry.id))
    keys = text_keys(f"{entry.purpose}\n{entry.result}\n{entry.next_step}")[:MOST_WORDS]
    rows = [
        {"word": word, "entry_id": entry.id}
        for word in dict.fromkeys(k[:LONGEST_WORD] for k in keys)
    ]
    if rows:
        db.session.execute(sa.insert(ContactEntryWord), rows)
