"""The screens of the list."""

import io

import openpyxl
import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.wording.models import WordingRule
from stratcom.wording.services import seed_rules
from tests.html_rules import page_faults

FORM = {
    "language": "ka",
    "kind": "term",
    "phrase": "უხეში სიტყვა",
    "replacement": "კარგი სიტყვა",
    "near": "ერთი\nორი",
    "unless": "",
    "reason_ka": "ასე სჯობს.",
    "reason_en": "",
}


@pytest.fixture
def rules(app):
    seed_rules()
    db.session.commit()


def rule(code="ka-border"):
    return db.session.scalars(sa.select(WordingRule).where(WordingRule.code == code)).one()


@pytest.fixture
def desk(browser, make_user, rules):
    return browser.sign_in(make_user(Role.EDITOR))


def phrases(answer):
    return answer.texts("#rules-list del")


@pytest.mark.parametrize("htmx", [False, True])
def test_the_list_is_narrowed(desk, htmx):
    answer = desk.get("/desk/wording/?language=en&kind=name&q=tiflis", htmx=htmx)
    assert phrases(answer) == ["Tiflis"]
    assert bool(answer.html.select("h1")) is not htmx
    assert "საზღვარი" in phrases(desk.get("/desk/wording/?q=საზღვრებზე", htmx=htmx))
    assert phrases(desk.get("/desk/wording/?q=qwerty", htmx=htmx)) == []
    assert len(phrases(desk.get("/desk/wording/?kind=odd&language=xx&page=2", htmx=htmx))) > 5
    assert phrases(desk.get("/desk/wording/?show=retired", htmx=htmx)) == []


def test_a_rule_is_added_changed_retired_and_brought_back(desk):
    assert desk.post("/desk/wording/new", FORM).status == 303
    made = db.session.scalars(sa.select(WordingRule).where(WordingRule.code.is_(None))).one()
    assert (made.phrase, made.near, made.unless) == ("უხეში სიტყვა", ["ერთი", "ორი"], [])
    path = f"/desk/wording/{made.id}"
    form = desk.get(f"{path}/edit")
    assert form.html.select("textarea[name=near]")[0].text.split() == ["ერთი", "ორი"]
    version = form.html.select("[name=row_version]")[0]["value"]
    changed = FORM | {"phrase": "ძველი სიტყვა", "row_version": version}
    assert desk.post(f"{path}/edit", changed).status == 303
    db.session.refresh(made)
    assert made.phrase == "ძველი სიტყვა"
    assert desk.post(f"{path}/retire").status == 303
    assert phrases(desk.get("/desk/wording/?show=retired")) == ["ძველი სიტყვა"]
    assert desk.post(f"{path}/restore").status == 303
    assert phrases(desk.get("/desk/wording/?q=ძველი")) == ["ძველი სიტყვა"]


def test_two_who_change_one_rule(desk):
    found = rule()
    stale = FORM | {"row_version": found.row_version, "phrase": "ჩემი სიტყვა"}
    assert desk.post(f"/desk/wording/{found.id}/edit", stale | {"phrase": "სხვისი"}).status == 303
    answer = desk.post(f"/desk/wording/{found.id}/edit", stale)
    assert answer.status == 409
    assert "სხვისი" in answer.texts("[role=alert]")[0]
    assert answer.html.select("[name=phrase]")[0]["value"] == "ჩემი სიტყვა"
    version = answer.html.select("[name=row_version]")[0]["value"]
    assert (
        desk.post(f"/desk/wording/{found.id}/edit", stale | {"row_version": version}).status == 303
    )
    assert rule().phrase == "ჩემი სიტყვა"


@pytest.mark.parametrize(
    "wrong",
    [{"phrase": ""}, {"reason_ka": ""}, {"kind": "odd"}, {"language": "xx"}, {"phrase": "საზღვარი"},
     {"replacement": "უხეში სიტყვები"}, {"near": "ა\n" * 3 + "\n".join(map(str, range(60)))}],
)  # fmt: skip
def test_what_is_wrong_is_said_and_all_that_was_typed_stays(desk, wrong):
    answer = desk.post("/desk/wording/new", FORM | wrong)
    assert answer.status == 422
    assert answer.html.select(".error-summary li")
    if "phrase" not in wrong:
        assert answer.html.select("[name=phrase]")[0]["value"] == "უხეში სიტყვა"
    assert (
        db.session.scalars(sa.select(WordingRule.id).where(WordingRule.code.is_(None))).all() == []
    )


@pytest.mark.parametrize("htmx", [False, True])
def test_any_text_is_tried_out(desk, htmx):
    text = {"language": "ka", "text": "ცხინვალის საზღვარზე. საზღვარგარეთ."}
    answer = desk.post("/desk/wording/try", text, htmx=htmx)
    assert answer.status == 200
    assert answer.texts("mark") == ["საზღვარზე"]
    assert "საოკუპაციო ხაზზე" in answer.texts("li strong")
    assert answer.texts("textarea") == ["ცხინვალის საზღვარზე. საზღვარგარეთ."]
    assert bool(answer.html.select("h1")) is not htmx
    assert desk.post("/desk/wording/try", {"language": "ka", "text": ""}, htmx=htmx).status == 422
    dangerous = desk.post(
        "/desk/wording/try", {"language": "en", "text": "<script>x</script> Sukhumi <b>"}, htmx=htmx
    )
    assert "<script>x" not in dangerous.text
    assert dangerous.texts("mark") == ["Sukhumi"]


def test_the_list_as_a_file(desk):
    answer = desk.get("/desk/wording/export.xlsx?language=ka&q=საზღვარი")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows[0]) == 9
    assert "საზღვარი" in {row[2] for row in rows}
    assert all(row[1] == "ქართული" for row in rows[1:])
    assert "საოკუპაციო ხაზი" in desk.get("/desk/wording/export.csv").text


def test_who_may_read_and_who_may_change(rules, make_user, new_browser):
    path = f"/desk/wording/{rule().id}"
    agency = new_browser().sign_in(make_user(Role.AGENCY_MEMBER, organisation="უწყება"))
    page = agency.get("/desk/wording/")
    assert page.status == 200
    assert not page.html.select(f"a[href='{path}/edit'], a[href='/desk/wording/new']")
    assert agency.get(f"{path}/edit").status == 403
    assert agency.post(f"{path}/retire").status == 403
    assert agency.post("/desk/wording/new", FORM).status == 403
    partner = new_browser().sign_in(make_user(Role.PARTNER, organisation="ასოციაცია"))
    assert partner.get("/desk/wording/").status == 403
    assert new_browser().get("/desk/wording/").status in {302, 303, 401}


def test_pages_are_light(desk):
    for path in ("/desk/wording/", "/desk/wording/try", f"/desk/wording/{rule().id}/edit"):
        assert len(desk.get(path, headers={"Accept-Encoding": "br"}).data) < 8 * 1024, path
    fragment = desk.get("/desk/wording/", htmx=True, headers={"Accept-Encoding": "br"})
    assert len(fragment.data) < 4 * 1024


def test_the_trail_says_what_changed(rules, make_user, browser):
    admin = make_user(Role.ADMINISTRATOR, language="en")
    found = rule()
    browser.sign_in(admin)
    browser.post(f"/desk/wording/{found.id}/edit", FORM | {"row_version": found.row_version})
    browser.post(f"/desk/wording/{found.id}/retire")
    page = " ".join(browser.get("/desk/audit/").texts("main")[0].split())
    assert "changed a wording to look for" in page
    assert "Occupied territories" in page
    assert "Terms to avoid" in page
    assert "ერთი, ორი" in page


@pytest.mark.parametrize("language", ["ka", "en"])
def test_the_pages_are_well_made(rules, make_user, browser, language):
    browser.sign_in(make_user(Role.EDITOR, language=language))
    text = {"language": "en", "text": "Sukhumi and the Republic of Abkhazia."}
    for answer in (
        browser.get("/desk/wording/"),
        browser.get("/desk/wording/new"),
        browser.get(f"/desk/wording/{rule().id}/edit"),
        browser.post(f"/desk/wording/{rule().id}/edit", FORM | {"row_version": 9}),
        browser.post("/desk/wording/new", FORM | {"phrase": ""}),
        browser.get("/desk/wording/try"),
        browser.post("/desk/wording/try", text),
    ):
        assert list(page_faults(answer.html, language)) == []
