"""Values of contacts and agreements as a person reads them."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.accounts.models import User
from stratcom.audit.record_words import Words
from stratcom.contacts.enums import AGREEMENT_LABELS, CONTACT_LABELS, STATE_LABELS
from stratcom.contacts.values import (
    AGREEMENT_FIELD_LABELS,
    ENTRY_LABELS,
    AgreementValues,
    EntryValues,
)
from stratcom.db import db
from stratcom.georgian import dates
from stratcom.i18n import current_language
from stratcom.partners.models import Organisation
from stratcom.people.models import Person

# What the trail calls lists of people and parties, and files.
TRAIL_LABELS: dict[str, Any] = {
    "people": ENTRY_LABELS["person_ids"],
    "organisations": AGREEMENT_FIELD_LABELS["organisation_ids"],
    "file": _l("File"),
}
FEWEST_LETTERS_OF_A_DAY = 10


def user_name(user: User | None) -> str:
    """The name of an account in the reader's language."""
    if user is None:
        return "–"
    return user.name_en if current_language() == "en" and user.name_en else user.name


def entry_field(name: str) -> str:
    """What a field of a contact is called."""
    return str(ENTRY_LABELS.get(name) or TRAIL_LABELS.get(name, name))


def agreement_field(name: str) -> str:
    """What a field of an agreement is called."""
    return str(AGREEMENT_FIELD_LABELS.get(name) or TRAIL_LABELS.get(name, name))


def entry_value(name: str, value: Any) -> str:
    """A plain value of a contact's field."""
    if name == "kind" and value:
        return str(CONTACT_LABELS[value])
    return _value(name, value)


def agreement_value(name: str, value: Any) -> str:
    """A plain value of an agreement's field."""
    if name == "kind" and value:
        return str(AGREEMENT_LABELS[value])
    if name == "state" and value:
        return str(STATE_LABELS[value])
    return _value(name, value)


def changed_meanwhile(typed: EntryValues | AgreementValues, present: Any) -> list[tuple[str, str]]:
    """What stands in the record where it is not what was typed: fields and values in words."""
    is_entry = isinstance(typed, EntryValues)
    field, value = (entry_field, entry_value) if is_entry else (agreement_field, agreement_value)
    stored = asdict(present)
    return [
        (field(name), value(name, stored[name]))
        for name, said in asdict(typed).items()
        if said != stored[name]
    ]


def _value(name: str, value: Any) -> str:
    if value in (None, "", [], ()):
        return "–"
    if find := LISTS.get(name):
        ids = value if isinstance(value, list | tuple) else [value]
        return "; ".join(find(ids))
    if isinstance(value, str) and name.endswith(("_on", "_due", "_at", "_from", "_until")):
        value = date.fromisoformat(value[:FEWEST_LETTERS_OF_A_DAY])
    if isinstance(value, date | datetime):
        return dates.short_day(value)
    return str(value)


def _organisations(ids: Iterable[int]) -> list[str]:
    found = (db.session.get(Organisation, one) for one in ids)
    return [one.name if one else _("not known") for one in found]


def _people(ids: Iterable[int]) -> list[str]:
    found = (db.session.get(Person, one) for one in ids)
    return [one.name if one else _("not known") for one in found]


def _users(ids: Iterable[int]) -> list[str]:
    return [user_name(db.session.get(User, one)) for one in ids]


LISTS: dict[str, Callable[[Iterable[int]], list[str]]] = {
    "organisation_id": _organisations,
    "organisation_ids": _organisations,
    "organisations": _organisations,
    "person_ids": _people,
    "people": _people,
    "next_step_owner_id": _users,
    "responsible_id": _users,
}
# How the trail says fields and values of each table.
TRAIL_WORDS = {
    "contact_entry": Words(entry_field, entry_value),
    "agreement": Words(agreement_field, agreement_value),
}
