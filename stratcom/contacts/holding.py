"""Contacts and agreements of organisations and people, for merges and successions."""

from flask_babel import lazy_gettext as _l

from stratcom.contacts.models import (
    Agreement,
    AgreementOrganisation,
    ContactEntry,
    ContactEntryPerson,
)
from stratcom.partners.moving import ColumnHolder, LinkHolder

ORGANISATION_HOLDERS = (
    ColumnHolder("contacts", _l("Contacts"), ContactEntry.organisation_id),
    LinkHolder(
        "agreements",
        _l("Agreements"),
        AgreementOrganisation.organisation_id,
        [AgreementOrganisation.agreement_id],
        Agreement,
        belongs=True,
    ),
)
PERSON_HOLDERS = (
    LinkHolder(
        "contacts",
        _l("Contacts"),
        ContactEntryPerson.person_id,
        [ContactEntryPerson.entry_id],
        ContactEntry,
    ),
)
