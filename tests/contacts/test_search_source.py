"""Contacts and agreements as the search finds them."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Permission, Role
from stratcom.audit.services import Machine
from stratcom.contacts.search_source import AgreementSource, ContactSource
from stratcom.contacts.services import agreements, entries
from stratcom.contacts.values import agreement_values, entry_values
from stratcom.db import db
from stratcom.i18n import in_language
from stratcom.moments import today
from stratcom.partners import merging
from stratcom.partners.queries import find as find_organisation
from stratcom.partners.services.records import edit_organisation
from stratcom.people import merging as people_merging
from stratcom.people.enums import AskedBy
from stratcom.people.models import Person
from stratcom.people.services.erasing import erase_person
from stratcom.people.services.records import edit_person
from stratcom.search.enums import Kind
from stratcom.search.filing import file_records
from stratcom.search.finding import find, matching
from stratcom.search.models import SearchWord
from stratcom.search.query import read_query
from tests.contacts.sample import PARTNER, agreement, contact, organisation_id, person_at


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR)


@pytest.fixture
def entry(editor):
    met = person_at("ანა მაისურაძე")
    return contact(editor, person_ids=(met.id,), result="შეთანხმდნენ ლექციებზე.")


def found(text, user, kind=Kind.CONTACT):
    return list(db.session.scalars(matching(kind, read_query(text, reader=user), user)))


def up_to_date(source, record):
    db.session.flush()
    return file_records(source, [record.id]) == 0


def test_those_who_may_read_contacts_find_them(entry, make_user):
    made = agreement(number="12/3", summary="სტაჟირება")
    words = {Kind.CONTACT: ("მემორანდუმი", entry), Kind.AGREEMENT: ("სტაჟირება", made)}
    for role in Role:
        user = make_user(role, organisation=PARTNER)
        for kind, (word, record) in words.items():
            expected = [record.id] if user.can(Permission.CONTACT_VIEW) else []
            assert found(word, user, kind) == expected, role
    for kind, (word, _record) in words.items():
        assert found(word, None, kind) == []


@pytest.mark.parametrize(
    "text", ["მემორანდუმის", "ლექცია", "მაისურაძემ", "უნივერსიტეტში", "telavi", PARTNER]
)
def test_a_contact_is_found_by_what_its_page_says(entry, editor, text):
    assert found(text, editor) == [entry.id]


def test_a_contact_that_changed_is_found_accordingly(entry, editor):
    values = replace(entry_values(entry), purpose="სტიპენდიები", person_ids=())
    version = entry.row_version
    entries.edit_entry(entry, values, actor=editor, expected_version=version)
    assert found("სტიპენდია", editor) == [entry.id]
    assert found("მაისურაძე", editor) == found("მემორანდუმი", editor) == []
    entries.archive_entry(entry, actor=editor)
    assert found("სტიპენდია", editor) == [entry.id]
    assert up_to_date(ContactSource(), entry)


def test_an_agreement_that_changed_is_found_accordingly(editor):
    made = agreement(number="12/3", title_en="Memorandum of cooperation", signed_on=today())
    assert found("cooperation memorandum", editor, Kind.AGREEMENT) == [made.id]
    assert found("თელავის უნივერსიტეტი", editor, Kind.AGREEMENT) == [made.id]
    values = replace(agreement_values(made), title_ka="ხელშეკრულება", title_en="")
    agreements.edit_agreement(made, values, actor=editor, expected_version=made.row_version)
    assert found("ხელშეკრულების", editor, Kind.AGREEMENT) == [made.id]
    assert found("cooperation", editor, Kind.AGREEMENT) == []
    ended = {"on": today(), "reason": "დაფინანსება შეწყდა", "actor": editor}
    agreements.terminate_agreement(made, expected_version=made.row_version, **ended)
    assert found("დაფინანსების", editor, Kind.AGREEMENT) == [made.id]
    agreements.reinstate_agreement(made, actor=editor, expected_version=made.row_version)
    assert found("დაფინანსების", editor, Kind.AGREEMENT) == []
    assert up_to_date(AgreementSource(), made)


def merged(package, kept_id, gone_id, actor):
    versions = [package.load(one).row_version for one in (kept_id, gone_id)]
    sure = {"kept_version": versions[0], "gone_version": versions[1]}
    return package.merge(kept_id, gone_id, choices={}, actor=actor, **sure)


def test_other_names_of_an_organisation(entry, editor):
    made = agreement()
    body = find_organisation(organisation_id())
    values = {"name_ka": "კახეთის აკადემია"}
    edit_organisation(body, values, actor=Machine(), expected_version=body.row_version)
    assert found("აკადემია", editor) == [entry.id]
    assert found("აკადემია", editor, Kind.AGREEMENT) == [made.id]
    assert found("უნივერსიტეტი", editor) == found("უნივერსიტეტი", editor, Kind.AGREEMENT) == []


def test_a_merge_of_organisations(entry, editor):
    made = agreement()
    db.session.commit()
    kept, gone = organisation_id("ხონის მუზეუმი"), organisation_id()
    merge = merged(merging, kept, gone, editor)
    for kind, record in ((Kind.CONTACT, entry), (Kind.AGREEMENT, made)):
        assert found("ხონის მუზეუმი", editor, kind) == [record.id]
    merging.undo_merge(merge, actor=editor)
    for kind, record in ((Kind.CONTACT, entry), (Kind.AGREEMENT, made)):
        assert found("ხონის მუზეუმი", editor, kind) == []
        assert found(PARTNER, editor, kind) == [record.id]
    assert up_to_date(ContactSource(), entry)
    assert up_to_date(AgreementSource(), made)


def test_names_of_people_change_merge_and_are_erased(entry, editor):
    person = people_merging.load(entry.person_links[0].person_id)
    new = {"last_name_ka": "ქავთარაძე"}
    edit_person(person, new, actor=Machine(), expected_version=person.row_version)
    assert found("ქავთარაძე", editor) == [entry.id]
    assert found("მაისურაძე", editor) == []
    other = person_at("ნანა ღვინიაშვილი")
    db.session.commit()
    merge = merged(people_merging, other.id, person.id, editor)
    assert found("ღვინიაშვილი", editor) == [entry.id]
    assert found("ქავთარაძე", editor) == []
    people_merging.undo_merge(merge, actor=editor)
    assert found("ქავთარაძე", editor) == [entry.id]
    db.session.expire_all()
    asked = {"asked_on": today(), "asked_by": AskedBy.LETTER}
    erase_person(db.session.get_one(Person, person.id), **asked, keepers=(), actor=editor)
    assert found("ქავთარაძე", editor) == []
    db.session.commit()
    assert "ქავთარაძე" not in set(db.session.scalars(sa.select(SearchWord.word)))
    assert found("მემორანდუმი", editor) == [entry.id]


def test_cards_say_when_and_with_whom(entry, editor):
    made = agreement("ხონის მუზეუმი", title_en="Memorandum", signed_on=today())
    with in_language("en"):
        contacts = ContactSource().cards([entry.id], editor)
        signed = AgreementSource().cards([made.id], editor)
    card = contacts[entry.id]
    assert (card.path, card.title_ka) == (f"/desk/contacts/{entry.id}/", "მემორანდუმის განხილვა")
    assert list(card.facts) == [f"{today():%d.%m.%Y}", "Call", PARTNER]
    card = signed[made.id]
    assert (card.path, card.title_en) == (f"/desk/agreements/{made.id}/", "Memorandum")
    assert list(card.facts) == ["Memorandum", "in force", "ხონის მუზეუმი"]
    (hit,) = find(read_query("მუზეუმი"), Kind.AGREEMENT, editor).items
    assert (hit.title_en, hit.day) == ("Memorandum", today())


def test_many_are_read_in_as_few_statements_as_one(editor):
    met = person_at("ანა მაისურაძე")
    many = {
        ContactSource(): [contact(editor, person_ids=(met.id,)) for _number in range(6)],
        AgreementSource(): [agreement(PARTNER, "ხონის მუზეუმი") for _number in range(6)],
    }

    def statements(source, ids):
        seen = []
        hear = lambda _c, _cursor, statement, *_rest: seen.append(statement)  # noqa: E731
        sa.event.listen(db.engine, "before_cursor_execute", hear)
        try:
            assert len(list(source.records(ids))) == len(ids)
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", hear)
        return len(seen)

    for source, made in many.items():
        ids = [one.id for one in made]
        assert statements(source, ids) == statements(source, ids[:1])
        assert statements(source, ids) <= 3
        assert list(source.ids(after=ids[2], limit=2)) == ids[3:5]
