"""The index of people: words of names, keys for the finder of duplicates."""

from typing import Any

import sqlalchemy as sa

from stratcom.db import db
from stratcom.georgian import fold, sort_key, squash
from stratcom.partners.filed_rows import file_rows
from stratcom.partners.misspelt import MISSPELT, forget_misspelt
from stratcom.people.likeness import likeness_keys, words_of_person
from stratcom.people.misspelt import file_misspelt
from stratcom.people.models import Person, PersonKey, PersonWord
from stratcom.search.enums import Kind
from stratcom.search.filing import refile

KEY_LENGTH = 300


def derive_keys(person: Person) -> None:
    """Set the columns that follow from the name; call it before the act is recorded."""
    ordered = f"{person.last_name_ka} {person.first_name_ka}"
    person.match_key = fold(squash(person.name_ka))[:KEY_LENGTH]
    person.sort_key = sort_key(squash(ordered))[:KEY_LENGTH]


def file_person(person: Person) -> None:
    """File the person anew, here and in the search, in the transaction that changed the record.

    A record that was merged into another or erased is found by nothing; one that others were
    merged into is found by their names too: a maiden name, another spelling.
    """
    db.session.flush()
    file_names(person)
    refile(Kind.PERSON, [person.id])


def file_names(person: Person) -> None:
    """Bring the words and keys of the person in line with the names."""
    gone = person.merged_into_id is not None or person.erased_at is not None
    merged = sa.select(Person).where(Person.merged_into_id == person.id)
    named = [] if gone else [_names(one) for one in (person, *db.session.scalars(merged))]
    names = [name for pair in named for name in pair]
    keys = [key for pair in named[1:] for key in likeness_keys(*pair)]
    if named:
        keys += likeness_keys(*named[0], email=person.email, phone=person.phone)
    rows: dict[Any, list[dict[str, str]]] = {
        PersonWord.person_id: [{"word": one} for one in words_of_person(names)],
        PersonKey.person_id: [{"key": one} for one in keys],
    }
    changed = [
        file_rows(subject, person.id, filed, but=f"{MISSPELT}:") for subject, filed in rows.items()
    ]
    if any(changed):
        forget_misspelt(PersonKey.person_id, person.id)
        file_misspelt(person, names)


def _names(person: Person) -> tuple[str, str]:
    """The whole name in Georgian and in English."""
    return person.name_ka, f"{person.first_name_en} {person.last_name_en}".strip()
