"""The lists in the desk."""

from typing import Any

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.services.records import create_event
from stratcom.vocabularies.models import Term

LISTS = "/desk/settings/vocabularies"


@pytest.fixture
def editor(browser: Any, make_user: Any) -> Any:
    return browser.sign_in(make_user(Role.EDITOR))


def term(code: str) -> Term:
    return db.session.scalars(sa.select(Term).where(Term.code == code)).one()


@pytest.mark.parametrize("role", [Role.IMPLEMENTER, Role.PARTNER, Role.OBSERVER])
def test_lists_are_for_those_who_keep_them(browser: Any, make_user: Any, role: Role) -> None:
    browser.sign_in(make_user(role, organisation="ცენტრი"))
    assert browser.get(f"{LISTS}/audience/").status == 403
    assert browser.post(f"{LISTS}/{term('youth').id}/retire").status == 403
    assert term("youth").retired_at is None


def test_list_shows_both_languages(editor: Any) -> None:
    answer = editor.get(f"{LISTS}/audience/")
    assert answer.status == 200
    cells = answer.texts("#terms-list tbody tr:first-child td")
    assert cells[:3] == ["სკოლის მოსწავლეები", "Pupils", "pupils"]
    assert answer.html.select_one('.tabs [aria-current="page"]').get_text() == answer.texts("h1")[0]


def test_unknown_list_is_not_found(editor: Any) -> None:
    assert editor.get(f"{LISTS}/colours/").status == 404


@pytest.mark.parametrize("htmx", [False, True])
def test_term_is_added_by_page_and_by_fragment(editor: Any, htmx: bool) -> None:
    labels = {"label_ka": "ბიბლიოთეკარები", "label_en": "Librarians"}
    answer = editor.post(f"{LISTS}/audience/", labels, htmx=htmx)
    if htmx:
        assert answer.status == 200
        assert answer.html.find().get("id") == "terms-list"
        assert "ბიბლიოთეკარები" in answer.texts("td")
    else:
        assert (answer.status, answer.location) == (303, f"{LISTS}/audience/")
    assert term("librarians").label_ka == "ბიბლიოთეკარები"


@pytest.mark.parametrize("htmx", [False, True])
def test_half_a_term_comes_back_with_what_was_typed(editor: Any, htmx: bool) -> None:
    answer = editor.post(f"{LISTS}/audience/", {"label_ka": "ბიბლიოთეკარები"}, htmx=htmx)
    assert answer.status == 422
    assert answer.html.select_one("#label_ka")["value"] == "ბიბლიოთეკარები"
    assert answer.html.select_one("#label_en")["aria-invalid"] == "true"


def test_name_that_the_list_has_is_refused_beside_the_field(editor: Any) -> None:
    labels = {"label_ka": "სტუდენტები", "label_en": "Learners"}
    answer = editor.post(f"{LISTS}/audience/", labels)
    assert answer.status == 422
    assert "სტუდენტები" in answer.texts("#label_ka-error")[0]


def test_edit_changes_labels_and_keeps_the_code(editor: Any) -> None:
    number = term("youth").id
    form = editor.get(f"{LISTS}/{number}/edit")
    version = form.html.select_one("#version")["value"]
    data = {"label_ka": "ახალგაზრდობა", "label_en": "Young people", "version": version}
    answer = editor.post(f"{LISTS}/{number}/edit", data)
    assert (answer.status, answer.location) == (303, f"{LISTS}/audience/")
    assert (term("youth").label_ka, term("youth").label_en) == ("ახალგაზრდობა", "Young people")
    stale = editor.post(f"{LISTS}/{number}/edit", data | {"label_ka": "სხვა"})
    assert stale.status == 409
    assert stale.html.select_one("#label_ka")["value"] == "სხვა"
    assert term("youth").label_ka == "ახალგაზრდობა"


def test_order_is_changed_by_buttons(editor: Any) -> None:
    rows = editor.get(f"{LISTS}/audience/").texts("#terms-list tbody code")
    second = term(rows[1])
    answer = editor.post(f"{LISTS}/{second.id}/move", {"to": "up"}, htmx=True)
    assert answer.texts("#terms-list tbody code")[:2] == [rows[1], rows[0]]


def test_retired_term_moves_below_and_back(editor: Any) -> None:
    number = term("clergy").id
    editor.post(f"{LISTS}/{number}/retire")
    tables = editor.get(f"{LISTS}/audience/").html.select("#terms-list table")
    assert [len(one.select("tbody tr")) for one in tables][1] == 1
    editor.post(f"{LISTS}/{number}/bring-back")
    assert len(editor.get(f"{LISTS}/audience/").html.select("#terms-list table")) == 1


@pytest.mark.parametrize("htmx", [False, True])
def test_merge_is_previewed_with_the_number_of_events(editor: Any, htmx: bool) -> None:
    values = {"title_ka": "შეხვედრა", "first_day": "2026-05-09", "audiences": ["youth"]}
    create_event(values, actor=Machine(), owner_id=None)
    db.session.commit()
    old, new = term("youth"), term("students")
    answer = editor.get(f"{LISTS}/{old.id}/merge?into={new.id}", htmx=htmx)
    assert answer.status == 200
    assert answer.texts("#merge-preview > p")[0].endswith(": 1.")
    assert answer.html.select_one('#merge-preview input[name="into"]')["value"] == str(new.id)
    done = editor.post(f"{LISTS}/{old.id}/merge", {"into": str(new.id)})
    assert (done.status, done.location) == (303, f"{LISTS}/audience/")
    assert term("youth").merged_into_id == new.id


def test_merge_into_nothing_is_refused(editor: Any) -> None:
    number = term("youth").id
    assert editor.post(f"{LISTS}/{number}/merge", {"into": ""}).status == 422
    assert term("youth").merged_into_id is None


def test_nothing_happens_by_following_a_link(editor: Any) -> None:
    number = term("youth").id
    for act in ("move", "retire", "bring-back"):
        assert editor.get(f"{LISTS}/{number}/{act}").status == 405
