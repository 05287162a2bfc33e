"""Who may see and change what of a person, and which values make sense."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.moments import today
from stratcom.people.enums import Consent, RelationKind
from stratcom.people.models import Person

EARLIEST = date(1900, 1, 1)
FEWEST_DIGITS = 5
MOST_DIGITS = 40
_EMAIL = re.compile(r"[^@\s,;:<>\"()]+@[^@\s,;:<>\"()]+\.[^@\s.,;:<>\"()]{2,}")
_TELEPHONE = re.compile(r"(?:[\d\s+()/.,;*#–-]|ext|შიდა)+", re.IGNORECASE)

# Between which sides a relation makes sense; the first stands to the second.
_PERSON_PERSON, _PERSON_BODY, _BODY_BODY = (
    ("person", "person"),
    ("person", "organisation"),
    ("organisation", "organisation"),
)
SIDES: dict[RelationKind, frozenset[tuple[str, str]]] = {
    RelationKind.REPORTS_TO: frozenset({_PERSON_PERSON}),
    RelationKind.DEPUTY_OF: frozenset({_PERSON_PERSON}),
    RelationKind.ASSISTANT_OF: frozenset({_PERSON_PERSON}),
    RelationKind.CONTACT_FOR: frozenset({_PERSON_BODY}),
    RelationKind.MEMBER_OF: frozenset({_PERSON_BODY, _BODY_BODY}),
    RelationKind.FOUNDER_OF: frozenset({_PERSON_BODY, _BODY_BODY}),
    RelationKind.BOARD_OF: frozenset({_PERSON_BODY}),
    RelationKind.ADVISES: frozenset({_PERSON_PERSON, _PERSON_BODY, _BODY_BODY}),
    RelationKind.FUNDS: frozenset({_PERSON_BODY, _BODY_BODY}),
    RelationKind.CONTRACTOR_OF: frozenset({_PERSON_BODY, _BODY_BODY}),
    RelationKind.OVERSEES: frozenset({_PERSON_BODY, _BODY_BODY}),
    RelationKind.PARTNER_OF: frozenset({_BODY_BODY}),
    RelationKind.KNOWS: frozenset({_PERSON_PERSON}),
}
# Said alike from both sides.
MUTUAL = frozenset({RelationKind.PARTNER_OF, RelationKind.KNOWS})


def can_view(user: User) -> bool:
    """May the user know that these people exist?"""
    return user.can(Permission.PERSON_VIEW)


def can_see_private(user: User) -> bool:
    """May the user see what is the person's own: details, consent, notes?"""
    return user.can(Permission.PERSON_VIEW) and user.can(Permission.PERSON_VIEW_PRIVATE)


def can_edit(user: User, person: Person) -> bool:
    """May the user change the record, its posts and relations?"""
    return user.can(Permission.PERSON_EDIT) and is_living(person) and person.archived_at is None


def can_archive(user: User, person: Person) -> bool:
    """May the user put the record away?"""
    return can_edit(user, person)


def can_restore(user: User, person: Person) -> bool:
    """May the user bring the record back from the archive?"""
    archived = person.archived_at is not None
    return user.can(Permission.PERSON_EDIT) and is_living(person) and archived


def can_erase(user: User, person: Person) -> bool:
    """May the user erase the person on request?"""
    return user.can(Permission.PERSON_ERASE) and is_living(person)


def is_living(person: Person) -> bool:
    """True for a record that was neither erased nor merged into another."""
    return person.erased_at is None and person.merged_into_id is None


def problems(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with a person's values, by field, in the reader's language."""
    found = contact_problems(values)
    for name in ("first_name_ka", "last_name_ka"):
        if not values.get(name):
            found[name] = _("The name in Georgian is needed.")
    on, consent = values.get("consent_on"), values.get("consent")
    if on is not None and not EARLIEST <= on <= today():
        found["consent_on"] = _("This day has not come yet, or is too long ago.")
    elif on is None and consent in (Consent.GIVEN, Consent.WITHDRAWN):
        found["consent_on"] = _("Say on which day.")
    if consent is Consent.GIVEN and not values.get("consent_purpose"):
        found["consent_purpose"] = _("A consent is given for a purpose: say for which.")
    return found


def contact_problems(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with an e-mail address and a telephone number."""
    found = {}
    email, phone = values.get("email") or "", values.get("phone") or ""
    if email and not _EMAIL.fullmatch(email):
        found["email"] = _("This is not an e-mail address: name@example.ge.")
    digits = sum(letter.isdigit() for letter in phone)
    if phone and not (_TELEPHONE.fullmatch(phone) and FEWEST_DIGITS <= digits <= MOST_DIGITS):
        found["phone"] = _("This is not a telephone number: +995 599 12 34 56.")
    return found


def post_problems(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the values of a post."""
    found = contact_problems(values) | term_problems(values)
    ended = values.get("ended_on")
    if values.get("main_contact") and ended is not None and ended < today():
        found["main_contact"] = _("A post that has ended is nobody's main contact.")
    return found


def term_problems(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with a start and an end."""
    found = {}
    started, ended = values.get("started_on"), values.get("ended_on")
    for name, day in (("started_on", started), ("ended_on", ended)):
        if day is not None and day < EARLIEST:
            found[name] = _("This day is too long ago.")
    if started is not None and ended is not None and ended < started:
        found["ended_on"] = _("The end is before the start.")
    return found


def kinds_between(first: str, second: str) -> list[RelationKind]:
    """Which relations make sense from a side of the first sort to one of the second."""
    return [kind for kind, sides in SIDES.items() if (first, second) in sides]


def withdrawn_yet_kept(person: Person) -> bool:
    """True when the consent was withdrawn and personal details are still there."""
    kept = person.email or person.phone or person.other_contact or person.notes
    return person.consent is Consent.WITHDRAWN and bool(kept)
