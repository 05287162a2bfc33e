"""Contacts and agreements as the search reads them, for those who may read any of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.contacts.enums import AGREEMENT_LABELS, CONTACT_LABELS
from stratcom.contacts.models import (
    Agreement,
    AgreementOrganisation,
    ContactEntry,
    ContactEntryPerson,
)
from stratcom.contacts.validity import STANDING_LABELS, standing
from stratcom.db import db
from stratcom.georgian import dates
from stratcom.i18n import current_language
from stratcom.moments import today
from stratcom.partners.models import Organisation
from stratcom.people.models import Person
from stratcom.search.enums import Kind
from stratcom.search.sources import Card, Face, Record, organisation_tag

READERS = frozenset({"contacts"})
CONTACTS = sa.select(
    ContactEntry.id,
    ContactEntry.happened_on,
    ContactEntry.purpose,
    ContactEntry.result,
    ContactEntry.next_step,
)
AGREEMENTS = sa.select(
    Agreement.id,
    Agreement.number,
    Agreement.title_ka,
    Agreement.title_en,
    Agreement.signed_on,
    Agreement.valid_from,
    Agreement.termination_reason,
    Agreement.summary,
)
Ids = Sequence[int]


class Body(NamedTuple):
    """An organisation by its names."""

    id: int
    ka: str
    en: str

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.en if current_language() == "en" and self.en else self.ka


def scopes_of(user: User | None) -> frozenset[str]:
    """Contacts and agreements, those in the archive too, are open to all who may read any."""
    return READERS if user is not None and user.can(Permission.CONTACT_VIEW) else frozenset()


class ContactSource:
    """Calls, letters and meetings: what was written of them, with whom they were."""

    kind = Kind.CONTACT

    def records(self, ids: Ids) -> Iterator[Record]:
        """These contacts, each as its page shows it."""
        bodies, people = _bodies_of_contacts(ids), _people(ids)
        for row in db.session.execute(CONTACTS.where(ContactEntry.id.in_(ids))):
            body = bodies.get(row.id)
            named = (body.ka, body.en) if body else ()
            said = _joined((row.result, row.next_step, *named, *people[row.id]))
            tags = frozenset({organisation_tag(body.id)} if body else ())
            yield Record(row.id, [Face(READERS, row.purpose, body=said)], row.happened_on, tags)

    def ids(self, *, after: int, limit: int) -> Ids:
        """Ids of all contacts in their order, so many after that one."""
        return _ids(ContactEntry.id, after, limit)

    def refile(self, ids: Ids) -> None:
        """Nothing else of a contact follows from the rules for search keys."""

    def scopes(self, user: User | None) -> frozenset[str]:
        """All contacts, or none."""
        return scopes_of(user)

    def cards(self, ids: Ids, user: User) -> Mapping[int, Card]:
        """The contacts as lists show them."""
        bodies = _bodies_of_contacts(ids)
        chosen = sa.select(
            ContactEntry.id, ContactEntry.kind, ContactEntry.happened_on, ContactEntry.purpose
        ).where(ContactEntry.id.in_(ids))
        return {
            row.id: Card(
                f"/desk/contacts/{row.id}/",
                row.purpose,
                facts=[
                    dates.short_day(row.happened_on),
                    str(CONTACT_LABELS[row.kind]),
                    *([bodies[row.id].name] if row.id in bodies else []),
                ],
            )
            for row in db.session.execute(chosen)
        }


class AgreementSource:
    """Memoranda and agreements, with their parties."""

    kind = Kind.AGREEMENT

    def records(self, ids: Ids) -> Iterator[Record]:
        """These agreements, each as its page shows it."""
        parties = _parties(ids)
        for row in db.session.execute(AGREEMENTS.where(Agreement.id.in_(ids))):
            bodies = parties[row.id]
            named = (name for one in bodies for name in (one.ka, one.en))
            said = _joined((row.number, row.summary, row.termination_reason, *named))
            face = Face(READERS, row.title_ka, row.title_en, said)
            tags = frozenset(organisation_tag(one.id) for one in bodies)
            yield Record(row.id, [face], row.signed_on or row.valid_from, tags)

    def ids(self, *, after: int, limit: int) -> Ids:
        """Ids of all agreements in their order, so many after that one."""
        return _ids(Agreement.id, after, limit)

    def refile(self, ids: Ids) -> None:
        """Nothing else of an agreement follows from the rules for search keys."""

    def scopes(self, user: User | None) -> frozenset[str]:
        """All agreements, or none."""
        return scopes_of(user)

    def cards(self, ids: Ids, user: User) -> Mapping[int, Card]:
        """The agreements as lists show them."""
        parties = _parties(ids)
        found = db.session.scalars(sa.select(Agreement).where(Agreement.id.in_(ids)))
        return {
            one.id: Card(
                f"/desk/agreements/{one.id}/",
                one.title_ka,
                one.title_en,
                [
                    str(AGREEMENT_LABELS[one.kind]),
                    str(STANDING_LABELS[standing(one, today())]),
                    "; ".join(body.name for body in parties[one.id]),
                ],
            )
            for one in found
        }


def _ids(column: Any, after: int, limit: int) -> Ids:
    found = sa.select(column).where(column > after).order_by(column).limit(limit)
    return db.session.scalars(found).all()


def _bodies_of_contacts(ids: Ids) -> Mapping[int, Body]:
    chosen = sa.select(
        ContactEntry.id, Organisation.id, Organisation.name_ka, Organisation.name_en
    ).join(Organisation, Organisation.id == ContactEntry.organisation_id)
    rows = db.session.execute(chosen.where(ContactEntry.id.in_(ids)))
    return {row[0]: Body(*row[1:]) for row in rows}


def _parties(ids: Ids) -> Mapping[int, list[Body]]:
    links = AgreementOrganisation
    chosen = (
        sa.select(
            links.agreement_id, links.organisation_id, Organisation.name_ka, Organisation.name_en
        )
        .join(Organisation, Organisation.id == links.organisation_id)
        .where(links.agreement_id.in_(ids))
        .order_by(links.agreement_id, links.position, links.organisation_id)
    )
    found: defaultdict[int, list[Body]] = defaultdict(list)
    for row in db.session.execute(chosen):
        found[row[0]].append(Body(*row[1:]))
    return found


def _people(ids: Ids) -> Mapping[int, list[str]]:
    """The names of those who took part in each contact."""
    links = ContactEntryPerson
    names = (
        Person.first_name_ka,
        Person.last_name_ka,
        Person.first_name_en,
        Person.last_name_en,
    )
    chosen = (
        sa.select(links.entry_id, *names)
        .join(Person, Person.id == links.person_id)
        .where(links.entry_id.in_(ids))
        .order_by(links.entry_id, links.person_id)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for entry_id, *named in db.session.execute(chosen):
        found[entry_id].append(" ".join(one for one in named if one))
    return found


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, texts))
