"""What the pages of organisations and people show of contacts and agreements."""

from typing import Any

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.contacts import agreement_queries, queries
from stratcom.db import db
from stratcom.partners.models import Organisation
from stratcom.people.models import Person

SHOWN = 5


class ContactsOfOrganisation:
    """The last contacts, and next steps that wait."""

    permission = Permission.CONTACT_VIEW
    position = 20
    template = "contacts/_contacts_panel.html"

    def context(self, organisation: Organisation, user: User) -> dict[str, Any]:
        """Always there: an organisation without contacts is offered the first."""
        found = db.session.scalars(queries.of_organisation(organisation.id).limit(SHOWN + 1)).all()
        return {
            "organisation_id": organisation.id,
            "contacts": found[:SHOWN],
            "has_more": len(found) > SHOWN,
            "steps": db.session.scalars(queries.steps_with(organisation.id).limit(SHOWN)).all(),
            "may_log": user.can(Permission.CONTACT_EDIT) and organisation.merged_into_id is None,
        }


class AgreementsOfOrganisation:
    """Agreements that are in force or about to be."""

    permission = Permission.CONTACT_VIEW
    position = 30
    template = "contacts/_agreements_panel.html"

    def context(self, organisation: Organisation, user: User) -> dict[str, Any]:
        """Always there: an organisation without agreements is offered the first."""
        in_force = agreement_queries.of_organisation(organisation.id)
        found = db.session.scalars(in_force.limit(SHOWN + 1)).all()
        return {
            "organisation_id": organisation.id,
            "agreements": found[:SHOWN],
            "has_more": len(found) > SHOWN,
            "may_add": user.can(Permission.CONTACT_EDIT) and organisation.merged_into_id is None,
        }


class ContactsOfPerson:
    """The last contacts in which a person took part."""

    permission = Permission.CONTACT_VIEW
    position = 20
    template = "contacts/_person_contacts.html"

    def context(self, person: Person, user: User) -> dict[str, Any]:
        """Nothing for a person whose details were erased and with whom there were no contacts."""
        found = db.session.scalars(queries.of_person(person.id).limit(SHOWN + 1)).all()
        gone = person.erased_at is not None or person.merged_into_id is not None
        if gone and not found:
            return {}
        return {
            "person_id": person.id,
            "contacts": found[:SHOWN],
            "has_more": len(found) > SHOWN,
            "may_log": user.can(Permission.CONTACT_EDIT) and not gone,
        }


ORGANISATION_PANELS = (ContactsOfOrganisation(), AgreementsOfOrganisation())
PERSON_PANELS = (ContactsOfPerson(),)
