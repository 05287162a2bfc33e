"""Two records of one person made one, and parted again."""

from datetime import date

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.audit.services import Machine
from stratcom.contacts.enums import ContactKind
from stratcom.contacts.models import ContactEntry, ContactEntryPerson
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.partners.models import Merge
from stratcom.partners.services import find_or_add
from stratcom.people.enums import Consent, RelationKind
from stratcom.people.merging import load, merge, preview, undo_merge
from stratcom.people.models import Person, PersonKey, PersonTerm, PersonWord, Post, Relation
from stratcom.people.services.records import create_person
from stratcom.vocabularies.models import Term


def add(first="ნინო", last="აბაშიძე", **values):
    names = {"first_name_ka": first, "last_name_ka": last}
    person = create_person(names | values, actor=Machine())
    db.session.commit()
    return person


@pytest.fixture
def pair(app):
    """The record that is to stay and the one that is to go."""
    kept = add(phone="599 11 22 33", notes="ძველი")
    gone = add("ნინა", first_name_en="Nina", last_name_en="Abashidze", email="n@x.example")
    gone.notes, gone.speaker = "ახალი", True
    db.session.commit()
    return kept, gone


def join(kept, gone, **choices):
    versions = {"kept_version": kept.row_version, "gone_version": gone.row_version}
    made = merge(kept.id, gone.id, choices=choices, actor=Machine(), **versions)
    db.session.commit()
    return made


def part(made):
    stayed = undo_merge(made, actor=Machine())
    db.session.commit()
    return stayed


def test_preview_proposes_what_the_kept_record_lacks(pair):
    found = preview(*(load(one.id) for one in pair), {})
    assert [(one.name, one.kept, one.gone, one.chosen) for one in found.differences] == [
        ("name_ka", "ნინო, აბაშიძე", "ნინა, აბაშიძე", "kept"),
        ("name_en", "", "Nina, Abashidze", "gone"),
        ("email", "", "n@x.example", "gone"),
        ("phone", "599 11 22 33", "", "kept"),
        ("speaker", "", "დიახ", "gone"),
        ("notes", "ძველი", "ახალი", "kept"),
    ]
    assert (found.moves, found.terms) == ([], [])


def test_merge_takes_what_was_chosen_and_undo_gives_it_back(pair):
    kept, gone = pair
    theme = db.session.scalars(sa.select(Term).where(Term.kind == "theme")).first()
    db.session.add(PersonTerm(person_id=gone.id, term_id=theme.id))
    db.session.commit()
    made = join(kept, gone, notes="both", name_ka="gone")
    assert (kept.name_ka, kept.first_name_en, kept.email) == ("ნინა აბაშიძე", "Nina", "n@x.example")
    assert (kept.notes, kept.speaker, kept.match_key) == ("ძველი\n\nახალი", True, "ნინა აბაშიძე")
    assert [one.term_id for one in load(kept.id).term_links] == [theme.id]
    assert gone.merged_into_id == kept.id
    keys = sa.select(PersonKey.person_id).where(PersonKey.key == "mail:n@x.example")
    assert set(db.session.scalars(keys)) == {kept.id}
    assert part(made) == []
    assert (kept.name_ka, kept.email, kept.notes) == ("ნინო აბაშიძე", "", "ძველი")
    assert (kept.speaker, gone.merged_into_id) == (False, None)
    assert load(kept.id).term_links == []
    assert set(db.session.scalars(keys)) == {gone.id}


def test_the_kept_record_is_found_by_both_names(pair):
    kept, gone = pair
    gone.last_name_ka = "ლომიძე"
    db.session.commit()
    made = join(kept, gone)
    found = sa.select(PersonWord.person_id).where(PersonWord.word == "ლომიძე")
    assert list(db.session.scalars(found)) == [kept.id]
    part(made)
    assert list(db.session.scalars(found)) == [gone.id]


def test_the_trail_keeps_no_personal_values(pair):
    kept, gone = pair
    join(kept, gone)
    entry = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.action == "person.merged")
    ).one()
    assert set(entry.changes["email"][0]) == {"personal"}
    assert entry.changes["merged"] == [None, f"№ {gone.id}"]
    assert "n@x.example" not in str(entry.changes)


@pytest.mark.parametrize(
    ("kept", "gone", "result"),
    [
        (Consent.GIVEN, Consent.WITHDRAWN, Consent.WITHDRAWN),
        (Consent.WITHDRAWN, Consent.PUBLIC_OFFICE, Consent.WITHDRAWN),
        (Consent.PUBLIC_OFFICE, Consent.GIVEN, Consent.GIVEN),
        (Consent.GIVEN, Consent.ASKED, Consent.ASKED),
        (Consent.UNKNOWN, Consent.GIVEN, Consent.GIVEN),
    ],
)
def test_the_stricter_consent_stands(pair, kept, gone, result):
    for one, consent, day in zip(pair, (kept, gone), (5, 6), strict=True):
        one.consent, one.consent_on, one.consent_purpose = (
            consent,
            date(2026, 3, day),
            consent.value,
        )
    db.session.commit()
    made = join(*pair)
    assert (pair[0].consent, pair[0].consent_purpose) == (result, result.value)
    part(made)
    assert (pair[0].consent, pair[0].consent_on) == (kept, date(2026, 3, 5))


def test_posts_relations_and_contacts_move_and_come_back(pair):
    kept, gone = pair
    third = add("გია", "ლომიძე")
    body = find_or_add("ხიდი", actor=Machine())
    db.session.flush()
    post = Post(person_id=gone.id, organisation_id=body.id)
    knows = Relation(kind=RelationKind.KNOWS, from_person_id=third.id, to_person_id=gone.id)
    selves = Relation(kind=RelationKind.KNOWS, from_person_id=kept.id, to_person_id=gone.id)
    entries = [
        ContactEntry(kind=ContactKind.CALL, happened_on=date(2026, 5, day), purpose="ა")
        for day in (1, 2)
    ]
    db.session.add_all([post, knows, selves, *entries])
    db.session.flush()
    links = [(entries[0], gone), (entries[1], gone), (entries[1], kept)]
    db.session.add_all(
        ContactEntryPerson(entry_id=entry.id, person_id=one.id) for entry, one in links
    )
    db.session.commit()

    def taking_part():
        columns = (ContactEntryPerson.entry_id, ContactEntryPerson.person_id)
        return {tuple(row) for row in db.session.execute(sa.select(*columns))}

    before = taking_part()
    versions = [entry.row_version for entry in entries]
    made = join(kept, gone)
    assert (post.person_id, knows.to_person_id) == (kept.id, kept.id)
    assert selves.removed_at is not None
    assert taking_part() == {(entries[0].id, kept.id), (entries[1].id, kept.id)}
    assert [entry.row_version for entry in entries] == [one + 1 for one in versions]
    assert set(made.moved) == {"posts", "relations", "contacts"}
    part(made)
    assert (post.person_id, knows.to_person_id, selves.removed_at) == (gone.id, gone.id, None)
    assert taking_part() == before


def test_undo_keeps_what_was_changed_since(pair):
    kept, gone = pair
    made = join(kept, gone)
    kept.email = "new@x.example"
    db.session.commit()
    assert part(made) == ["email"]
    assert (kept.email, kept.first_name_en) == ("new@x.example", "")


def test_refusals(pair):
    kept, gone = pair
    versions = {"kept_version": kept.row_version, "gone_version": gone.row_version}
    with pytest.raises(DomainError):
        merge(kept.id, kept.id, choices={}, actor=Machine(), **versions)
    gone.notes = "სხვა"
    db.session.commit()
    with pytest.raises(StaleError):
        merge(kept.id, gone.id, choices={}, actor=Machine(), **versions)
    db.session.rollback()
    made = join(kept, gone)
    kept.erased_at = kept.created_at
    db.session.commit()
    with pytest.raises(DomainError):
        undo_merge(made, actor=Machine())


@pytest.mark.parametrize("htmx", [False, True])
def test_merge_by_form_and_undo(browser, make_user, pair, htmx):
    kept, gone = pair
    browser.sign_in(make_user(Role.EDITOR, language="en"))
    path = f"/desk/people/{kept.id}/merge/{gone.id}"
    page = browser.get(path, htmx=htmx)
    fields = {
        one["name"]: one["value"] for one in page.html.select("#merge-form input[type=hidden]")
    }
    stale = browser.post(path, fields | {"kept_version": "0"}, htmx=htmx)
    assert (stale.status, len(stale.texts("[role=alert]"))) == (409, 1)
    answer = browser.post(path, fields | {"choose-notes": "gone"}, htmx=htmx)
    assert answer.location == f"/desk/people/{kept.id}/"
    db.session.refresh(kept)
    assert kept.notes == "ახალი"
    assert browser.get(f"/desk/people/{gone.id}/").location == f"/desk/people/{kept.id}/"
    made = db.session.scalars(sa.select(Merge)).one()
    history = browser.get("/desk/people/merges/", htmx=htmx)
    undo = f"/desk/people/merges/{made.id}/undo"
    assert history.html.select_one(f'a[href="{undo}"]').get_text() == "Undo"
    assert browser.get(undo).texts("h1") == ["Undo this merge?"]
    assert browser.post(undo, htmx=htmx).location == f"/desk/people/{gone.id}/"
    assert db.session.get(Person, gone.id).merged_into_id is None


@pytest.mark.parametrize("role", [Role.PARTNER, Role.AGENCY_MEMBER, Role.IMPLEMENTER])
def test_only_the_department_merges(browser, make_user, pair, role):
    kept, gone = pair
    browser.sign_in(make_user(role, organisation="ხიდი"))
    paths = ("/desk/people/duplicates/", f"/desk/people/{kept.id}/merge/{gone.id}")
    assert [browser.get(path).status for path in paths] == [403, 403]
    assert browser.post(paths[1]).status == 403
