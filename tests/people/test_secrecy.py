"""Who sees which detail of a person: every role, every page, planted secrets."""

from datetime import date

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.moments import today
from stratcom.people import queries
from stratcom.people.enums import Consent, RelationKind
from stratcom.people.models import Person
from stratcom.people.services.records import edit_person
from stratcom.people.services.relations import add_relation
from tests.html_rules import page_faults

OWN = {
    "email": "secret-mail@own.example",
    "phone": "+995 577 000 111",
    "other_contact": "secret-signal",
    "consent_purpose": "secret-purpose",
    "notes": "secret-notes",
}
# Replaced by an edit, so that they stand in the trail.
FORMER = {name: f"{value[:-3]}999" for name, value in OWN.items() if name != "email"} | {
    "email": "former-mail@own.example"
}
OPEN = {
    "expertise_ka": "ღია ცოდნა",
    "biography_ka": "ღია ცხოვრება",
    "first_name_en": "Openna",
}
OFFICE = {"email": "open@office.example", "phone": "+995 32 200 300 4"}
KNOW_PEOPLE = {role for role, may in ROLE_PERMISSIONS.items() if Permission.PERSON_VIEW in may}
SEE_PRIVATE = {
    role for role, may in ROLE_PERMISSIONS.items() if Permission.PERSON_VIEW_PRIVATE in may
}
PRIVATE_TRACES = (*OWN.values(), *FORMER.values(), "05.06.2025")


@pytest.fixture
def person(new_person, new_post, body):
    consent = {"consent": Consent.GIVEN, "consent_on": date(2025, 6, 5)}
    made = new_person("ღიანა", "ღიაშვილი", speaker=True, **OPEN | FORMER | consent)
    made = queries.find_person(made.id)
    edit_person(made, OWN, actor=Machine(), expected_version=made.row_version)
    new_post(made, title_ka="ღია თანამდებობა", main_contact=True, **OFFICE)
    other = new_person("მეორე", "მეორაძე")
    add_relation(RelationKind.KNOWS, made, other, actor=Machine(), note="ღია შენიშვნა")
    add_relation(RelationKind.ADVISES, made, body(), actor=Machine())
    db.session.commit()
    return made


def pages_about(person, body):
    return [
        "/desk/people/",
        "/desk/people/?q=ღიაშვილი",
        "/desk/people/?q=secret",
        "/desk/people/speakers",
        "/desk/people/speakers?whole=1",
        f"/desk/people/{person.id}/",
        f"/desk/people/{person.id}/edit",
        f"/desk/people/{person.id}/posts/new",
        f"/desk/people/{person.id}/relations/new",
        f"/desk/people/{person.id}/erase",
        f"/desk/partners/{body.id}/",
    ]


def files_about(person):
    ending = ("csv", "vcf")
    card = f"/desk/people/{person.id}/card.vcf"
    return [card, *(f"/desk/people/export.{one}" for one in ending), "/desk/people/duplicates/"]


def test_the_policy_is_what_this_test_believes():
    staff = {Role.ADMINISTRATOR, Role.DIRECTOR, Role.EDITOR}
    assert (staff | {Role.IMPLEMENTER}, staff) == (KNOW_PEOPLE, SEE_PRIVATE)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_what_it_may(browser, make_user, person, body, role):
    browser.sign_in(make_user(role, organisation="საცდელი სამინისტრო"))
    page = browser.get(f"/desk/people/{person.id}/")
    if role not in KNOW_PEOPLE:
        assert page.status == 403
        return
    assert page.status == 200
    for value in (*OPEN.values(), *OFFICE.values(), "ღია თანამდებობა", "ღია შენიშვნა"):
        assert value in page.text, value
    shown = [value for value in PRIVATE_TRACES if value in page.text]
    assert shown == (list(PRIVATE_TRACES) if role in SEE_PRIVATE else [])


@pytest.mark.parametrize("role", [one for one in Role if one not in SEE_PRIVATE])
@pytest.mark.parametrize("htmx", [False, True])
def test_no_page_tells_private_details(browser, make_user, person, body, role, htmx):
    browser.sign_in(make_user(role, organisation="საცდელი სამინისტრო"))
    told = []
    for address in (
        *pages_about(person, body()),
        *files_about(person),
        "/desk/people/options?q=ღიაშვ",
    ):
        answer = browser.get(address, htmx=htmx)
        told += [(address, one) for one in PRIVATE_TRACES if one in answer.text]
        if role not in KNOW_PEOPLE:
            named = "ღიაშვილი" in answer.text.replace("q=ღიაშვილი", "")
            told += [(address, "name")] if named else []
            assert answer.status == 403 or "/partners/" in address, address
    assert told == []


@pytest.mark.parametrize("role", [one for one in Role if one not in SEE_PRIVATE])
def test_nobody_else_changes_anything(browser, make_user, person, role):
    browser.sign_in(make_user(role))
    base = f"/desk/people/{person.id}"
    post = (
        person.posts[0] if "posts" in person.__dict__ else queries.find_person(person.id).posts[0]
    )
    relation = queries.relations_of(person_id=person.id)[0]
    sent = {"first_name_ka": "x", "last_name_ka": "y", "ended_on": "2026-01-01", "word": "წაშლა"}
    statuses = {
        browser.post(address, sent).status
        for address in (
            *(f"{base}/edit", f"{base}/archive", f"{base}/restore", f"{base}/erase"),
            *(f"{base}/posts/new", f"{base}/posts/{post.id}/edit", f"{base}/posts/{post.id}/end"),
            *(f"{base}/relations/new", "/desk/people/new"),
            f"/desk/people/relations/{relation.id}/end",
            f"/desk/people/relations/{relation.id}/remove",
            f"/desk/people/organisations/{post.organisation_id}/relations/new",
        )
    }
    assert statuses == {403}
    names = sa.select(Person.last_name_ka).order_by(Person.id)
    assert db.session.scalars(names).all() == ["ღიაშვილი", "მეორაძე"]


@pytest.mark.parametrize("language", ["ka", "en"])
@pytest.mark.parametrize("role", [Role.EDITOR, Role.IMPLEMENTER])
def test_pages_are_whole(browser, make_user, person, body, role, language):
    browser.sign_in(make_user(role, language=language))
    faults = []
    for address in pages_about(person, body()):
        answer = browser.get(address)
        if answer.status == 200:
            faults += [f"{address}: {one}" for one in page_faults(answer.html, language)]
        else:
            assert (answer.status, role) == (403, Role.IMPLEMENTER) or address.endswith("/erase")
    assert faults == []


def test_withdrawn_consent_is_flagged_to_those_who_may_see(new_browser, make_user, person):
    withdrawn = {"consent": Consent.WITHDRAWN, "consent_on": today()}
    found = queries.find_person(person.id)
    edit_person(found, withdrawn, actor=Machine(), expected_version=found.row_version)
    db.session.commit()
    said = {
        role: new_browser()
        .sign_in(make_user(role, language="en"))
        .get(f"/desk/people/{person.id}/")
        .texts(".note.warning")
        for role in (Role.EDITOR, Role.IMPLEMENTER)
    }
    assert said[Role.IMPLEMENTER] == []
    assert said[Role.EDITOR] == [
        "The consent was withdrawn, and personal details are still kept. Empty them"
    ]
