"""Who may say where a message was used, and which values of a use make sense together."""

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.events import rules as events
from stratcom.events.enums import Occurrence
from stratcom.events.models import Event
from stratcom.events.rules import EARLIEST, LATEST
from stratcom.messages.enums import UseKind, UseState
from stratcom.messages.models import Message, MessageUse
from stratcom.messages.rules import is_in_force
from stratcom.messages.use.values import UseValues
from stratcom.moments import today


def sees_all_uses(user: User) -> bool:
    """Does the person see what every organisation used?"""
    return user.can(Permission.MESSAGE_VIEW_ALL)


def may_record(user: User) -> bool:
    """May the person say that a message was used: for anybody, or for their organisation?"""
    if user.can(Permission.MESSAGE_EDIT_ALL):
        return True
    return user.organisation_id is not None and user.can(Permission.ORGANISATION_EDIT_OWN)


def can_add_use(user: User, message: Message) -> bool:
    """May the person say that this message was used? Its approved version must be in force."""
    return may_record(user) and is_in_force(message, today())


def can_link(user: User, event: Event) -> bool:
    """May the person choose what is to be said at the event?"""
    return events.can_edit(user, event)


def is_of(user: User, use: MessageUse) -> bool:
    """Is it a use by the person's organisation, or at an event that they may edit?"""
    if use.event is not None and events.can_edit(user, use.event):
        return True
    return use.organisation_id is not None and use.organisation_id == user.organisation_id


def can_change_use(user: User, use: MessageUse) -> bool:
    """May the person correct or remove what was said of a use?"""
    if use.event is not None:
        return events.can_edit(user, use.event)
    if user.can(Permission.MESSAGE_EDIT_ALL):
        return True
    return is_of(user, use) and may_record(user)


def state_of(use: MessageUse) -> UseState:
    """What became of a use; `use_queries.state_is` says the same for lists."""
    if use.event is not None:
        if use.event.occurrence is Occurrence.CANCELLED:
            return UseState.CANCELLED
        held = use.event.occurrence is Occurrence.HELD
        return UseState.DONE if held else UseState.PLANNED
    done = use.day is not None and use.day <= today()
    return UseState.DONE if done else UseState.PLANNED


def problems(values: UseValues) -> dict[str, str]:
    """What does not make sense, by field, in the reader's language; empty when all does."""
    found: dict[str, str] = {}
    if values.kind is not UseKind.EVENT:
        if not values.reference:
            found["reference"] = _("Say what it was: the article, the broadcast, the campaign.")
        if values.day is None:
            found["day"] = _("The date is needed.")
        elif not EARLIEST <= values.day <= LATEST:
            found["day"] = _("The year must be between 1990 and 2100.")
    if values.url and not values.url.startswith(("https://", "http://")):
        found["url"] = _("An address begins with https:// or http://.")
    return found
