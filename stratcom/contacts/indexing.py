"""Letting the search find contacts and agreements as they are now."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from stratcom.contacts.models import (
    Agreement,
    AgreementOrganisation,
    ContactEntry,
    ContactEntryPerson,
)
from stratcom.db import db
from stratcom.search.enums import Kind
from stratcom.search.filing import refile


def file_entry(entry: ContactEntry) -> None:
    """File the contact anew, in the transaction that changed it."""
    db.session.flush()
    refile_entries([entry.id])


def file_agreement(agreement: Agreement) -> None:
    """File the agreement anew, in the transaction that changed it."""
    db.session.flush()
    refile_agreements([agreement.id])


def refile_entries(ids: Sequence[int]) -> None:
    """File these contacts anew."""
    refile(Kind.CONTACT, ids)


def refile_agreements(ids: Sequence[int]) -> None:
    """File these agreements anew."""
    refile(Kind.AGREEMENT, ids)


def refile_with_organisation(organisation_id: int) -> None:
    """File contacts and agreements with an organisation anew: it is called otherwise."""
    links = AgreementOrganisation
    refile_entries(_found(ContactEntry.id, ContactEntry.organisation_id == organisation_id))
    refile_agreements(_found(links.agreement_id, links.organisation_id == organisation_id))


def refile_with_person(person_id: int) -> None:
    """File the contacts in which a person took part anew: they are called otherwise, or erased."""
    links = ContactEntryPerson
    refile_entries(_found(links.entry_id, links.person_id == person_id))


def _found(column: Any, condition: sa.ColumnElement[bool]) -> Sequence[int]:
    return db.session.scalars(sa.select(column).where(condition)).all()
