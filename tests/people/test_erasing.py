"""Erasing on request: nothing that tells who it was is left in any table, the work stays."""

from datetime import date

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.chain import FIRST, link
from stratcom.audit.models import AuditEntry, AuditSeal
from stratcom.audit.services import Machine
from stratcom.contacts.enums import AgreementKind, ContactKind
from stratcom.contacts.models import Agreement, ContactEntry, ContactEntryPerson
from stratcom.db import Base, db
from stratcom.errors import DomainError
from stratcom.events.models import Event
from stratcom.moments import today
from stratcom.people import queries
from stratcom.people.enums import AskedBy, Consent, RelationKind
from stratcom.people.mentions import keepers, name_stems
from stratcom.people.merging import merge
from stratcom.people.models import Person, PersonKey, PersonTerm, PersonWord, Post, Relation
from stratcom.people.services.erasing import erase_person
from stratcom.people.services.records import create_person, edit_person, restore_person
from stratcom.people.services.relations import add_relation

ME = Machine()
SECRETS = {
    "first_name_ka": "ელენე",
    "last_name_ka": "საიდუმლოშვილი",
    "first_name_en": "Elene",
    "last_name_en": "Saidumloshvili",
    "email": "elene.private@secret.example",
    "phone": "+995 577 98 76 54",
    "other_contact": "სიგნალი ელენე-ს",
    "expertise_ka": "იშვიათი ცოდნა",
    "biography_en": "Born in Zestaponi",
    "consent_purpose": "მისამართების წიგნი",
    "notes": "უყვარს ჭადრაკი",
}
OLD = {"phone": "+995 555 11 11 11", "last_name_ka": "ქალიშვილობისა"}
OFFICE = {"email": "e.saidumloshvili@office.example", "phone": "+995 32 277 77 77"}
TRACES = (
    *SECRETS.values(),
    *OLD.values(),
    *OFFICE.values(),
    *("elene", "saidumlo", "საიდუმლოშვილ", "577987654", "ქალიშვილობ", "ელენ"),
)


def everything():
    """Every row of every table as text."""
    return "\n".join(
        str(tuple(row))
        for table in Base.metadata.sorted_tables
        for row in db.session.execute(sa.select(table))
    )


def chain_is_whole():
    last = FIRST
    rows = db.session.execute(
        sa.select(AuditEntry.__table__, AuditSeal.hash)
        .join(AuditSeal, AuditSeal.entry_id == AuditEntry.id)
        .order_by(AuditSeal.position)
    ).mappings()
    sealed = 0
    for row in rows:
        last, sealed = link(last, row), sealed + 1
        if last != row["hash"]:
            return False
    return sealed == db.session.scalar(sa.select(sa.func.count(AuditEntry.id)))


@pytest.fixture
def elene(app, new_post, body):
    """Somebody with a past: edited, posted, related, merged with a duplicate, called."""
    consent = {"consent": Consent.GIVEN, "consent_on": date(2025, 1, 2)}
    terms = {"languages": ["ka"], "themes": ["dcfta"], "speaker": True}
    person = create_person(SECRETS | OLD | consent | terms, actor=ME)
    edit_person(person, SECRETS, actor=ME, expected_version=person.row_version)
    db.session.commit()
    new_post(person, title_ka="დირექტორი", started_on=date(2020, 1, 1), main_contact=True, **OFFICE)
    add_relation(RelationKind.ADVISES, person, body(), actor=ME, note="ელენე ეხმარება")
    twin = create_person(SECRETS | {"notes": "ელენე მეორედ"}, actor=ME)
    db.session.commit()
    versions = {"kept_version": person.row_version, "gone_version": twin.row_version}
    merge(person.id, twin.id, choices={"notes": "both"}, actor=ME, **versions)
    entry = ContactEntry(
        kind=ContactKind.CALL,
        happened_on=date(2026, 2, 3),
        organisation_id=body().id,
        purpose="შეთანხმდა შეხვედრა",
    )
    db.session.add(entry)
    db.session.flush()
    db.session.add(ContactEntryPerson(entry_id=entry.id, person_id=person.id))
    db.session.commit()
    return queries.find_person(person.id)


def erase(person, **options):
    request = {"asked_on": date(2026, 3, 4), "asked_by": AskedBy.EMAIL} | options
    erase_person(person, **request, keepers=keepers(), actor=ME)
    db.session.commit()
    db.session.expire_all()


def test_no_table_tells_who_it_was(elene):
    before = everything()
    assert [trace for trace in TRACES if trace not in before] == []
    erase(elene)
    after = everything()
    assert [trace for trace in TRACES if trace.casefold() in after.casefold()] == []
    assert chain_is_whole()


def test_what_was_done_stays_without_the_name(elene, body):
    erase(elene)
    person = queries.find_person(elene.id)
    assert (person.consent, person.consent_on) == (Consent.WITHDRAWN, date(2026, 3, 4))
    assert person.erased_at is not None
    assert (person.speaker, person.name_ka) == (False, f"№ {person.id}")
    [post] = person.posts
    assert (post.title_ka, post.started_on, post.organisation_id) == (
        "დირექტორი",
        date(2020, 1, 1),
        body().id,
    )
    assert (post.email, post.phone, post.main_contact) == ("", "", False)
    [relation] = queries.relations_of(person_id=person.id)
    assert (relation.kind, relation.note) == (RelationKind.ADVISES, "")
    assert db.session.scalar(sa.select(ContactEntryPerson.person_id)) == person.id
    for model in (PersonWord, PersonKey, PersonTerm):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(model)) == 0
    merged = db.session.scalars(sa.select(Person).where(Person.merged_into_id == person.id)).one()
    assert merged.erased_at is not None
    trail = sa.select(AuditEntry).filter_by(action="person.erased", subject_id=person.id)
    assert db.session.scalars(trail).one().changes == {
        "asked_on": [None, "2026-03-04"],
        "asked_by": [None, "email"],
    }


def test_other_people_keep_what_is_theirs(elene, new_person):
    other = new_person("ნანა", "სხვაძე", email="nana@x.example")
    erase(elene)
    assert "nana@x.example" in everything()
    found = db.session.scalars(queries.people(queries.Wanted(words="სხვაძე"))).all()
    assert found == [other]


def test_there_is_no_way_back(elene):
    erase(elene)
    for act in (
        lambda: restore_person(elene, actor=ME),
        lambda: edit_person(elene, SECRETS, actor=ME, expected_version=elene.row_version),
        lambda: erase(elene),
        lambda: add_relation(RelationKind.KNOWS, elene, create_person(SECRETS, actor=ME), actor=ME),
    ):
        with pytest.raises(DomainError):
            act()
        db.session.rollback()


def test_free_text_is_named_for_editing_by_hand(app, elene, new_person, body):
    entry = db.session.scalars(sa.select(ContactEntry)).one()
    entry.result = "საიდუმლოშვილმა დაადასტურა"
    event = Event(title_ka="ფორუმი", first_day=today(), last_day=today(), review_marks={})
    event.contact = "E. Saidumloshvili, 577"
    paper = Agreement(kind=AgreementKind.MEMORANDUM, title_ka="მემორანდუმი")
    paper.summary = "ხელს აწერს საიდუმლოშვილი"
    db.session.add_all([event, paper])
    body().notes = "საიდუმლოშვილთან შეთანხმებით"
    other = new_person("გია", "მეგობარი", notes="იცნობს ელენე საიდუმლოშვილს")
    db.session.commit()
    with app.test_request_context():
        shown = [(hit.label, hit.path) for one in keepers() for hit in one.find(elene)]
    assert shown == [
        (body().name_ka, f"/desk/partners/{body().id}/edit"),
        ("გია მეგობარი", f"/desk/people/{other.id}/edit"),
        ("შეთანხმდა შეხვედრა", f"/desk/contacts/{entry.id}/edit"),
        ("მემორანდუმი", f"/desk/agreements/{paper.id}/edit"),
        ("ფორუმი", f"/desk/events/{event.id}/edit"),
    ]
    assert name_stems(elene) == ["საიდუმლოშვილ", "Saidumloshvili"]
    stranger = new_person("ა", "ბ")
    assert all(one.find(stranger) == [] for one in keepers())


@pytest.mark.parametrize("htmx", [False, True])
def test_the_word_must_be_typed(browser, make_user, elene, htmx):
    director = make_user(Role.DIRECTOR, language="en")
    browser.sign_in(director)
    address = f"/desk/people/{elene.id}/erase"
    page = browser.get(address)
    assert page.status == 200
    assert "posts, with organisation and dates: 1" in page.texts("li")
    sent = {"asked_on": "2026-03-04", "asked_by": "letter", "word": "no"}
    refused = browser.post(address, sent, htmx=htmx)
    assert refused.status == 422
    assert "Type the word exactly as it is shown." in refused.texts(".error")
    assert db.session.get(Person, elene.id).erased_at is None
    done = browser.post(address, sent | {"word": "erase"}, htmx=htmx)
    assert (done.status, done.location) == (204 if htmx else 303, f"/desk/people/{elene.id}/")
    page = browser.get(f"/desk/people/{elene.id}/")
    assert page.texts("h1") == [f"Erased person № {elene.id}"]
    assert page.html.select("a[href$='/edit'], a[href$='/erase']") == []
    assert [trace for trace in TRACES if trace in page.text] == []
    assert browser.get(address).status == 403


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.DIRECTOR, Role.ADMINISTRATOR}]
)
def test_only_those_who_may_erase(browser, make_user, elene, role):
    browser.sign_in(make_user(role))
    address = f"/desk/people/{elene.id}/erase"
    sent = {"asked_on": "2026-03-04", "asked_by": "letter", "word": "წაშლა"}
    assert (browser.get(address).status, browser.post(address, sent).status) == (403, 403)
    assert db.session.scalar(sa.select(Post.email)) == OFFICE["email"]
    assert db.session.scalar(sa.select(Relation.note)) == "ელენე ეხმარება"
