"""Pages of review for authors, agencies, outsiders and strangers; with htmx and without."""

import io
from datetime import timedelta

import openpyxl
import pytest

from stratcom.accounts.permissions import Role
from stratcom.db import db, utcnow
from stratcom.drafting.enums import DraftState, Verdict
from stratcom.drafting.queries import find_draft
from stratcom.drafting.review.queries import rounds
from stratcom.drafting.services.reviewing import answer, close_round
from stratcom.moments import today
from tests.drafting.sample import (
    CITY,
    MINISTRY,
    NGO,
    made_by,
    open_round,
    organisation,
    path,
    reviewers,
    suggest,
    write,
)
from tests.messages.sample import draft_message


@pytest.fixture
def draft(author, agency, ngo):
    made = find_draft(draft_message(author).id)
    open_round(made, organisation(MINISTRY), organisation(NGO), actor=author, note="ნახეთ.")
    db.session.commit()
    return made


@pytest.mark.parametrize("htmx", [False, True])
def test_author_asks_organisations_and_people(browser, author, make_user, htmx):
    draft = draft_message(author)
    make_user(Role.OBSERVER, name="ელენე", login="elene")
    body = organisation(CITY)
    db.session.commit()
    browser.sign_in(author)
    form = browser.get(path(draft, "ask"))
    assert form.status == 200
    assert len(form.html.select("input[list=organisation-options]")) == 4
    due = (today() + timedelta(days=9)).isoformat()
    sent = {
        "organisations": [CITY, ""],
        "people": ["ელენე (elene)"],
        "due_on": due,
        "note": "ნახეთ ფაქტები",
    }
    reply = browser.post(path(draft, "ask"), sent, htmx=htmx)
    review = rounds(find_draft(draft.id))[0]
    assert reply.status == (204 if htmx else 303)
    assert reply.location == path(draft, "reviews", review.id)
    assert review.reviewers[0].organisation_id == body.id
    assert (len(review.reviewers), review.due_on.isoformat()) == (2, due)
    shown = browser.get(reply.location)
    assert "სისტემაში არავინ ჰყავთ" in shown.text
    assert shown.texts("table")[0].count("არ უპასუხია") == 2


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"organisations": ["ასეთი ორგანიზაცია არ არის"]},
        {"people": ["ასეთი კაცი არ არის"]},
        {"people": ["ნინო"]},
        {"organisations": [CITY], "due_on": "2020-01-01"},
        {"organisations": [CITY], "due_on": "ხვალ"},
    ],
)
def test_refused_question_keeps_what_was_typed(browser, author, make_user, sent):
    make_user(Role.OBSERVER, name="ნინო")
    make_user(Role.OBSERVER, name="ნინო")
    draft = draft_message(author)
    organisation(CITY)
    db.session.commit()
    browser.sign_in(author)
    fields = {"due_on": today().isoformat(), "note": "ნახეთ"} | sent
    refused = browser.post(path(draft, "ask"), fields)
    assert refused.status == 422
    assert refused.html.select_one("textarea[name=note]").get_text().strip() == "ნახეთ"
    for name in sent.get("organisations", []) + sent.get("people", []):
        assert refused.html.select_one(f"input[value='{name}']")
    assert rounds(draft) == []


def test_gone_organisations_are_not_asked(browser, author):
    draft = draft_message(author)
    organisation(CITY).ended_on = today()
    db.session.commit()
    browser.sign_in(author)
    fields = {"organisations": [CITY], "due_on": today().isoformat()}
    assert browser.post(path(draft, "ask"), fields).status == 422


def test_names_are_offered_while_one_types(browser, author, make_user):
    make_user(Role.PARTNER, organisation=NGO, name="მაია ქობალია", login="maia")
    browser.sign_in(author)
    offered = browser.get("/desk/drafts/people?people=ქობალ", htmx=True)
    assert offered.html.select_one("option")["value"] == "მაია ქობალია (maia)"
    assert browser.get("/desk/drafts/people?people=ქობალ").status == 302


def test_agency_names_colleagues_and_staff_alone(browser, agency, make_user):
    make_user(Role.PARTNER, organisation=NGO, name="უცხო პირი")
    make_user(Role.AGENCY_MEMBER, organisation=MINISTRY, name="ჩვენი პირი")
    browser.sign_in(agency)
    offered = browser.get("/desk/drafts/people?people=პირი", htmx=True)
    assert [one["value"].split(" (")[0] for one in offered.html.select("option")] == ["ჩვენი პირი"]


def test_more_are_asked_and_the_deadline_moves(browser, author, draft):
    browser.sign_in(author)
    later = (today() + timedelta(days=20)).isoformat()
    organisation(CITY)
    db.session.commit()
    browser.post(path(draft, "ask"), {"organisations": [CITY], "due_on": later})
    review = rounds(find_draft(draft.id))[0]
    assert (len(review.reviewers), review.due_on.isoformat()) == (3, later)
    assert len(rounds(draft)) == 1


def test_same_people_are_asked_again_about_a_new_version(browser, author, draft):
    browser.sign_in(author)
    form = browser.get(path(draft, "ask?again=1"))
    names = [one["value"] for one in form.html.select("input[list=organisation-options]")]
    assert names[:2] == [MINISTRY, NGO]
    sent = {"organisations": names, "due_on": today().isoformat(), "again": "1"}
    assert browser.post(path(draft, "ask"), sent).status == 303
    second, first = rounds(find_draft(draft.id))
    assert (first.closed_at is not None, len(second.reviewers)) == (True, 2)


def test_agency_asks_again_whom_the_department_named(browser, author, agency, ngo):
    draft = find_draft(draft_message(author, owner_id=agency.organisation_id).id)
    open_round(draft, ngo, actor=author)
    db.session.commit()
    browser.sign_in(agency)
    form = browser.get(path(draft, "ask?again=1"))
    names = [one["value"] for one in form.html.select("input[name=people]")]
    sent = {"people": names, "due_on": today().isoformat(), "again": "1"}
    assert browser.post(path(draft, "ask"), sent).status == 303
    assert rounds(find_draft(draft.id))[0].reviewers[0].user_id == ngo.id


def test_list_says_what_waits_and_opening_is_noted(browser, agency, draft):
    browser.sign_in(agency)
    listed = browser.get("/desk/drafts/")
    assert listed.texts("section[aria-labelledby=waiting] a") == ["ევროპა ჩვენი სახლია"]
    assert reviewers(draft)[0].seen_at is None
    shown = browser.get(path(draft, "review"))
    assert shown.status == 200
    assert "ნახეთ." in shown.text
    seen = reviewers(draft)[0].seen_at
    assert seen is not None
    browser.get(path(draft, "review"))
    assert reviewers(draft)[0].seen_at == seen
    browser.post(path(draft, "reviewers", reviewers(draft)[0].id), {"verdict": "agree"})
    again = browser.get("/desk/drafts/")
    assert again.texts("section[aria-labelledby=waiting] a") == []
    assert "თანახმაა" in again.texts("section[aria-labelledby=answered]")[0]


def test_colleague_sees_who_answered_and_may_change_it(new_browser, agency, draft, make_user):
    colleague = make_user(Role.AGENCY_MEMBER, organisation=MINISTRY, name="ზურაბი")
    one = reviewers(draft)[0]
    sent = {"verdict": "object", "remarks": "ციფრი მცდარია.", "number": "1"}
    assert new_browser().sign_in(agency).post(path(draft, "reviewers", one.id), sent).status == 303
    browser = new_browser().sign_in(colleague)
    shown = browser.get(path(draft, "review"))
    assert "თამარი" in shown.texts("#answers")[0]
    assert shown.html.select_one("textarea[name=remarks]").get_text().strip() == "ციფრი მცდარია."
    browser.post(path(draft, "reviewers", one.id), {"verdict": "agree", "number": "1"})
    one = reviewers(draft)[0]
    assert (one.verdict, one.answered_by_id) == (Verdict.AGREE, colleague.id)


@pytest.mark.parametrize(
    "sent", [{}, {"verdict": "remarks"}, {"verdict": "object"}, {"verdict": "x", "remarks": "დიახ"}]
)
def test_refused_answer_keeps_what_was_typed(browser, agency, draft, sent):
    browser.sign_in(agency)
    refused = browser.post(path(draft, "reviewers", reviewers(draft)[0].id), sent)
    assert refused.status == 422
    typed = refused.html.select_one("textarea[name=remarks]").get_text().strip()
    assert typed == sent.get("remarks", "")
    assert reviewers(draft)[0].verdict is None


def test_answer_that_came_by_letter_is_written_down(browser, author, draft):
    browser.sign_in(author)
    one = reviewers(draft)[1]
    sent = {"verdict": "remarks", "remarks": "წყარო?", "number": "1"}
    assert browser.post(path(draft, "reviewers", one.id), sent).status == 422
    sent["came_by"] = "წერილი № 12/345"
    assert browser.post(path(draft, "reviewers", one.id), sent).status == 303
    one = reviewers(draft)[1]
    assert (one.on_behalf, one.came_by, one.answered_by_id) == (True, "წერილი № 12/345", author.id)
    assert "წერილი № 12/345" in browser.get(path(draft, "reviews", one.review_id)).text


def test_author_does_not_write_over_what_was_answered_here(browser, author, agency, draft):
    one = reviewers(draft)[0]
    answer(draft, one, Verdict.AGREE, remarks="", number=1, actor=agency)
    db.session.commit()
    sent = {"verdict": "object", "remarks": "არა", "came_by": "ტელეფონით"}
    assert browser.sign_in(author).post(path(draft, "reviewers", one.id), sent).status == 403
    assert reviewers(draft)[0].verdict is Verdict.AGREE


def test_another_version_is_said_with_a_link_to_what_changed(browser, author, agency, draft):
    answer(draft, reviewers(draft)[0], Verdict.AGREE, remarks="", number=1, actor=agency)
    write(draft, "სხვა ტექსტი", author)
    db.session.commit()
    link = f"/desk/drafts/{draft.id}/compare?from=1&to=2"
    shown = browser.sign_in(agency).get(path(draft, "review"))
    assert link in [one["href"] for one in shown.html.select("#answers a")]
    assert "ეხება ვერსიას 1, ახლა ვერსიაა 2" in shown.texts("#answers")[0]


def test_outsider_sees_nothing_of_others(browser, agency, ngo, draft):
    made = made_by(draft, agency, text="უწყების საიდუმლო შენიშვნა")
    answer(
        draft, reviewers(draft)[0], Verdict.OBJECT, remarks="უწყების უარი", number=1, actor=agency
    )
    db.session.commit()
    browser.sign_in(ngo)
    review = reviewers(draft)[0].review_id
    pages = ["review", f"reviews/{review}", f"reviews/{review}/remarks.csv"]
    for one in pages:
        shown = browser.get(path(draft, one))
        assert shown.status == 200, one
        assert "უწყების" not in shown.text
        assert MINISTRY not in shown.text
    assert browser.get(path(draft, "comments", made.id)).status == 404
    assert browser.get(path(draft, "reviewers", reviewers(draft)[0].id)).status == 404
    assert browser.get(f"/desk/messages/{draft.id}").status == 200
    assert MINISTRY not in browser.get(f"/desk/messages/{draft.id}").text


@pytest.mark.parametrize("role", [Role.AGENCY_MEMBER, Role.PARTNER, Role.ADVERTISER, Role.OBSERVER])
def test_text_does_not_exist_for_those_who_were_not_asked(browser, author, draft, make_user, role):
    made = made_by(draft, author)
    one = reviewers(draft)[0]
    browser.sign_in(make_user(role, organisation="უცხო ორგანიზაცია"))
    for rest in ("review", "comment", "ask", f"comments/{made.id}", f"reviewers/{one.id}"):
        assert browser.get(path(draft, rest)).status == 404, rest
    for rest in ("close", "remind", "comment", f"comments/{made.id}", f"reviewers/{one.id}"):
        assert browser.post(path(draft, rest), {"verdict": "agree"}).status == 404, rest
    for rest in ("", "/remarks.xlsx"):
        assert browser.get(f"{path(draft, 'reviews', one.review_id)}{rest}").status == 404
    assert "ევროპა ჩვენი სახლია" not in browser.get("/desk/drafts/").text


def test_reviewers_do_not_run_the_round(browser, agency, draft):
    browser.sign_in(agency)
    silent = reviewers(draft)[1].id
    for rest in ("close", "remind", f"reviewers/{silent}/remove", f"reviewers/{silent}"):
        assert browser.post(path(draft, rest), {"verdict": "agree"}).status == 403, rest
    assert browser.get(path(draft, "ask")).status == 403


def test_after_the_round_one_reads_but_does_not_answer(browser, author, agency, draft):
    close_round(draft, actor=author)
    db.session.commit()
    browser.sign_in(agency)
    assert browser.get(path(draft, "review")).status == 200
    one = reviewers(draft)[0]
    assert browser.post(path(draft, "reviewers", one.id), {"verdict": "agree"}).status == 403
    assert browser.post(path(draft, "comment"), {"text": "ა"}).status == 403
    found = find_draft(draft.id)
    found.archived_at = utcnow()
    db.session.commit()
    assert browser.get(path(draft, "review")).status == 404


def test_round_closes_and_reminds_once(browser, author, draft):
    browser.sign_in(author)
    silent = reviewers(draft)[1].id
    assert "შეხსენება გაეგზავნა 2" in follow(browser, path(draft, "remind"))
    assert "შეხსენება არავის გაგზავნია" in follow(browser, path(draft, "remind"))
    follow(browser, path(draft, "reviewers", silent, "remove"))
    assert len(reviewers(draft)) == 1
    browser.post(path(draft, "close"))
    assert find_draft(draft.id).state is DraftState.DRAFT
    assert browser.post(path(draft, "remind")).status == 403


def follow(browser, address):
    return browser.get(browser.post(address).location).text


def test_table_of_remarks_as_a_file(browser, author, agency, draft):
    made_by(draft, agency, "სრული ტექსტი", text="=1+1")
    suggest(draft, agency, "გზავნილის", "")
    answer(draft, reviewers(draft)[0], Verdict.REMARKS, remarks="წყარო?", number=1, actor=agency)
    db.session.commit()
    browser.sign_in(author)
    address = f"{path(draft, 'reviews', reviewers(draft)[0].review_id)}/remarks."
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"{address}xlsx").data))
    rows = [[str(cell or "") for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert rows[1][1:3] == [MINISTRY, "მთელი ტექსტი"]
    assert rows[1][5] == "თანახმაა შენიშვნებით (ვერსია 1). წყარო?"
    assert rows[2][5] == "არ უპასუხია"
    assert rows[3][4:6] == ["სრული ტექსტი", "=1+1"]
    assert rows[4][6] == "ამოსაღებია"
    assert "'=1+1" in browser.get(f"{address}csv").text


def test_panel_says_who_answered(browser, author, agency, draft):
    answer(draft, reviewers(draft)[0], Verdict.OBJECT, remarks="არა", number=1, actor=agency)
    db.session.commit()
    browser.sign_in(author)
    panel = browser.get(f"/desk/messages/{draft.id}").texts("#review-panel")[0]
    assert "2-დან უპასუხა 1-მა, წინააღმდეგი: 1" in panel
    assert NGO in panel
