"""Contacts and agreements of organisations and people, for merges and successions."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from stratcom.contacts.indexing import (
    refile_agreements,
    refile_entries,
    refile_with_organisation,
    refile_with_person,
)
from stratcom.contacts.models import (
    Agreement,
    AgreementOrganisation,
    ContactEntry,
    ContactEntryPerson,
)
from stratcom.partners.moving import ColumnHolder, LinkHolder


class ContactsOfOrganisation(ColumnHolder):
    """Contacts with an organisation, found by its names."""

    def move(self, from_id: int, to_id: int, ids: Sequence[Any] | None = None) -> list[Any]:
        """Let them be with another organisation, in the search too."""
        moved = super().move(from_id, to_id, ids)
        refile_entries(moved)
        return moved

    def renamed(self, organisation_id: int) -> None:
        """File contacts and agreements by the new names of the organisation."""
        refile_with_organisation(organisation_id)


class AgreementsOfOrganisation(LinkHolder):
    """Agreements with an organisation, found by its names."""

    def changed(self, ids: Sequence[int]) -> None:
        """Count it as a change of each agreement and file them anew."""
        super().changed(ids)
        refile_agreements(ids)


class ContactsOfPerson(LinkHolder):
    """Contacts in which a person took part, found by their name."""

    def changed(self, ids: Sequence[int]) -> None:
        """Count it as a change of each contact and file them anew."""
        super().changed(ids)
        refile_entries(ids)

    def renamed(self, person_id: int) -> None:
        """File the contacts by the name as it is now."""
        refile_with_person(person_id)


ORGANISATION_HOLDERS = (
    ContactsOfOrganisation("contacts", _l("Contacts"), ContactEntry.organisation_id),
    AgreementsOfOrganisation(
        "agreements",
        _l("Agreements"),
        AgreementOrganisation.organisation_id,
        [AgreementOrganisation.agreement_id],
        Agreement,
        belongs=True,
    ),
)
PERSON_HOLDERS = (
    ContactsOfPerson(
        "contacts",
        _l("Contacts"),
        ContactEntryPerson.person_id,
        [ContactEntryPerson.entry_id],
        ContactEntry,
    ),
)
