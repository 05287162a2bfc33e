"""Who sees which message, and when a message may be used."""

from datetime import date

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission, Role
from stratcom.drafting import rules as drafting
from stratcom.drafting.enums import WAITING_STATES
from stratcom.messages.enums import Circle
from stratcom.messages.models import Message

# Roles inside the circle of state agencies.
AGENCY_ROLES = frozenset({Role.AGENCY_MEMBER, Role.IMPLEMENTER})


def circles_of(user: User) -> frozenset[Circle]:
    """The circles that the person stands in."""
    if user.can(Permission.MESSAGE_VIEW_ALL):
        return frozenset(Circle)
    if user.role in AGENCY_ROLES:
        return frozenset({Circle.AGENCIES, Circle.EVERYBODY})
    return frozenset({Circle.EVERYBODY})


def reads_all_work(user: User) -> bool:
    """May the person read what is not approved yet, of every organisation?"""
    return user.can(Permission.MESSAGE_VIEW_ALL) or user.can(Permission.MESSAGE_APPROVE)


def is_in_force(message: Message, on: date) -> bool:
    """May the approved version be used on that day? `queries.in_force` says the same."""
    return (
        message.approved_number is not None
        and message.withdrawn_at is None
        and message.archived_at is None
        and (message.valid_from is None or message.valid_from <= on)
        and (message.valid_until is None or message.valid_until >= on)
    )


def is_expired(message: Message, on: date) -> bool:
    """Has its validity ended?"""
    return message.valid_until is not None and message.valid_until < on


def is_meant_for(user: User, message: Message, reader_ids: frozenset[int]) -> bool:
    """Is the approved message for this person's organisation or circle?"""
    return message.circle in circles_of(user) or user.organisation_id in reader_ids


def can_view(user: User, message: Message, *, asked: bool, reader_ids: frozenset[int]) -> bool:
    """May the person open the message in the desk? `queries.visible_to` says the same for lists.

    Whoever it is meant for opens it once it was approved: an expired or withdrawn one too, so
    that they learn of it.
    """
    if drafting.can_read_work(user, message, asked=asked):
        return True
    if message.approved_number is None or message.archived_at is not None:
        return False
    return is_meant_for(user, message, reader_ids)


def can_publish(user: User, message: Message, on: date) -> bool:
    """May the person put the approved version on the public site?

    Only what all partners may read, and what was neither withdrawn nor has expired.
    """
    return (
        user.can(Permission.MESSAGE_PUBLISH)
        and not message.public
        and message.approved_number is not None
        and message.withdrawn_at is None
        and message.archived_at is None
        and message.circle is Circle.EVERYBODY
        and not is_expired(message, on)
    )


def can_unpublish(user: User, message: Message) -> bool:
    """May the person take the message off the public site?"""
    return user.can(Permission.MESSAGE_PUBLISH) and message.public


def can_withdraw(user: User, message: Message) -> bool:
    """May the person say that the approved message must not be used any more?"""
    return (
        user.can(Permission.MESSAGE_APPROVE)
        and message.approved_number is not None
        and message.withdrawn_at is None
        and message.archived_at is None
    )


def can_reinstate(user: User, message: Message) -> bool:
    """May the person say that a withdrawn message may be used again?"""
    return (
        user.can(Permission.MESSAGE_APPROVE)
        and message.withdrawn_at is not None
        and message.archived_at is None
    )


def can_archive(user: User, message: Message) -> bool:
    """Drafts are put away by those who write them, approved messages by those who approve."""
    if message.archived_at is not None:
        return False
    if message.approved_number is not None:
        return user.can(Permission.MESSAGE_APPROVE)
    return drafting.may_write(user, message)


def can_restore(user: User, message: Message) -> bool:
    """May the person bring the message back from the archive?"""
    if message.archived_at is None:
        return False
    if message.approved_number is not None:
        return user.can(Permission.MESSAGE_APPROVE)
    return user.can(Permission.MESSAGE_EDIT_ALL) or (
        user.can(Permission.MESSAGE_EDIT) and drafting.owns(user, message)
    )


def can_edit_details(user: User, message: Message) -> bool:
    """May the person say whom the message is for, who answers for it, when to look at it again?"""
    approves = user.can(Permission.MESSAGE_APPROVE) and message.archived_at is None
    return approves or drafting.may_write(user, message)


def can_place(user: User, message: Message) -> bool:
    """May the person choose its theme and who reads it?

    Those who approve answer for both, so that nobody moves a message to other readers, or out of
    the themes with a second approval, once it was sent to them.
    """
    if message.approved_number is not None or message.state in WAITING_STATES:
        return user.can(Permission.MESSAGE_APPROVE) and message.archived_at is None
    return can_edit_details(user, message)


def can_set_validity(user: User, message: Message) -> bool:
    """Who writes a message says how long it holds; once it is approved, those who approve do."""
    if message.approved_number is not None:
        return user.can(Permission.MESSAGE_APPROVE) and message.archived_at is None
    return drafting.may_write(user, message)
