"""Withdrawing an approved message, so that all who took it up learn of it, and putting it back."""

from collections.abc import Sequence

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.audit.services import Changes, pending_changes, record
from stratcom.db import db, utcnow
from stratcom.db.stale import refuse_stale
from stratcom.drafting.addresses import path_of
from stratcom.drafting.listeners import tell_changed
from stratcom.drafting.queries import contributors
from stratcom.drafting.services.reviewing import close_round
from stratcom.errors import DomainError
from stratcom.messages.distribution.people import takers
from stratcom.messages.models import Message
from stratcom.messages.rules import is_in_force
from stratcom.moments import today
from stratcom.notices.enums import NoticeKind
from stratcom.notices.services import tell
from stratcom.partners.models import Organisation

# What the trail calls those who were told.
TOLD = "told"


def withdraw(
    message: Message,
    *,
    reason: str,
    instead: Message | None,
    actor: User,
    expected_version: int,
) -> int:
    """Say that the message must not be used any more; return how many people were told.

    It leaves the public site with this transaction. Raises DomainError without a reason, or when
    what comes instead may not be used itself.
    """
    refuse_stale(message, expected_version)
    standing = (message.approved_number is not None, message.withdrawn_at, message.archived_at)
    if standing != (True, None, None):
        raise DomainError(_("This is no longer possible."))
    if not reason.strip():
        raise DomainError(_("Say why it is withdrawn."))
    if instead is not None and (instead.id == message.id or not is_in_force(instead, today())):
        raise DomainError(_("What comes instead must be another message in force."))
    people = _concerned(message, actor)
    names = _names(people)
    close_round(message, actor=actor)
    message.withdrawn_at, message.withdrawn_by_id = utcnow(), actor.id
    message.withdrawal_reason = reason.strip()
    message.replaced_by_id = instead.id if instead else None
    message.public = False
    changes: Changes = pending_changes(message) | {TOLD: [None, names]}
    record("message.withdrawn", message, actor=actor, changes=changes)
    tell_changed(message)
    return _tell(people, NoticeKind.MESSAGE_WITHDRAWN, message, message.withdrawal_reason)


def reinstate(message: Message, *, actor: User, expected_version: int) -> int:
    """Let a withdrawn message be used again; who was told of the one is told of the other.

    Publishing it is decided anew.
    """
    refuse_stale(message, expected_version)
    if message.withdrawn_at is None:
        raise DomainError(_("This is no longer possible."))
    people = _concerned(message, actor)
    message.withdrawn_at = message.withdrawn_by_id = message.replaced_by_id = None
    message.withdrawal_reason = ""
    record("message.reinstated", message, actor=actor)
    tell_changed(message)
    return _tell(people, NoticeKind.MESSAGE_REINSTATED, message)


def _concerned(message: Message, actor: User) -> list[User]:
    """Everybody who took the message up or had a part in it, once each."""
    found = {one.id: one for one in (*takers(message), *contributors(message))}
    return [one for one in found.values() if one.id != actor.id]


def _names(people: Sequence[User]) -> list[str]:
    """Whom the trail remembers: organisations, and people of the department by name."""
    ids = {one.organisation_id for one in people if one.organisation_id is not None}
    bodies = [db.session.get_one(Organisation, one).name_ka for one in sorted(ids)]
    return [*bodies, *(one.name for one in people if one.organisation_id is None)]


def _tell(people: Sequence[User], kind: NoticeKind, message: Message, reason: str = "") -> int:
    words = {"title_ka": message.title_ka, "title_en": message.title_en}
    if message.approved is not None:
        # They know it by the title that was approved, not by that of a newer draft.
        words = {"title_ka": message.approved.title_ka, "title_en": message.approved.title_en}
    if reason:
        words["reason"] = reason
    return tell(people, kind, path=path_of(message), words=words)
