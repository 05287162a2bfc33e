"""Who may find which face of a message, as scopes of the search.

`queries.meant_for` and `queries.work_of` say the same to the database, `rules.can_view` of one
person; a test holds them together.
"""

from dataclasses import dataclass, field

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.messages.enums import Circle
from stratcom.messages.rules import circles_of, reads_all_work

ALL = "all"
Scopes = frozenset[str]
NOBODY: Scopes = frozenset()


@dataclass(frozen=True)
class Readership:
    """What decides who reads a message."""

    approved: bool
    archived: bool
    circle: Circle
    owner_id: int | None
    created_by_id: int | None
    # Organisations named as readers; organisations and people ever asked for their view.
    readers: frozenset[int] = field(default=frozenset())
    asked_bodies: frozenset[int] = field(default=frozenset())
    asked_people: frozenset[int] = field(default=frozenset())

    @property
    def of_approved(self) -> Scopes:
        """Those for whom the approved version is meant."""
        if not self.approved or self.archived:
            return NOBODY
        return frozenset({_circle(self.circle), *map(_reader, self.readers)})

    @property
    def of_work(self) -> Scopes:
        """Those who may read every version."""
        found = {ALL}
        if self.owner_id is not None:
            found.add(_owner(self.owner_id))
        elif self.created_by_id is not None:
            found.add(_maker(self.created_by_id))
        if not self.archived:
            found |= {*map(_asked_body, self.asked_bodies), *map(_asked_person, self.asked_people)}
        return frozenset(found)

    @property
    def of_anything(self) -> Scopes:
        """Those who may open it."""
        return self.of_approved | self.of_work


def held_by(user: User) -> Scopes:
    """The scopes that the person holds."""
    if not user.can(Permission.MESSAGE_VIEW):
        return NOBODY
    if reads_all_work(user):
        return frozenset({ALL})
    found = {*map(_circle, circles_of(user)), _asked_person(user.id)}
    body = user.organisation_id
    if body is not None:
        found |= {_reader(body), _asked_body(body)}
    if user.can(Permission.MESSAGE_EDIT):
        found.add(_maker(user.id) if body is None else _owner(body))
    return frozenset(found)


def _circle(circle: Circle) -> str:
    return f"circle_{circle}"


def _reader(organisation_id: int) -> str:
    return f"reader_o{organisation_id}"


def _owner(organisation_id: int) -> str:
    return f"owner_o{organisation_id}"


def _maker(user_id: int) -> str:
    return f"owner_u{user_id}"


def _asked_body(organisation_id: int) -> str:
    return f"asked_o{organisation_id}"


def _asked_person(user_id: int) -> str:
    return f"asked_u{user_id}"
