"""People in the search: by whom they are found, and that an erased name is nowhere."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_babel import force_locale

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission, Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.moments import today
from stratcom.partners import merging as bodies
from stratcom.partners import queries as partners
from stratcom.partners.models import Organisation
from stratcom.partners.services.records import edit_organisation
from stratcom.people import merging, queries
from stratcom.people.enums import AskedBy
from stratcom.people.models import Person
from stratcom.people.search_source import PersonSource
from stratcom.people.services.erasing import erase_person
from stratcom.people.services.posts import edit_post
from stratcom.people.services.records import archive_person, edit_person, restore_person
from stratcom.search.enums import Kind
from stratcom.search.filing import file_records
from stratcom.search.finding import find
from stratcom.search.models import SearchDocument, SearchWord
from stratcom.search.query import read_query
from stratcom.search.sources import cards_of

ME = Machine()
Make = Callable[..., Any]


def ids(text: str, user: User | None) -> list[int]:
    query = read_query(text, reader=user)
    return [one.record_id for one in find(query, Kind.PERSON, user).items]


def join(kept: Person, gone: Person) -> Any:
    versions = {"kept_version": kept.row_version, "gone_version": gone.row_version}
    made = merging.merge(kept.id, gone.id, choices={}, actor=ME, **versions)
    db.session.commit()
    return made


@pytest.fixture
def editor(make_user: Make) -> User:
    return make_user(role=Role.EDITOR)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_finds_what_it_may_see(make_user: Make, new_person: Make, role: Role):
    person = new_person(notes="ალერგია თხილზე", biography_ka="დიპლომატი")
    user = make_user(role=role)
    sees = [person.id] if user.can(Permission.PERSON_VIEW) else []
    private = sees if user.can(Permission.PERSON_VIEW_PRIVATE) else []
    assert ids("ბერიძე", user) == ids("დიპლომატი", user) == sees
    assert ids("თხილი", user) == private
    assert ids("ბერიძე", None) == []


def test_nobody_is_found_by_an_address(editor: User, new_person: Make, new_post: Make):
    person = new_person(
        email="nino@mail.example", phone="599112233", other_contact="telegram ninob"
    )
    new_post(person, email="office@gov.example", phone="032 2 11 22 33")
    for text in ("nino@mail.example", "599112233", "ninob", "office", "gov"):
        assert ids(text, editor) == [], text


def test_names_posts_and_organisations_find(
    app: Flask, editor: User, new_person: Make, new_post: Make
):
    person = new_person(first_name_en="Nino", last_name_en="Beridze")
    other = new_person("გია", "სხვაძე", biography_ka="ნინო ბერიძის თანაავტორი")
    new_post(person, "ფინანსთა სამინისტრო", title_ka="მრჩეველი")
    assert ids("ბერიძის", editor) == [person.id, other.id]
    assert ids("nino beridze", editor)[0] == person.id
    assert ids("ფინანსთა მრჩეველი", editor) == [person.id]
    with app.test_request_context(), force_locale("ka"):
        card = cards_of(Kind.PERSON, [person.id], editor)[person.id]
    assert (card.path, card.title_ka, card.title_en) == (
        f"/desk/people/{person.id}/",
        "ნინო ბერიძე",
        "Nino Beridze",
    )
    assert card.facts == ("მრჩეველი, ფინანსთა სამინისტრო",)


def test_changes_are_found_at_once(
    editor: User, new_person: Make, new_post: Make, body: Callable[..., Organisation]
):
    person = new_person()
    post = new_post(person, "ფინანსთა სამინისტრო", title_ka="მრჩეველი")
    edit_post(post, {"title_ka": "დირექტორი"}, actor=ME, expected_version=post.row_version)
    assert (ids("მრჩეველი", editor), ids("დირექტორი", editor)) == ([], [person.id])
    found = partners.find(post.organisation_id)
    assert found is not None
    edit_organisation(found, {"name_ka": "ხაზინა"}, actor=ME, expected_version=found.row_version)
    assert (ids("ფინანსთა", editor), ids("ხაზინა", editor)) == ([], [person.id])
    kept = body("სახელმწიფო საგანძური")
    bodies.merge(
        kept.id,
        found.id,
        choices={},
        actor=ME,
        kept_version=kept.row_version,
        gone_version=found.row_version,
    )
    assert ids("საგანძური დირექტორი", editor) == [person.id]
    person = queries.find_person(person.id)
    edit_person(person, {"last_name_ka": "ლომიძე"}, actor=ME, expected_version=person.row_version)
    assert (ids("ბერიძე", editor), ids("ლომიძე", editor)) == ([], [person.id])
    archive_person(person, actor=ME)
    assert ids("ლომიძე", editor) == []
    restore_person(person, actor=ME)
    assert ids("ლომიძე", editor) == [person.id]


def test_a_merged_record_is_found_by_its_name_and_parted_again(editor: User, new_person: Make):
    kept, gone = new_person("ნინო", "ლომიძე"), new_person("ნინო", "ქალიშვილაძე")
    merge = join(kept, gone)
    assert ids("ქალიშვილაძე", editor) == [kept.id]
    merging.undo_merge(merge, actor=ME)
    db.session.commit()
    assert ids("ქალიშვილაძე", editor) == [gone.id]


def test_an_erased_name_is_nowhere(editor: User, new_person: Make, new_post: Make):
    person = new_person("ნინო", "იშვიათაძე", notes="დაბადებულია სოფელ ფარულში")
    new_post(person, "ფინანსთა სამინისტრო", title_ka="მრჩეველი")
    join(person, new_person("ნინო", "ძველგვარაძე"))
    namesake = new_person("გია", "ლომიძე")
    told = db.session.scalars(sa.select(SearchWord.word)).all()
    assert {"იშვიათაძე", "ძველგვარაძე", "ფარულში", "ლომიძე"} <= set(told)
    person = queries.find_person(person.id)
    asked = {"asked_on": today(), "asked_by": AskedBy.LETTER}
    erase_person(person, **asked, keepers=(), actor=ME)
    db.session.commit()
    assert ids("იშვიათაძე", editor) == ids("ნინო", editor) == ids("მრჩეველი", editor) == []
    kind = sa.select(SearchDocument.record_id).where(SearchDocument.kind == Kind.PERSON)
    assert set(db.session.scalars(kind)) == {namesake.id}
    words = set(db.session.scalars(sa.select(SearchWord.word)))
    assert words.isdisjoint({"იშვიათაძე", "ძველგვარაძე", "ფარულში", "ნინო"})
    assert "ლომიძე" in words
    terms = " ".join(db.session.scalars(sa.select(SearchDocument.terms)))
    for part in ("იშვიათ", "ძველგვარ", "ფარულ"):
        assert part not in terms


def test_the_index_is_made_anew_alike(new_person: Make, new_post: Make):
    person = new_person(notes="შენიშვნა")
    new_post(person)
    other = new_person("გია", "ლომიძე")
    source = PersonSource()
    assert list(source.ids(after=0, limit=10)) == [person.id, other.id]
    source.refile([person.id, other.id])
    assert file_records(source, [person.id, other.id]) == 0
