"""Putting messages on the public site and taking them off, into the archive and back."""

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.audit.services import record
from stratcom.db import utcnow
from stratcom.db.stale import refuse_stale
from stratcom.drafting.listeners import tell_changed
from stratcom.drafting.services.reviewing import close_round
from stratcom.errors import DomainError
from stratcom.messages.enums import Circle
from stratcom.messages.models import Message
from stratcom.messages.rules import is_expired
from stratcom.moments import today


def publish(message: Message, *, actor: User, expected_version: int) -> None:
    """Let everybody read the approved version; raises DomainError where that cannot be."""
    refuse_stale(message, expected_version)
    if problem := _why_not_publish(message):
        raise DomainError(problem)
    message.public, message.published_at = True, utcnow()
    record("message.published", message, actor=actor)
    tell_changed(message)


def unpublish(message: Message, *, actor: User, expected_version: int) -> None:
    """Take the message off the public site."""
    refuse_stale(message, expected_version)
    if not message.public:
        raise DomainError(_("This is no longer possible."))
    message.public = False
    record("message.unpublished", message, actor=actor)
    tell_changed(message)


def archive(message: Message, *, actor: User, expected_version: int) -> None:
    """Put the message away, off the public site too; nothing is lost."""
    refuse_stale(message, expected_version)
    if message.archived_at is not None:
        raise DomainError(_("This is no longer possible."))
    close_round(message, actor=actor)
    message.archived_at, message.public = utcnow(), False
    record("message.archived", message, actor=actor)
    tell_changed(message)


def restore(message: Message, *, actor: User, expected_version: int) -> None:
    """Bring the message back from the archive."""
    refuse_stale(message, expected_version)
    if message.archived_at is None:
        raise DomainError(_("This is no longer possible."))
    message.archived_at = None
    record("message.restored", message, actor=actor)
    tell_changed(message)


def _why_not_publish(message: Message) -> str:
    if message.withdrawn_at is not None:
        return _("It was withdrawn.")
    if is_expired(message, today()):
        return _("It has expired: prolong it first.")
    if message.circle is not Circle.EVERYBODY:
        return _("Only what all partner organisations may see can be published.")
    if message.public or message.approved_number is None or message.archived_at is not None:
        return _("This is no longer possible.")
    return ""
