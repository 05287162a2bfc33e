"""Lists and forms of people, as browsers and htmx ask for them."""

from datetime import date

import pytest
import sqlalchemy as sa

from stratcom.db import db
from stratcom.moments import today
from stratcom.partners.models import Organisation
from stratcom.people import queries
from stratcom.people.enums import RelationKind
from stratcom.people.models import Person, Post, Relation
from tests.html_rules import page_faults, part_faults

NEW = {"first_name_ka": "ანა", "last_name_ka": "ჯაფარიძე", "consent": "unknown"}
both = pytest.mark.parametrize("htmx", [False, True])


@pytest.fixture
def editor(browser, make_user):
    return browser.sign_in(make_user(language="en"))


def left(answer, htmx, address):
    """The form was accepted and leads there."""
    return (answer.status, answer.location) == (204 if htmx else 303, address)


def refused(answer, htmx):
    """The form came back whole or in part, with nothing wrong in its markup."""
    faults = part_faults(answer.html) if htmx else page_faults(answer.html, "en")
    assert list(faults) == []
    assert answer.status == 422
    return answer.texts(".field .error")


@both
def test_a_person_is_added_with_the_post(editor, body, htmx):
    body("საცდელი სამინისტრო")
    post = {"organisation": "საცდელი სამინისტრო", "title_ka": "მრჩეველი"}
    answer = editor.post("/desk/people/new", NEW | post | {"languages": "ka"}, htmx=htmx)
    person = db.session.scalars(sa.select(Person)).one()
    assert left(answer, htmx, f"/desk/people/{person.id}/")
    assert db.session.scalars(sa.select(Post.title_ka)).all() == ["მრჩეველი"]
    page = editor.get(f"/desk/people/{person.id}/")
    assert page.texts("h1") == ["ანა ჯაფარიძე"]
    assert page.html.h1["lang"] == "ka"
    assert "მრჩეველი" in page.text


@both
def test_an_unknown_organisation_is_never_added_by_itself(editor, htmx):
    answer = editor.post("/desk/people/new", NEW | {"organisation": "უცნობი"}, htmx=htmx)
    assert refused(answer, htmx) == ["The directory has no “უცნობი”: choose one, or add it."]
    assert answer.html.select_one("#organisation")["value"] == "უცნობი"
    assert answer.html.select_one("#first_name_ka")["value"] == "ანა"
    assert db.session.scalar(sa.select(sa.func.count(Person.id))) == 0
    assert db.session.scalar(sa.select(sa.func.count(Organisation.id))) == 0


@both
def test_a_refused_form_keeps_what_was_typed(editor, htmx):
    sent = NEW | {"last_name_ka": "", "email": "არა", "consent": "given", "notes": "დიდხანს ვწერე"}
    answer = editor.post("/desk/people/new", sent, htmx=htmx)
    assert refused(answer, htmx) == [
        "This field is required.",
        "This is not an e-mail address: name@example.ge.",
        "Say on which day.",
        "A consent is given for a purpose: say for which.",
    ]
    assert answer.html.select_one("#notes").get_text(strip=True) == "დიდხანს ვწერე"
    assert len(answer.html.select(".error-summary a")) == 4


@both
def test_a_stale_form_comes_back_with_both_values(editor, new_person, htmx):
    person = new_person()
    form = NEW | {"row_version": "1", "phone": "599112233"}
    assert left(
        editor.post(f"/desk/people/{person.id}/edit", form, htmx=htmx),
        htmx,
        f"/desk/people/{person.id}/",
    )
    again = form | {"phone": "577000000", "first_name_ka": "ბელა"}
    answer = editor.post(f"/desk/people/{person.id}/edit", again, htmx=htmx)
    assert answer.status == 409
    assert answer.html.select_one("#phone")["value"] == "577000000"
    assert answer.texts(".error-summary dd") == ["Saved now: ანა", "Saved now: 599112233"]
    version = answer.html.select_one("[name=row_version]")["value"]
    editor.post(f"/desk/people/{person.id}/edit", again | {"row_version": version}, htmx=htmx)
    assert db.session.get(Person, person.id).phone == "577000000"


def test_a_withdrawn_consent_can_empty_the_details(editor, new_person):
    person = new_person(phone="599112233", email="n@x.example", notes="რამე")
    form = NEW | {"consent": "withdrawn", "consent_on": "01.03.2026", "phone": "599112233"}
    form |= {"row_version": "1", "empty_private": "y", "notes": "რამე"}
    editor.post(f"/desk/people/{person.id}/edit", form)
    found = db.session.get(Person, person.id)
    assert (found.phone, found.email, found.notes) == ("", "", "")
    assert found.consent_on == date(2026, 3, 1)


@both
def test_posts_are_added_changed_and_ended(editor, new_person, new_post, body, htmx):
    person = new_person()
    old = new_post(person, "ძველი უწყება", title_ka="მდივანი")
    body("ახალი უწყება")
    here = f"/desk/people/{person.id}"
    form = editor.get(f"{here}/posts/new", htmx=htmx)
    assert form.texts("fieldset .check") == ["მდივანი, ძველი უწყება"]
    sent = {"organisation": "ახალი უწყება", "title_ka": "უფროსი", "instead_of": str(old.id)}
    answer = editor.post(f"{here}/posts/new", sent, htmx=htmx)
    assert refused(answer, htmx) == [
        "Say when the new post starts, so that the old one can end before it."
    ]
    sent |= {"started_on": "2026-02-01", "main_contact": "y", "phone": "+995 32 200 00 00"}
    assert left(editor.post(f"{here}/posts/new", sent, htmx=htmx), htmx, f"{here}/")
    new, before = queries.find_person(person.id).posts
    assert (before.ended_on, new.main_contact) == (date(2026, 1, 31), True)
    address = f"{here}/posts/{new.id}"
    del sent["instead_of"]
    changed = sent | {"title_ka": "დირექტორი", "row_version": str(new.row_version)}
    assert left(editor.post(f"{address}/edit", changed, htmx=htmx), htmx, f"{here}/")
    stale = editor.post(f"{address}/edit", changed | {"title_ka": "x"}, htmx=htmx)
    assert stale.status == 409
    assert stale.texts(".error-summary dd") == ["Saved now: დირექტორი"]
    early = {"ended_on": "2020-01-01", "row_version": "2"}
    answer = editor.post(f"{address}/end", early, htmx=htmx)
    assert refused(answer, htmx) == ["The end is before the start."]
    assert left(
        editor.post(f"{address}/end", {"ended_on": today().isoformat()}, htmx=htmx),
        htmx,
        f"{here}/",
    )
    assert db.session.get(Post, new.id).ended_on == today()


@both
def test_relations_are_added_from_both_sides_ended_and_removed(editor, new_person, body, htmx):
    nino, gia, ministry = new_person(), new_person("გია", "კობახიძე"), body()
    here = f"/desk/people/{nino.id}"
    sent = {"kind": "reports_to:backward", "person": "გია კობახიძე", "note": "დროებით"}
    assert left(editor.post(f"{here}/relations/new", sent, htmx=htmx), htmx, f"{here}/")
    relation = db.session.scalars(sa.select(Relation)).one()
    assert (relation.from_person_id, relation.to_person_id) == (gia.id, nino.id)
    assert "directs: გია კობახიძედროებით" in editor.get(f"{here}/").texts("td")
    assert "reports to: ნინო ბერიძედროებით" in editor.get(f"/desk/people/{gia.id}/").texts("td")
    twice = editor.post(f"{here}/relations/new", sent, htmx=htmx)
    assert refused(twice, htmx) == ["This relation is there already."]
    neither = editor.post(f"{here}/relations/new", {"kind": ""}, htmx=htmx)
    assert refused(neither, htmx) == [
        "Choose how they stand to each other.",
        "Name a person or an organisation.",
    ]
    page = f"/desk/partners/{ministry.id}/"
    address = f"/desk/people/organisations/{ministry.id}/relations/new"
    sent = {"kind": "advises:backward", "person": f"ნინო ბერიძე № {nino.id}"}
    assert left(editor.post(f"{address}?back={page}", sent, htmx=htmx), htmx, page)
    assert "is advised by: ნინო ბერიძე" in editor.get(page).texts("td")
    end = f"/desk/people/relations/{relation.id}/end?back=/desk/people/{gia.id}/"
    sent = {"ended_on": "2026-05-01", "row_version": "1"}
    assert left(editor.post(end, sent, htmx=htmx), htmx, f"/desk/people/{gia.id}/")
    stale = editor.post(end, sent | {"row_version": "0"}, htmx=htmx)
    assert stale.status in {409, 422}
    elsewhere = f"/desk/people/relations/{relation.id}/remove?back=//evil.example"
    assert left(editor.post(elsewhere, htmx=htmx), htmx, f"/desk/people/{gia.id}/")
    assert db.session.get(Relation, relation.id).removed_at is not None
    assert editor.get(end).status == 404


def test_a_name_that_several_have_must_be_chosen(editor, new_person):
    nino, one, _two = new_person(), new_person("გია", "კაპანაძე"), new_person("გია", "კაპანაძე")
    address = f"/desk/people/{nino.id}/relations/new"
    sent = {"kind": "knows:forward", "person": "გია კაპანაძე"}
    answer = editor.post(address, sent)
    assert refused(answer, False) == ["Several people have this name; choose one from the list."]
    sent["person"] = "ვინმე"
    assert refused(editor.post(address, sent), False) == [
        "Nobody is called “ვინმე”: choose one, or add them."
    ]
    sent["person"] = f"გია კაპანაძე № {one.id}"
    editor.post(address, sent)
    relation = db.session.scalars(sa.select(Relation)).one()
    assert (relation.kind, relation.to_person_id) == (RelationKind.KNOWS, one.id)


@both
def test_the_list_answers_filters(editor, new_person, new_post, htmx):
    nino = new_person()
    new_post(nino, title_ka="მრჩეველი", phone="+995 32 200 00 00")
    new_person("გია", "კობახიძე", speaker=True)
    whole = editor.get("/desk/people/", htmx=htmx)
    assert whole.texts("#people-list td:first-child a") == ["ნინო ბერიძე", "გია კობახიძე"]
    assert bool(whole.html.html) is not htmx
    some = editor.get("/desk/people/?organisation=საცდელი სამინისტრო&post=yes", htmx=htmx)
    assert some.texts("#people-list td:first-child a") == ["ნინო ბერიძე"]
    assert "+995 32 200 00 00" in some.text
    empty = editor.get("/desk/people/?q=&organisation=&post=yes", htmx=htmx)
    assert empty.headers.get("HX-Push-Url") == ("/desk/people/?post=yes" if htmx else None)
    none = editor.get("/desk/people/?organisation=უცნობი", htmx=htmx)
    assert none.texts("#people-list .count") == [
        "Nobody is found by this. Take a filter off, or write the name another way."
    ]
    pool = editor.get("/desk/people/speakers", htmx=htmx)
    assert pool.texts("#speakers-list td:first-child a") == ["გია კობახიძე"]


def test_names_to_choose_from(editor, new_person, new_post):
    person = new_person(first_name_en="Nino", last_name_en="Beridze")
    new_post(person)
    offered = editor.get("/desk/people/options?person=Beri", htmx=True)
    assert [one["value"] for one in offered.html.select("option")] == [
        f"Nino Beridze № {person.id}"
    ]
    assert offered.texts("option") == ["საცდელი სამინისტრო"]
    plain = editor.get("/desk/people/options?q=Beri")
    assert (plain.status, plain.location) == (302, "/desk/people/?q=Beri")


def test_archive_restore_and_the_address_of_a_merged_record(editor, new_person):
    kept, gone = new_person(), new_person()
    editor.post(f"/desk/people/{gone.id}/archive")
    assert db.session.get(Person, gone.id).archived_at is not None
    assert editor.get(f"/desk/people/{gone.id}/edit").status == 403
    assert "In the archive." in editor.get(f"/desk/people/{gone.id}/").text
    editor.post(f"/desk/people/{gone.id}/restore")
    record = db.session.get(Person, gone.id)
    assert record.archived_at is None
    record.merged_into_id = kept.id
    db.session.commit()
    answer = editor.get(f"/desk/people/{gone.id}/")
    assert (answer.status, answer.location) == (302, f"/desk/people/{kept.id}/")
    assert editor.post(f"/desk/people/{gone.id}/archive").status == 403
    assert editor.get("/desk/people/999999/").status == 404


def test_the_organisation_page_shows_its_people(editor, new_person, new_post, body):
    person = new_person()
    new_post(person, title_ka="მრჩეველი", main_contact=True)
    new_post(new_person("გია", "კობახიძე"), ended_on=date(2020, 1, 1))
    page = editor.get(f"/desk/partners/{body().id}/")
    assert page.texts("#organisation-panel > ul li") == ["ნინო ბერიძე · მრჩეველი Main contact"]
    assert page.texts("#organisation-panel details li a") == ["გია კობახიძე"]
    assert list(page_faults(page.html, "en")) == []


def test_history_tells_what_changed(editor, new_person):
    person = new_person(phone="599112233")
    editor.post(
        f"/desk/people/{person.id}/edit",
        NEW | {"row_version": "1", "phone": "577000000", "speaker": "y", "languages": "en"},
    )
    page = editor.get(f"/desk/people/{person.id}/")
    told = dict(zip(page.texts(".diff dt"), page.texts(".diff dd"), strict=True))
    assert told["Personal telephone"] == "599112233 577000000"
    assert told["Can be asked to speak at events"] == "no yes"
    assert told["Languages"] == "– English"
