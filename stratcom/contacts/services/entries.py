"""Logging contacts, and the next steps that come of them."""

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.audit.services import Actor, pending_changes, record
from stratcom.contacts import rules
from stratcom.contacts.indexing import file_entry
from stratcom.contacts.models import ContactEntry, ContactEntryPerson
from stratcom.contacts.values import EntryValues
from stratcom.db import db, utcnow
from stratcom.db.stale import refuse_stale
from stratcom.errors import DomainError
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from stratcom.notices.services import tell
from stratcom.partners.models import Organisation


def create_entry(values: EntryValues, *, actor: Actor) -> ContactEntry:
    """Log a contact; raise DomainError when the values make no sense."""
    _refuse_nonsense(values)
    entry = ContactEntry(created_by_id=actor.id, person_links=[])
    changes = _fill(entry, values)
    db.session.add(entry)
    record("contact.created", entry, actor=actor, changes=changes)
    file_entry(entry)
    _tell_owner(entry, actor)
    return entry


def edit_entry(
    entry: ContactEntry, values: EntryValues, *, actor: Actor, expected_version: int
) -> None:
    """Change a contact; raise StaleError when somebody saved since `expected_version`."""
    refuse_stale(entry, expected_version)
    _refuse_nonsense(values)
    before = (entry.next_step, entry.next_step_owner_id, entry.next_step_due)
    changes = _fill(entry, values)
    if not changes:
        return
    record("contact.edited", entry, actor=actor, changes=changes)
    file_entry(entry)
    if before != (entry.next_step, entry.next_step_owner_id, entry.next_step_due):
        _correct_messages(entry)
        _tell_owner(entry, actor)


def finish_step(entry: ContactEntry, *, actor: Actor) -> None:
    """Mark the next step as done."""
    if entry.next_step and entry.next_step_done_at is None:
        entry.next_step_done_at = utcnow()
        record("contact.step_done", entry, actor=actor)


def reopen_step(entry: ContactEntry, *, actor: Actor) -> None:
    """Let a next step wait again that was marked as done."""
    if entry.next_step_done_at is not None:
        entry.next_step_done_at = None
        record("contact.step_reopened", entry, actor=actor)


def archive_entry(entry: ContactEntry, *, actor: Actor) -> None:
    """Put a contact away; nothing is lost, and nobody is reminded of its next step."""
    if entry.archived_at is None:
        entry.archived_at = utcnow()
        record("contact.archived", entry, actor=actor)


def restore_entry(entry: ContactEntry, *, actor: Actor) -> None:
    """Bring a contact back from the archive."""
    if entry.archived_at is not None:
        entry.archived_at = None
        record("contact.restored", entry, actor=actor)


def step_path(entry: ContactEntry) -> str:
    """Where a message about the next step leads."""
    return f"/desk/contacts/{entry.id}/"


def step_words(entry: ContactEntry, organisation: Organisation | None) -> dict[str, Any]:
    """What a message about the next step needs to say."""
    return {
        "title": entry.next_step,
        "who_ka": organisation.name_ka if organisation else "",
        "who_en": organisation.name_en if organisation else "",
        "day": entry.next_step_due.isoformat() if entry.next_step_due else "",
    }


def _refuse_nonsense(values: EntryValues) -> None:
    for message in rules.entry_problems(values).values():
        raise DomainError(message)


def _fill(entry: ContactEntry, values: EntryValues) -> dict[str, list[Any]]:
    """Set every value; return what changed, people included."""
    known = {link.person_id: link for link in entry.person_links}
    if entry.next_step and not values.next_step:
        entry.next_step_done_at = None
    for name, value in asdict(values).items():
        if name != "person_ids" and getattr(entry, name) != value:
            setattr(entry, name, value)
    changes = pending_changes(entry)
    wanted = list(dict.fromkeys(values.person_ids))
    if set(known) != set(wanted):
        changes["people"] = [sorted(known) or None, sorted(wanted) or None]
        entry.person_links = [known.get(one) or ContactEntryPerson(person_id=one) for one in wanted]
        # A change of people alone is a new version too.
        entry.updated_at = utcnow()
    return changes


def _correct_messages(entry: ContactEntry) -> None:
    """Let messages of earlier days say what the contact says now: a name taken out is gone."""
    organisation = db.session.get(Organisation, entry.organisation_id or 0)
    about = sa.select(Notice).where(
        Notice.kind == NoticeKind.NEXT_STEP_DUE, Notice.path == step_path(entry)
    )
    for notice in db.session.scalars(about):
        notice.words = step_words(entry, organisation)


def _tell_owner(entry: ContactEntry, actor: Actor) -> None:
    """Let another person know that a next step was put into their hands."""
    owner = db.session.get(User, entry.next_step_owner_id or 0)
    if owner is None or not entry.next_step or entry.next_step_done_at is not None:
        return
    organisation = db.session.get(Organisation, entry.organisation_id or 0)
    tell(
        [owner],
        NoticeKind.NEXT_STEP_DUE,
        path=step_path(entry),
        words=step_words(entry, organisation),
        once=f"next_step_given:{entry.id}:{entry.row_version}",
        but=actor.id,
    )
