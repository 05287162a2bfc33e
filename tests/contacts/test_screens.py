"""Screens of contacts and agreements, whole and in part, and who may see them."""

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from stratcom.accounts.permissions import Role
from stratcom.contacts.enums import AgreementState
from stratcom.contacts.models import Agreement, ContactEntry, ContactFile
from stratcom.contacts.services.files import add_file, remove_file
from stratcom.db import db
from stratcom.moments import today
from tests.contacts.sample import PARTNER, add_contacts, agreement, contact, person_at
from tests.html_rules import page_faults, part_faults
from tests.media import files

DAY = today().isoformat()
QUICK = {"happened_on": DAY, "organisation": PARTNER, "purpose": "ზარი რექტორს"}


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR, name="ნინო ბერიძე")


@pytest.fixture
def desk(browser, editor):
    return browser.sign_in(editor)


def one(model):
    return db.session.scalars(sa.select(model)).one()


def listed(answer):
    return answer.texts("#contacts-list tbody a, #agreements-list tbody a")


@pytest.mark.parametrize("htmx", [False, True])
def test_contact_is_logged_with_three_fields(desk, editor, htmx):
    contact(editor)
    db.session.commit()
    form = desk.get("/desk/contacts/new")
    assert form.html.select_one("#happened_on")["value"] == DAY
    answer = desk.post("/desk/contacts/new", QUICK | {"kind": "call"}, htmx=htmx)
    made = db.session.scalars(sa.select(ContactEntry).order_by(ContactEntry.id.desc())).first()
    assert (answer.status, answer.location) == (
        204 if htmx else 303,
        f"/desk/contacts/{made.id}/?saved=new",
    )
    page = desk.get(answer.location)
    assert page.texts("h1") == ["ზარი რექტორს"]
    assert list(page_faults(page.html, "ka")) == []


@pytest.mark.parametrize("htmx", [False, True])
def test_unknown_organisation_is_said_and_what_was_typed_stays(desk, htmx):
    answer = desk.post(
        "/desk/contacts/new", QUICK | {"organisation": "უცნობი", "kind": "call"}, htmx=htmx
    )
    assert answer.status == 422
    assert "უცნობი" in answer.texts("#organisation-error")[0]
    assert answer.html.select_one("#organisation")["value"] == "უცნობი"
    assert answer.html.select_one("#purpose")["value"] == "ზარი რექტორს"
    assert list(part_faults(answer.html)) == []
    assert db.session.scalars(sa.select(ContactEntry)).all() == []


@pytest.mark.parametrize("htmx", [False, True])
def test_people_of_the_organisation_are_offered(desk, editor, htmx):
    ana = person_at("ანა მაისურაძე")
    person_at("გია ლომიძე", "სხვა ორგანიზაცია")
    db.session.commit()
    answer = desk.post("/desk/contacts/people", QUICK | {"kind": "call"}, htmx=htmx)
    assert answer.status == 200
    assert bool(answer.html.select("#contact-form")) is not htmx
    assert answer.texts("#people-ticks label") == ["ანა მაისურაძე, რექტორი"]
    sent = QUICK | {"kind": "meeting", "people": str(ana.id)}
    page = desk.get(desk.post("/desk/contacts/new", sent).location)
    assert "ანა მაისურაძე" in page.texts("dd a")


def test_form_is_filled_from_the_organisation_and_the_person(desk):
    ana = person_at("ანა მაისურაძე")
    db.session.commit()
    form = desk.get(f"/desk/contacts/new?person={ana.id}")
    assert form.html.select_one("#organisation")["value"] == PARTNER
    assert [box["value"] for box in form.html.select("[name=people][checked]")] == [str(ana.id)]


@pytest.mark.parametrize("htmx", [False, True])
def test_lists_are_narrowed(desk, editor, make_user, htmx):
    ana = person_at("ანა მაისურაძე")
    other = make_user(Role.EDITOR, name="გიორგი")
    late, soon = today() - timedelta(days=1), today() + timedelta(days=9)
    earlier = today() - timedelta(days=40)
    step = {"next_step": "წერილი", "next_step_owner_id": editor.id}
    contact(editor, purpose="პირველი შეხვედრა", person_ids=(ana.id,), kind="meeting")
    contact(editor, "სხვა ორგანიზაცია", purpose="ზარი", next_step_due=soon, **step)
    old = {"happened_on": earlier, "purpose": "ძველი ზარი", "next_step_due": late}
    contact(editor, **old, **step)
    contact(
        editor, purpose="სხვისი", **(step | {"next_step_owner_id": other.id, "next_step_due": soon})
    )
    db.session.commit()

    def found(query):
        return listed(desk.get(f"/desk/contacts/?{query}", htmx=htmx))

    assert found("") == ["სხვისი", "ზარი", "პირველი შეხვედრა", "ძველი ზარი"]
    assert found("q=შეხვედრებზე") == ["პირველი შეხვედრა"]
    assert found("q=ორგანიზაციას") == ["ზარი"]
    assert found("organisation=სხვა ორგანიზაცია") == ["ზარი"]
    assert found("organisation=არ არსებობს") == []
    assert found(f"person={ana.id}") == found("person=მაისურაძე") == ["პირველი შეხვედრა"]
    assert found("kind=meeting") == ["პირველი შეხვედრა"]
    assert found(f"owner={other.id}") == ["სხვისი"]
    assert found(f"to={earlier}") == ["ძველი ზარი"]
    assert found("show=mine") == ["ძველი ზარი", "ზარი"]
    assert found("show=open") == ["ძველი ზარი", "ზარი", "სხვისი"]
    assert found("show=archived") == []


def test_address_of_a_fragment_is_free_of_empty_filters(desk):
    answer = desk.get("/desk/contacts/?q=&kind=call&person=&page=2", htmx=True)
    assert answer.headers["HX-Push-Url"] == "/desk/contacts/?kind=call&page=2"
    plain = desk.get("/desk/agreements/?q=&organisation=", htmx=True)
    assert plain.headers["HX-Push-Url"] == "/desk/agreements/"


@pytest.mark.parametrize("htmx", [False, True])
def test_next_step_is_marked_as_done_and_opened_again(desk, editor, htmx):
    step = {"next_step": "წერილი", "next_step_owner_id": editor.id, "next_step_due": today()}
    path = f"/desk/contacts/{contact(editor, **step).id}/"
    db.session.commit()
    answer = desk.post(f"{path}done", htmx=htmx)
    assert answer.status == (200 if htmx else 303)
    assert one(ContactEntry).next_step_done_at is not None
    assert desk.post(f"{path}done").status == 403
    desk.post(f"{path}reopen", htmx=htmx)
    assert one(ContactEntry).next_step_done_at is None
    back = desk.post(f"{path}done", {"next": "/desk/contacts/?show=mine"})
    assert back.location == "/desk/contacts/?show=mine"
    away = desk.post(f"{path}reopen", {"next": "//evil.example"})
    assert away.location == path


@pytest.mark.parametrize("htmx", [False, True])
def test_two_people_at_once_lose_nothing(desk, editor, htmx):
    entry = contact(editor)
    path = f"/desk/contacts/{entry.id}/edit"
    db.session.commit()
    desk.post(path, QUICK | {"kind": "call", "row_version": "1", "result": "ერთი"})
    mine = QUICK | {"kind": "letter", "row_version": "1", "result": "მეორე"}
    answer = desk.post(path, mine, htmx=htmx)
    assert answer.status == 409
    assert answer.html.select_one("#result").get_text().strip() == "მეორე"
    # Both the kind and the result differ; what the other person saved stands above the form.
    kind, result = answer.texts("[aria-labelledby=conflict] dd")
    assert (kind != "", result) == (True, "ერთი")
    assert list(part_faults(answer.html)) == []
    version = answer.html.select_one("[name=row_version]")["value"]
    assert desk.post(path, mine | {"row_version": version}).status == 303
    assert one(ContactEntry).result == "მეორე"


def test_archived_contact_is_only_read(desk, editor):
    path = f"/desk/contacts/{contact(editor).id}/"
    db.session.commit()
    assert desk.post(f"{path}archive").status == 303
    assert desk.get(f"{path}edit").status == 403
    assert listed(desk.get("/desk/contacts/")) == []
    assert len(listed(desk.get("/desk/contacts/?show=archived"))) == 1
    assert desk.post(f"{path}restore").status == 303
    assert desk.post(f"{path}restore").status == 403


@pytest.mark.parametrize("htmx", [False, True])
def test_agreement_is_added_with_several_parties(desk, htmx):
    agreement(PARTNER, "მეორე მხარე")
    db.session.commit()
    fields = {
        "title_ka": "ახალი მემორანდუმი",
        "parties": f"{PARTNER}\nმეორე მხარე",
        "party_more": PARTNER,
        "kind": "memorandum",
        "state": "draft",
        "renews_months": "",
        "remind_days": "30",
        "responsible": "",
    }
    unknown = desk.post("/desk/agreements/new", fields | {"party_more": "უცნობი"}, htmx=htmx)
    assert unknown.status == 422
    assert "უცნობი" in unknown.texts("#parties-error")[0]
    answer = desk.post("/desk/agreements/new", fields, htmx=htmx)
    made = db.session.scalars(sa.select(Agreement).order_by(Agreement.id.desc())).first()
    assert answer.location == f"/desk/agreements/{made.id}/?saved=new"
    assert (made.state, made.renews_months) == (AgreementState.DRAFT, 0)
    page = desk.get(answer.location)
    assert page.texts("dd a") == [PARTNER, "მეორე მხარე"]


@pytest.mark.parametrize("htmx", [False, True])
def test_lists_of_agreements(desk, editor, htmx):
    days = {
        name: today() + timedelta(days=number)
        for name, number in {"soon": 30, "later": 200, "past": -10, "long_past": -400}.items()
    }
    agreement(title_ka="უვადო")
    agreement(title_ka="მალე", valid_until=days["soon"], number="77")
    agreement(title_ka="მერე", valid_until=days["later"])
    agreement(title_ka="გასული", valid_until=days["past"])
    agreement(title_ka="განახლებადი", valid_until=days["long_past"], renews_months=14)
    agreement("სხვა მხარე", title_ka="პროექტი", state=AgreementState.DRAFT)
    db.session.commit()

    def found(query):
        return sorted(listed(desk.get(f"/desk/agreements/?{query}", htmx=htmx)))

    assert found("") == ["განახლებადი", "მალე", "მერე", "უვადო"]
    ending = listed(desk.get("/desk/agreements/?show=ending", htmx=htmx))
    assert ending == ["განახლებადი", "მალე"]
    assert found("show=ended") == ["გასული"]
    assert found("show=prepared") == ["პროექტი"]
    assert found("show=prepared&organisation=სხვა მხარე") == ["პროექტი"]
    assert found(f"show=prepared&organisation={PARTNER}") == []
    assert found("q=77") == ["მალე"]
    assert found("kind=grant") == []


def test_agreement_is_ended_by_a_form(desk):
    made = agreement()
    db.session.commit()
    path = f"/desk/agreements/{made.id}/terminate"
    assert desk.post(path, {"terminated_on": DAY, "row_version": "1"}).status == 422
    fields = {"terminated_on": DAY, "reason": "ვადამდე", "row_version": "1"}
    stale = desk.post(path, fields | {"row_version": "0"})
    assert stale.status == 409
    assert stale.html.select_one("#reason").get_text().strip() == "ვადამდე"
    assert desk.post(path, fields).status == 303
    assert one(Agreement).state is AgreementState.TERMINATED
    assert desk.get(path).status == 403
    edit = desk.get(f"/desk/agreements/{made.id}/edit")
    assert edit.html.select("[name=state]") == []
    fields = {"title_ka": "შესწორებული", "parties": PARTNER, "kind": "other", "remind_days": "5"}
    fields["row_version"] = edit.html.select_one("[name=row_version]")["value"]
    assert desk.post(f"/desk/agreements/{made.id}/edit", fields).status == 303
    assert (one(Agreement).title_ka, one(Agreement).state) == (
        "შესწორებული",
        AgreementState.TERMINATED,
    )
    again = {"row_version": str(one(Agreement).row_version)}
    assert desk.post(f"/desk/agreements/{made.id}/reinstate", again).status == 303
    assert one(Agreement).state is AgreementState.SIGNED


def test_list_is_exported_without_formulas(desk):
    agreement(title_ka="=cmd()", number="+1", valid_until=today())
    db.session.commit()
    answer = desk.get("/desk/agreements/export.xlsx?show=ending")
    sheet = load_workbook(BytesIO(answer.data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][2] == "=cmd()"
    assert [cell.data_type for cell in sheet[2]][:3] == ["s", "s", "s"]
    assert "'=cmd()" in desk.get("/desk/agreements/export.csv").text


def upload(browser, path, content, name, *, htmx=False):
    data = {"files": [(BytesIO(content), name)]}
    return browser.post(path, data, htmx=htmx, content_type="multipart/form-data")


@pytest.mark.parametrize("kind", ["contacts", "agreements"])
@pytest.mark.parametrize("htmx", [False, True])
def test_files_are_added_sent_removed_and_restored(desk, editor, kind, htmx):
    owner = contact(editor) if kind == "contacts" else agreement()
    db.session.commit()
    path = f"/desk/{kind}/{owner.id}/files"
    refused = upload(desk, path, b"MZ program", "a.pdf", htmx=htmx)
    assert refused.status == 422
    assert len(refused.texts(".error-summary li")) == 1
    assert list(part_faults(refused.html)) == []
    answer = upload(desk, path, files.pdf(), "ოქმი.pdf", htmx=htmx)
    assert answer.status == (200 if htmx else 303)
    file = one(ContactFile)
    address = f"/desk/contacts/files/{file.id}"
    sent = desk.get(address)
    assert sent.data.startswith(b"%PDF-")
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert sent.headers["Cache-Control"] == "private, no-store"
    assert desk.get(f"/media/{file.stored}").status == 404
    assert desk.post(f"{address}/remove", htmx=htmx).status == (200 if htmx else 303)
    assert desk.get(address).status == 404
    assert desk.post(f"{address}/restore", htmx=htmx).status == (200 if htmx else 303)
    assert desk.get(address).status == 200


@pytest.mark.parametrize(
    "role", [Role.PARTNER, Role.AGENCY_MEMBER, Role.IMPLEMENTER, Role.ADVERTISER, Role.OBSERVER]
)
def test_nobody_else_sees_any_of_it(new_browser, make_user, editor, role):
    add_contacts(editor)
    db.session.commit()
    entry = db.session.scalars(sa.select(ContactEntry)).first()
    file, made = db.session.scalars(sa.select(ContactFile)).first(), one(Agreement)
    outside = new_browser().sign_in(make_user(role, organisation=PARTNER))
    for path in (
        "/desk/contacts/",
        f"/desk/contacts/{entry.id}/",
        "/desk/contacts/new",
        "/desk/agreements/",
        f"/desk/agreements/{made.id}/",
        "/desk/agreements/export.xlsx",
        f"/desk/contacts/files/{file.id}",
    ):
        assert outside.get(path).status == 403, path
    assert outside.post(f"/desk/contacts/{entry.id}/done").status == 403
    assert "მემორანდუმ" not in outside.get("/desk/").text


@pytest.mark.parametrize("language", ["ka", "en"])
def test_pages_are_whole(desk, editor, language):
    editor.language = language
    add_contacts(editor)
    db.session.commit()
    entry, made = db.session.scalars(sa.select(ContactEntry)).first(), one(Agreement)
    for path in (
        "/desk/contacts/",
        "/desk/contacts/?q=არაფერი",
        "/desk/contacts/?show=mine",
        "/desk/contacts/print/",
        f"/desk/contacts/{entry.id}/",
        f"/desk/contacts/{entry.id}/edit",
        f"/desk/contacts/{entry.id}/files",
        "/desk/agreements/",
        "/desk/agreements/print/",
        f"/desk/agreements/{made.id}/",
        f"/desk/agreements/{made.id}/edit",
        f"/desk/agreements/{made.id}/terminate",
        f"/desk/agreements/{made.id}/files",
        "/desk/",
    ):
        answer = desk.get(path)
        assert (path, answer.status, list(page_faults(answer.html, language))) == (path, 200, [])


def test_removed_files_are_named_to_those_alone_who_may_restore_them(desk, editor):
    made = agreement()
    gone = add_file(made, files.pdf(), filename="ძველი.pdf", actor=editor)
    remove_file(gone, owner=made, actor=editor)
    db.session.commit()
    assert "ძველი.pdf" in desk.get(f"/desk/agreements/{made.id}/").text
    desk.post(f"/desk/agreements/{made.id}/archive")
    page = desk.get(f"/desk/agreements/{made.id}/")
    assert page.texts("#papers-panel button") == []
    assert desk.post(f"/desk/contacts/files/{gone.id}/restore").status == 403
