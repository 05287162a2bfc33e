"""Where else a person may be named: told by the features above, when somebody is to be erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa
from flask import Flask, current_app, url_for
from flask_babel import lazy_gettext as _l

from stratcom.db import db
from stratcom.partners.models import Organisation
from stratcom.people.models import Person

KEEPERS = "people_keepers"
# Case endings come after the last vowel of a family name, which they often push out.
VOWELS = "აეიოუ"
SHORTEST_STEM = 4
MOST_MENTIONS = 50


@dataclass(frozen=True)
class Mention:
    """A record in whose free text the name may stand, and where it is edited."""

    label: str
    path: str


class Keeper(Protocol):
    """What one feature keeps of people in free text and in the trail."""

    label: Any

    def find(self, person: Person) -> list[Mention]:
        """Records in whose text the family name occurs, MOST_MENTIONS at most."""

    def forget(self, person: Person) -> None:
        """Erase what the trail keeps of this person and of nobody else."""


def announce(app: Flask, keeper: Keeper) -> None:
    """Let a feature hear of people who are to be erased; the factory calls this."""
    app.extensions.setdefault(KEEPERS, []).append(keeper)


def keepers() -> list[Keeper]:
    """Every feature that keeps free text about people."""
    known: list[Keeper] = current_app.extensions.get(KEEPERS, [])
    return known


def named_in(texts: Sequence[Any], person: Person) -> sa.ColumnElement[bool]:
    """True where the family name stands in one of those columns."""
    said = [one.icontains(stem, autoescape=True) for one in texts for stem in name_stems(person)]
    return sa.or_(sa.false(), *said)


def name_stems(person: Person) -> list[str]:
    """The family name as it would stand within a text, whatever its case ending."""
    georgian = person.last_name_ka
    stem = georgian.rstrip(VOWELS)
    if len(stem) >= SHORTEST_STEM:
        georgian = stem
    return [one for one in (georgian, person.last_name_en) if len(one) > 1]


class NamedInOrganisations:
    """Descriptions and notes of organisations."""

    label = _l("Organisations")

    def find(self, person: Person) -> list[Mention]:
        """Organisations in whose text the family name occurs."""
        body = Organisation
        texts = (body.notes, body.description_ka, body.description_en, body.listing_note)
        found = sa.select(body.id, body.name_ka).where(named_in(texts, person)).order_by(body.id)
        return [
            Mention(name, url_for("partners.edit", organisation_id=body_id))
            for body_id, name in db.session.execute(found.limit(MOST_MENTIONS))
        ]

    def forget(self, person: Person) -> None:
        """Their trail keeps no personal details apart."""


class NamedInPeople:
    """Notes and biographies of other people."""

    label = _l("Other people")

    def find(self, person: Person) -> list[Mention]:
        """People in whose text the family name occurs; those who share it are not meant."""
        other = Person
        texts = (other.notes, other.biography_ka, other.biography_en, other.other_contact)
        found = (
            sa.select(other)
            .where(named_in(texts, person), other.id != person.id)
            .where(other.merged_into_id.is_(None), other.erased_at.is_(None))
            .order_by(other.id)
            .limit(MOST_MENTIONS)
        )
        return [
            Mention(one.name, url_for("people.edit", person_id=one.id))
            for one in db.session.scalars(found)
        ]

    def forget(self, person: Person) -> None:
        """What the trail keeps of others is theirs."""


PEOPLE_KEEPERS = (NamedInOrganisations(), NamedInPeople())
