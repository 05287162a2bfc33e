"""Saying whom a message is for, who answers for it and how long it holds."""

from dataclasses import asdict, replace

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.audit.services import Changes, pending_changes, record
from stratcom.db import db, utcnow
from stratcom.db.stale import refuse_stale
from stratcom.drafting.listeners import tell_changed
from stratcom.errors import DomainError
from stratcom.messages import rules
from stratcom.messages.details.values import PLACE, VALIDITY, Details, details_of, problems
from stratcom.messages.models import Message, MessageAudience, MessageReader
from stratcom.partners.models import Organisation
from stratcom.vocabularies.models import Term

COLUMNS = ("theme_id", "circle", "steward_id", "review_on", "valid_from", "valid_until")


def set_details(message: Message, details: Details, *, actor: User, expected_version: int) -> bool:
    """Write the details that the person may set, the others stay; tell whether any changed.

    Raises StaleError when somebody saved meanwhile, DomainError when they do not fit together.
    """
    refuse_stale(message, expected_version)
    present = details_of(message)
    wanted = _allowed(actor, message, details, present)
    if found := problems(wanted, public=message.public):
        raise DomainError(next(iter(found.values())))
    if wanted == present:
        return False
    links = _link_changes(present, wanted)
    for name in COLUMNS:
        if getattr(present, name) != getattr(wanted, name):
            setattr(message, name, getattr(wanted, name))
    changes = pending_changes(message) | links
    # Links alone count as a change of the message too, so that a stale edit is noticed.
    message.updated_at = utcnow()
    record("message.placed", message, actor=actor, changes=changes)
    _link(message, wanted)
    tell_changed(message)
    return True


def fixed_names(user: User, message: Message) -> frozenset[str]:
    """The details that the person may not set."""
    fixed: frozenset[str] = frozenset()
    if not rules.can_place(user, message):
        fixed |= PLACE
    if not rules.can_set_validity(user, message):
        fixed |= VALIDITY
    return fixed


def _allowed(user: User, message: Message, wanted: Details, present: Details) -> Details:
    kept = {name: getattr(present, name) for name in fixed_names(user, message)}
    return replace(wanted, **kept)


def _link_changes(present: Details, wanted: Details) -> Changes:
    """Changes of the lists, by name: ids would tell nobody anything."""
    before, after = asdict(present), asdict(wanted)
    changes: Changes = {}
    for name, model, label in (
        ("reader_ids", Organisation, Organisation.name_ka),
        ("audience_ids", Term, Term.label_ka),
    ):
        if before[name] != after[name]:
            changes[name] = [
                list(db.session.scalars(sa.select(label).where(model.id.in_(ids)).order_by(label)))
                for ids in (before[name], after[name])
            ]
    return changes


def _link(message: Message, wanted: Details) -> None:
    readers = {one.organisation_id: one for one in message.reader_links}
    message.reader_links = [
        readers.get(one) or MessageReader(organisation_id=one) for one in sorted(wanted.reader_ids)
    ]
    audiences = {one.term_id: one for one in message.audience_links}
    message.audience_links = [
        audiences.get(one) or MessageAudience(term_id=one) for one in sorted(wanted.audience_ids)
    ]
    db.session.flush()
