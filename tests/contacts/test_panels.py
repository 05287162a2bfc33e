"""What the pages of organisations and people show of contacts and agreements, and to whom."""

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.people.models import Person
from tests.contacts.sample import add_contacts, organisation_id

ORGANISATION = "#contacts-panel a, #agreements-panel a"


@pytest.fixture
def paths(make_user):
    """The pages of an organisation and a person with whom there was contact."""
    editor = make_user(Role.EDITOR)
    add_contacts(editor)
    body, person = organisation_id(), db.session.scalars(sa.select(Person.id)).one()
    db.session.commit()
    return editor, f"/desk/partners/{body}/", f"/desk/people/{person}/"


def test_pages_show_the_last_contacts_steps_and_agreements(browser, paths):
    editor, organisation, person = paths
    browser.sign_in(editor)
    shown = browser.get(organisation)
    links = [one["href"] for one in shown.html.select(ORGANISATION)]
    number = organisation.rstrip("/").rpartition("/")[2]
    assert f"/desk/contacts/new?organisation={number}" in links
    assert f"/desk/agreements/new?organisation={number}" in links
    assert {"ზარი", "მემორანდუმის განხილვა", "მემორანდუმის პროექტის გაგზავნა"} <= set(
        shown.texts("#contacts-panel li a")
    )
    assert shown.texts("#agreements-panel li a") == ["თანამშრომლობის მემორანდუმი"]
    met = browser.get(person)
    assert met.texts("#person-contacts li a") == ["მემორანდუმის განხილვა"]


@pytest.mark.parametrize("role", [Role.IMPLEMENTER, Role.AGENCY_MEMBER, Role.OBSERVER])
def test_others_see_the_organisation_without_contacts(browser, make_user, paths, role):
    browser.sign_in(make_user(role))
    for path in paths[1:]:
        answer = browser.get(path)
        assert answer.html.select("#contacts-panel, #agreements-panel, #person-contacts") == []
        assert "მემორანდუმ" not in answer.text
    assert browser.get(paths[1]).status == 200
