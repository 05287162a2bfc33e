"""What is known of a person as plain values: the shape that forms, files and the trail share."""

from typing import Any

from flask_babel import lazy_gettext as _l

from stratcom.people.enums import Consent
from stratcom.people.models import Person
from stratcom.vocabularies.enums import TermKind

Values = dict[str, Any]
LABELS: dict[str, Any] = {
    "first_name_ka": _l("First name in Georgian"),
    "last_name_ka": _l("Family name in Georgian"),
    "first_name_en": _l("First name in English"),
    "last_name_en": _l("Family name in English"),
    "languages": _l("Languages"),
    "themes": _l("Themes"),
    "speaker": _l("Can be asked to speak at events"),
    "expertise_ka": _l("Expertise in Georgian"),
    "expertise_en": _l("Expertise in English"),
    "biography_ka": _l("Biography in Georgian"),
    "biography_en": _l("Biography in English"),
    "email": _l("Personal e-mail"),
    "phone": _l("Personal telephone"),
    "other_contact": _l("Another way to get in touch"),
    "consent": _l("Consent to keep the personal details"),
    "consent_on": _l("Date of the consent"),
    "consent_purpose": _l("What the consent is for"),
    "notes": _l("Notes"),
}
TERM_LISTS = {"languages": TermKind.LANGUAGE, "themes": TermKind.THEME}
PLAIN = tuple(name for name in LABELS if name not in TERM_LISTS)
# The person's own, for those who may see it; the rest belongs to the office a person holds.
CONTACT_DETAILS = ("email", "phone", "other_contact")
PRIVATE = frozenset({*CONTACT_DETAILS, "consent", "consent_on", "consent_purpose", "notes"})


def empty_values() -> Values:
    """The values of somebody of whom nothing is known."""
    values: Values = dict.fromkeys(LABELS, "")
    lists: Values = {name: [] for name in TERM_LISTS}
    return values | lists | {"speaker": False, "consent": Consent.UNKNOWN, "consent_on": None}


def snapshot(person: Person) -> Values:
    """The person's values as they stand; terms by their codes."""
    values = {name: getattr(person, name) for name in PLAIN}
    for name, kind in TERM_LISTS.items():
        values[name] = [one.term.code for one in person.term_links if one.term.kind is kind]
    return values


def differences(before: Values, after: Values) -> dict[str, list[Any]]:
    """Which of the values in `after` are not those before, as {name: [old, new]}."""
    return {
        name: [before[name], value]
        for name, value in after.items()
        if name in before and before[name] != value
    }
