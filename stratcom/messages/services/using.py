"""Saying where messages are used: at events, for activities and campaigns, in the press."""

from dataclasses import asdict, replace

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.audit.services import record
from stratcom.db import db, utcnow
from stratcom.db.stale import refuse_stale
from stratcom.errors import DomainError
from stratcom.events.enums import OrganisationRole
from stratcom.events.models import Event
from stratcom.messages.enums import UseKind
from stratcom.messages.models import Message, MessageUse
from stratcom.messages.rules import is_in_force
from stratcom.messages.use import rules as use_rules
from stratcom.messages.use.queries import linked
from stratcom.messages.use.values import BESIDE_EVENT, NAMES, UseValues
from stratcom.moments import today


def link_event(message: Message, event: Event, *, actor: User) -> MessageUse:
    """Choose a message for an event, in the version that is in force now.

    Raises DomainError when there is none, or when the event has the message already.
    """
    if db.session.scalar(sa.select(MessageUse.id).where(linked(message.id, event.id))):
        raise DomainError(_("This message was chosen for the event already."))
    values = UseValues(kind=UseKind.EVENT, organisation_id=_bearer(event))
    use = _begin(message, values, actor)
    use.event_id, use.event = event.id, event
    record("message_use.added", use, actor=actor, label=message.label)
    return use


def add_use(message: Message, values: UseValues, *, actor: User) -> MessageUse:
    """Say that the message in force is used elsewhere; raises DomainError on nonsense."""
    _refuse_nonsense(values)
    use = _begin(message, _own(values, actor), actor)
    record("message_use.added", use, actor=actor, label=message.label)
    return use


def edit_use(use: MessageUse, values: UseValues, *, actor: User, expected_version: int) -> None:
    """Correct what was said of a use; of one at an event only what the event does not say."""
    refuse_stale(use, expected_version)
    if use.event_id is not None:
        values = replace(values, kind=UseKind.EVENT)
    _refuse_nonsense(values)
    names = BESIDE_EVENT if use.event_id is not None else NAMES
    if use.event_id is None:
        values = _own(values, actor)
    said = asdict(values)
    for name in names:
        if getattr(use, name) != said[name]:
            setattr(use, name, said[name])
    if use in db.session.dirty:
        record("message_use.edited", use, actor=actor, label=use.message.label)


def remove_use(use: MessageUse, *, actor: User) -> None:
    """Take a use back; nothing is lost and it can be restored."""
    if use.removed_at is None:
        use.removed_at = utcnow()
        record("message_use.removed", use, actor=actor, label=use.message.label)


def restore_use(use: MessageUse, *, actor: User) -> None:
    """Bring a removed use back; raises DomainError when the event has the message again."""
    if use.removed_at is None:
        return
    if use.event_id is not None:
        again = sa.select(MessageUse.id).where(linked(use.message_id, use.event_id))
        if db.session.scalar(again):
            raise DomainError(_("This message was chosen for the event already."))
    use.removed_at = None
    record("message_use.restored", use, actor=actor, label=use.message.label)


def _begin(message: Message, values: UseValues, actor: User) -> MessageUse:
    if not is_in_force(message, today()):
        raise DomainError(_("Only a message that is in force can be used."))
    use = MessageUse(
        message_id=message.id,
        message=message,
        number=message.approved_number,
        added_by_id=actor.id,
        **asdict(values),
    )
    db.session.add(use)
    return use


def _own(values: UseValues, actor: User) -> UseValues:
    """Those who may not speak for others speak for their own organisation."""
    if use_rules.sees_all_uses(actor):
        return values
    return replace(values, organisation_id=actor.organisation_id)


def _bearer(event: Event) -> int | None:
    """Whose use it is at an event: who keeps it, else its first organiser, else the department."""
    if event.owner_id is not None:
        return event.owner_id
    return next(
        (
            link.organisation_id
            for link in event.organisation_links
            if link.role is OrganisationRole.ORGANISER
        ),
        None,
    )


def _refuse_nonsense(values: UseValues) -> None:
    for message in use_rules.problems(values).values():
        raise DomainError(message)
