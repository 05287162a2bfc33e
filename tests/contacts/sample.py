"""Contacts, agreements and files for tests, made the way the app makes them."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.audit.services import Machine
from stratcom.contacts.enums import ContactKind
from stratcom.contacts.models import Agreement, ContactEntry, ContactFile
from stratcom.contacts.services.agreements import create_agreement
from stratcom.contacts.services.entries import create_entry
from stratcom.contacts.services.files import add_file, remove_file
from stratcom.contacts.values import AgreementValues, EntryValues
from stratcom.db import db
from stratcom.moments import today
from stratcom.partners.services import find_or_add
from stratcom.people.models import Person
from stratcom.people.services.posts import add_post
from stratcom.people.services.records import create_person
from tests.media import files

PARTNER = "თელავის სახელმწიფო უნივერსიტეტი"


def organisation_id(name: str = PARTNER) -> int:
    """The organisation of that name, added when it is new."""
    body = find_or_add(name, actor=Machine())
    db.session.flush()
    return body.id


def person_at(name: str, organisation: str = PARTNER, **post: Any) -> Person:
    """A person with a post at the organisation."""
    first, last = name.split()
    person = create_person({"first_name_ka": first, "last_name_ka": last}, actor=Machine())
    body = find_or_add(organisation, actor=Machine())
    db.session.flush()
    add_post(person, body, {"title_ka": "რექტორი"} | post, actor=Machine())
    return person


def contact(actor: User, organisation: str = PARTNER, **values: Any) -> ContactEntry:
    """A contact of today."""
    given: dict[str, Any] = {"happened_on": today(), "purpose": "მემორანდუმის განხილვა"} | values
    given["organisation_id"] = organisation_id(organisation)
    return create_entry(EntryValues(**given), actor=actor)


def agreement(*organisations: str, **values: Any) -> Agreement:
    """An agreement that was signed."""
    parties = tuple(organisation_id(one) for one in organisations or (PARTNER,))
    given: dict[str, Any] = {"title_ka": "თანამშრომლობის მემორანდუმი"} | values
    return create_agreement(AgreementValues(organisation_ids=parties, **given), actor=Machine())


def add_contacts(editor: User) -> None:
    """Something on every page: a contact with people and a next step, an agreement, files."""
    met = person_at("ანა მაისურაძე")
    entry = contact(
        editor,
        kind=ContactKind.MEETING,
        person_ids=(met.id,),
        result="შეთანხმდნენ ერთობლივ ლექციებზე.",
        next_step="მემორანდუმის პროექტის გაგზავნა",
        next_step_owner_id=editor.id,
        next_step_due=today() + timedelta(days=3),
    )
    contact(editor, purpose="ზარი")
    signed = date(2026, 1, 15)
    made = agreement(
        signed_on=signed,
        valid_until=today() + timedelta(days=40),
        number="12/3",
        responsible_id=editor.id,
    )
    add_file(entry, files.docx(), filename="ოქმი.docx", actor=editor)
    add_file(made, files.pdf(), filename="მემორანდუმი.pdf", actor=editor)
    gone = add_file(made, files.pdf(), filename="ძველი.pdf", actor=editor)
    remove_file(gone, owner=made, actor=editor)


def sample_ids() -> dict[str, list[int]]:
    """Ids of what `add_contacts` made, by the name they have in addresses."""
    return {
        "entry_id": _ids(ContactEntry),
        "agreement_id": _ids(Agreement),
        "document_id": _ids(ContactFile),
    }


def _ids(model: Any) -> list[int]:
    return list(db.session.scalars(sa.select(model.id).order_by(model.id).limit(1)))
