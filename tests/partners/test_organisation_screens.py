"""The screens of organisations, with and without htmx, for those who may see them."""

from datetime import date
from io import BytesIO

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.services.records import create_event
from stratcom.media import store
from stratcom.partners import queries
from stratcom.partners.models import Organisation, Succession
from stratcom.partners.services.records import archive_organisation, edit_organisation
from tests.media import files

NAME = "თელავის განათლების ცენტრი"
SECRET = "მხოლოდ დეპარტამენტისთვის"


@pytest.fixture
def desk(browser, make_user):
    """A browser of the department."""
    return browser.sign_in(make_user(Role.EDITOR))


def path(organisation, act=""):
    return f"/desk/partners/{organisation.id}/{act}"


def one():
    db.session.rollback()
    return db.session.scalars(sa.select(Organisation).order_by(Organisation.id.desc())).first()


@pytest.mark.parametrize("htmx", [False, True])
def test_the_list_shows_what_is_looked_for(desk, make_organisation, htmx):
    wanted = make_organisation(NAME, abbreviations=["თგც"], types=["ngo"], municipality="telavi")
    make_organisation("გორის მერია")
    answer = desk.get("/desk/partners/?q=განათლებისთვის&type=ngo", htmx=htmx)
    assert answer.status == 200
    rows = answer.texts("#organisations-list tbody tr")
    assert rows == [f"{NAME}თგც არასამთავრობო ორგანიზაცია თელავი, კახეთი"]
    assert answer.html.select_one("tbody a")["href"] == path(wanted)
    assert (answer.html.select_one("h1") is None) is htmx
    if htmx:
        assert answer.headers["HX-Push-Url"].startswith("/desk/partners/?q=")


def test_an_empty_search_offers_to_add_the_name(desk):
    answer = desk.get("/desk/partners/?q=ახალი ცენტრი")
    link = answer.html.select_one("#organisations-list a")
    assert link["href"].startswith("/desk/partners/new?name=")
    form = desk.get(link["href"])
    assert form.html.select_one("#name_ka")["value"] == "ახალი ცენტრი"


def test_the_list_takes_few_statements(app, desk, make_organisation):
    for number in range(30):
        make_organisation(f"სკოლა {number}", aliases=[f"ს{number}"], types=["school"])
    seen = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    answer = desk.get("/desk/partners/?q=სკოლა", htmx=True)
    assert len(answer.html.select("tbody tr")) == 25
    reading = [one for one in seen if one.startswith("SELECT")]
    assert len(reading) <= 8
    assert len(answer.data) < 40_000


def test_the_printed_list_has_everything_that_was_found(desk, make_organisation):
    for number in range(30):
        make_organisation(f"სკოლა {number:02}", phone=f"599 {number:02}")
    rows = desk.get("/desk/partners/print/?q=სკოლა").texts("tbody tr")
    assert len(rows) == 30
    assert rows[7] == "სკოლა 07 599 07"


@pytest.mark.parametrize("htmx", [False, True])
def test_adding_needs_the_georgian_name_alone(desk, htmx):
    refused = desk.post("/desk/partners/new", {"email": "a@b.ge"}, htmx=htmx)
    assert refused.status == 422
    assert refused.html.select_one("#email")["value"] == "a@b.ge"
    assert refused.html.select_one("#name_ka")["aria-invalid"] == "true"
    answer = desk.post("/desk/partners/new", {"name_ka": NAME, "website": "b.ge"}, htmx=htmx)
    made = one()
    assert answer.status == (204 if htmx else 303)
    assert answer.location == path(made) + "?saved=new"
    assert (made.name_ka, made.website) == (NAME, "https://b.ge")


def test_a_namesake_is_shown_before_another_is_added(desk, make_organisation):
    first = make_organisation(NAME)
    asked = desk.post("/desk/partners/new", {"name_ka": NAME})
    assert asked.status == 422
    assert asked.html.select_one(f'form a[href="{path(first)}"]')
    assert desk.post("/desk/partners/new", {"name_ka": NAME, "same_name": "y"}).status == 303
    assert db.session.scalar(sa.select(sa.func.count(Organisation.id))) == 2


def test_the_page_tells_what_is_known(desk, make_organisation):
    head = make_organisation("სამინისტრო")
    organisation = make_organisation(
        NAME, name_en="Telavi Education Centre", aliases=["ცენტრი"], types=["ngo"],
        parent=head.id, municipality="telavi", email="a@b.ge", notes=SECRET,
        identification_code="404111222", social=["https://facebook.example/x"],
    )  # fmt: skip
    answer = desk.get(path(organisation))
    said = dict(zip(answer.texts(".facts dt"), answer.texts(".facts dd"), strict=True))
    assert said["ადგილი"] == "თელავი, კახეთი"
    assert "404111222" in said.values()
    assert "სამინისტრო" in said.values()
    assert SECRET in answer.text
    assert path(organisation) in desk.get(path(head)).text


def test_editing_writes_what_was_typed(desk, make_organisation):
    organisation = make_organisation(NAME)
    form = desk.get(path(organisation, "edit"))
    assert form.html.select_one("#name_ka")["value"] == NAME
    version = form.html.select_one("[name=row_version]")["value"]
    answer = desk.post(
        path(organisation, "edit"),
        {"name_ka": NAME, "aliases": "ერთი\nორი\n", "types": ["ngo"], "row_version": version},
    )
    assert answer.location == path(organisation) + f"?saved={organisation.id}"
    found = queries.find(organisation.id)
    assert [one.text for one in found.names] == ["ერთი", "ორი"]
    assert [one.term.code for one in found.term_links] == ["ngo"]


@pytest.mark.parametrize("htmx", [False, True])
def test_a_save_over_anothers_is_shown_first(desk, make_organisation, htmx):
    organisation = make_organisation(NAME, phone="1", email="a@b.ge")
    version = organisation.row_version
    theirs = {"phone": "2", "email": "c@d.ge"}
    edit_organisation(
        queries.find(organisation.id), theirs, actor=Machine(), expected_version=version
    )
    db.session.commit()
    mine = {"name_ka": NAME, "phone": "3", "email": "a@b.ge", "row_version": version}
    answer = desk.post(path(organisation, "edit"), mine, htmx=htmx)
    assert answer.status == 409
    assert answer.html.select_one("#phone")["value"] == "3"
    # Untouched here: theirs stays.
    assert answer.html.select_one("#email")["value"] == "c@d.ge"
    (row,) = answer.texts("#conflict tbody tr")
    assert "2" in row
    assert "3" in row
    fresh = answer.html.select_one("[name=row_version]")["value"]
    again = {"name_ka": NAME, "phone": "3", "email": "c@d.ge", "row_version": fresh}
    assert desk.post(path(organisation, "edit"), again).status == 303
    assert queries.find(organisation.id).phone == "3"


def test_an_organisation_keeps_its_own_profile_and_no_more(browser, make_user, make_organisation):
    organisation = make_organisation(NAME, notes=SECRET, types=["ngo"])
    other = make_organisation("სხვა")
    browser.sign_in(make_user(Role.PARTNER, organisation=NAME))
    assert browser.get("/desk/partners/").location == path(organisation)
    page = browser.get(path(organisation))
    assert page.status == 200
    assert SECRET not in page.text
    form = browser.get(path(organisation, "edit"))
    names = {one["name"] for one in form.html.select("#organisation-form [name]")}
    assert names == {"csrf_token", "row_version", "languages", "email", "phone", "website"} | {
        "social", "address_ka", "address_en", "description_ka", "description_en"
    }  # fmt: skip
    sent = {
        "phone": "599", "name_ka": "გატეხილი", "notes": "x", "types": ["donor"], "listed": "y",
        "row_version": str(organisation.row_version),
    }  # fmt: skip
    assert browser.post(path(organisation, "edit"), sent).status == 303
    found = queries.find(organisation.id)
    assert (found.phone, found.name_ka, found.notes, found.listed) == ("599", NAME, SECRET, False)
    assert [one.term.code for one in found.term_links] == ["ngo"]
    assert browser.get(path(other)).status == 404
    assert browser.post(path(other, "edit"), sent).status == 404
    assert browser.post(path(organisation, "archive")).status == 403
    assert browser.get("/desk/partners/options?q=სხვა").status == 403


def test_branches_are_seen_by_their_head_but_not_changed(browser, make_user, make_organisation):
    head = make_organisation("მთავარი")
    branch = make_organisation("ფილიალი", parent=head.id)
    browser.sign_in(make_user(Role.PARTNER, organisation="მთავარი"))
    assert browser.get(path(branch)).status == 200
    assert browser.get(path(branch, "edit")).status == 403


def test_who_only_looks_changes_nothing(browser, make_user, make_organisation):
    organisation = make_organisation(NAME, notes=SECRET)
    browser.sign_in(make_user(Role.OBSERVER))
    page = browser.get(path(organisation))
    assert page.status == 200
    assert SECRET not in page.text
    assert page.html.select('form[method=post]:not([action^="/account"])') == []
    assert page.html.select_one("#history") is None
    assert browser.get(path(organisation, "edit")).status == 403


@pytest.mark.parametrize("htmx", [False, True])
def test_renaming_leads_to_the_new_record(desk, make_organisation, htmx):
    old = make_organisation(NAME)
    refused = desk.post(path(old, "rename"), {"name_ka": "ახალი"}, htmx=htmx)
    assert refused.status == 422
    sent = {"name_ka": "ახალი სახელი", "happened_on": "2020-01-01", "note": "ბრძანება"}
    answer = desk.post(path(old, "rename"), sent, htmx=htmx)
    new = one()
    assert answer.location == path(new)
    assert "1 იანვარი, 2020" in desk.get(path(old)).texts(".note.warning")[0]
    (line,) = desk.get(path(new)).texts("#line ~ * li, section[aria-labelledby=line] li")
    assert "01.01.2020" in line
    assert "ბრძანება" in line


def test_a_split_has_several_successors(desk, make_organisation):
    whole, left, right = (make_organisation(name) for name in ("მთელი", "მარცხენა", "მარჯვენა"))
    sent = {"kind": "split", "successor": "მარცხენა", "further": "მარჯვენა", "leads": "y"}
    unknown = desk.post(
        path(whole, "succession"), sent | {"further": "x", "happened_on": "1.1.2020"}
    )
    assert unknown.status == 422
    answer = desk.post(path(whole, "succession"), sent | {"happened_on": "01.01.2020"})
    assert answer.location == path(whole)
    rows = db.session.scalars(sa.select(Succession).order_by(Succession.id)).all()
    assert [(one.successor_id, one.leads, one.happened_on) for one in rows] == [
        (left.id, True, date(2020, 1, 1)),
        (right.id, False, date(2020, 1, 1)),
    ]
    desk.post(path(right, f"succession/{rows[1].id}/undo"))
    assert db.session.scalar(sa.select(sa.func.count(Succession.id))) == 1
    assert desk.post(path(right, f"succession/{rows[0].id}/undo")).status == 404


def test_the_archive_and_back(desk, make_organisation):
    organisation = make_organisation(NAME)
    assert desk.post(path(organisation, "archive")).location == path(organisation)
    assert desk.get("/desk/partners/").texts("tbody tr") == []
    assert desk.get(path(organisation, "edit")).status == 403
    assert len(desk.get("/desk/partners/?state=archived").texts("tbody tr")) == 1
    desk.post(path(organisation, "restore"))
    assert len(desk.get("/desk/partners/").texts("tbody tr")) == 1


def test_a_merged_record_leads_to_the_kept_one(desk, make_organisation):
    kept, gone = make_organisation("კარგი"), make_organisation("ცუდი")
    gone.merged_into_id = kept.id
    db.session.commit()
    assert desk.get(path(gone)).location == path(kept)


def test_names_are_offered_while_typing(desk, make_organisation):
    make_organisation(NAME, name_en="Telavi Education Centre")
    gone = make_organisation("თელავის ბიბლიოთეკა")
    archive_organisation(gone, actor=Machine())
    db.session.commit()
    answer = desk.get("/desk/partners/options?parent=თელავის", htmx=True)
    assert [one["value"] for one in answer.html.select("#organisation-options option")] == [NAME]
    assert len(answer.data) < 2_048


def test_a_logo_is_shown_to_those_who_may_see_it(desk, new_browser, make_user, make_organisation):
    organisation = make_organisation(NAME)
    refused = desk.post(path(organisation, "logo"), {"logo": (BytesIO(files.pdf()), "logo.png")})
    assert refused.status == 422
    assert queries.find(organisation.id).logo == ""
    picture = {"logo": (BytesIO(files.photograph((600, 300))), "ლოგო.jpg")}
    assert desk.post(path(organisation, "logo"), picture).status == 303
    stored = queries.find(organisation.id).logo
    address = f"/logos/{stored.replace('.', '-480.')}"
    assert store.find(stored.replace(".", "-480.")) is not None
    assert desk.get(path(organisation)).html.select_one("main img")["src"] == address
    shown = desk.get(address)
    assert (shown.status, shown.headers["Content-Type"]) == (200, "image/webp")
    stranger = new_browser().sign_in(make_user(Role.PARTNER, organisation="სხვა"))
    assert stranger.get(address).status == 404
    assert new_browser().get(address).status == 404
    values = {"listed": True, "listing_agreed_on": "2026-01-01"}
    found = queries.find(organisation.id)
    edit_organisation(found, values, actor=Machine(), expected_version=found.row_version)
    db.session.commit()
    assert new_browser().get(address).headers["Cache-Control"] == "public, max-age=3600"
    desk.post(path(organisation, "logo/remove"))
    assert new_browser().get(address).status == 404


def test_the_page_counts_events_with_those_of_predecessors(desk, make_organisation):
    old, new = make_organisation("ძველი"), make_organisation("ახალი")
    for day, name in (("2019-05-01", "ძველი"), ("2021-05-01", "ახალი"), ("2022-05-01", "ახალი")):
        values = {"title_ka": f"შეხვედრა {day}", "first_day": day, "last_day": day}
        taking_part = {"organisers": [name], "donors": ["ახალი"] if day > "2022" else []}
        create_event(values | taking_part, actor=Machine(), owner_id=None)
    db.session.commit()
    sent = {"kind": "succeeded", "successor": "ახალი", "happened_on": "2020-01-01", "leads": "y"}
    assert desk.post(path(old, "succession"), sent).status == 303
    panel = desk.get(path(new)).html.select_one("#organisation-events")
    assert [one.get_text() for one in panel.select("dd")] == ["3", "0", "1"]
    links = [one["href"] for one in panel.select("dd a")]
    assert links[0] == f"/desk/events/?organiser={new.id}&organiser={old.id}"
    assert len(desk.get(links[0]).html.select("#events-list tbody tr")) == 3
    assert len(desk.get(links[1]).html.select("#events-list tbody tr")) == 1
    assert "ძველი" in panel.get_text()
    assert desk.get(path(old)).texts("#organisation-events dd") == ["1", "0", "0"]
