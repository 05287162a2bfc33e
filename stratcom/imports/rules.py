"""Who may do what with an import."""

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.audit.services import Actor
from stratcom.events.enums import EventState
from stratcom.events.models import Event
from stratcom.events.rules import can_edit
from stratcom.imports.enums import ImportKind
from stratcom.imports.models import ImportBatch

# Who may bring in what.
NEEDED = {
    ImportKind.EVENTS: Permission.EVENT_IMPORT,
    ImportKind.ORGANISATIONS: Permission.ORGANISATION_MERGE,
    ImportKind.PEOPLE: Permission.PERSON_EDIT,
}


def can_bring(user: User, kind: ImportKind) -> bool:
    """May the person bring in files of that kind?"""
    return user.can(NEEDED[kind])


def can_open(user: User, batch: ImportBatch) -> bool:
    """Imports are for the organisation that brought them; the department sees all.

    The directory's are for those who keep it.
    """
    if not can_bring(user, batch.kind):
        return False
    if user.can(Permission.EVENT_EDIT_ALL):
        return True
    if batch.organisation_id is None:
        return batch.user_id == user.id
    return batch.organisation_id == user.organisation_id


def states_for(user: Actor) -> list[EventState]:
    """The states in which the person, or a command of the server's keeper, may bring events in."""
    if not isinstance(user, User):
        return [*EventState]
    states = [EventState.DRAFT, EventState.SUBMITTED]
    if user.can(Permission.EVENT_APPROVE):
        states.append(EventState.APPROVED)
        if user.can(Permission.EVENT_PUBLISH):
            states.append(EventState.PUBLISHED)
    return states


def can_change(user: Actor, event: Event) -> bool:
    """May a row of the file change that event?"""
    return not isinstance(user, User) or can_edit(user, event)


def can_choose_owner(user: User) -> bool:
    """The department may file each event under its organiser."""
    return user.can(Permission.EVENT_EDIT_ALL)
