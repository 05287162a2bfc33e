"""The wording check of a text: what is found, and decisions that a person makes."""

import time

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.drafting.enums import DraftState, PartKind
from stratcom.drafting.models import DraftReview, DraftReviewer, WordingDecision
from stratcom.drafting.parts import Part
from stratcom.drafting.queries import find_draft
from stratcom.drafting.services.versions import restore_version, save_version
from stratcom.drafting.services.wording import leave_wording
from stratcom.drafting.wording.checking import findings, open_ones, places, undecided
from stratcom.errors import DomainError
from stratcom.messages.services.records import create_message
from stratcom.moments import today
from stratcom.wording.services import seed_rules
from tests.html_rules import page_faults, part_faults

PARTS = [
    Part("t", PartKind.TITLE, {"ka": "ცხოვრება სოფლად", "en": "Life in South Ossetia"}),
    Part("u", PartKind.UMBRELLA, {"ka": "აფხაზეთის საზღვართან ოჯახებს ვეხმარებით."}),
    Part(
        "b", PartKind.BODY, {"ka": "**სამხრეთ** ოსეთში და სამხრეთ ოსეთში. ინვალიდებს ვეხმარებით."}
    ),
    Part("i", PartKind.AVOID, {"ka": "სამხრეთ ოსეთი"}),
    Part("s", PartKind.SAY, {"ka": "ცხინვალის რეგიონი"}, "i"),
]


@pytest.fixture
def author(app, make_user):
    seed_rules()
    return make_user(Role.EDITOR)


@pytest.fixture
def draft(author):
    message = create_message(title_ka="x", parts=PARTS, actor=author)
    db.session.commit()
    return message.id


def texts(draft_id):
    return {one.uid: dict(one.texts) for one in find_draft(draft_id).current.parts}


def where(draft_id):
    return f"/desk/drafts/{draft_id}/wording"


def fields(draft_id, number, **typed):
    found = find_draft(draft_id)
    place = places(found.current.parts)[number - 1]
    plain = {"context": place.context, "place": number, "version": found.current_number}
    return plain | typed


def test_all_parts_and_languages_are_checked_but_what_not_to_say(draft):
    found = undecided(find_draft(draft), PARTS)
    seen = [(one.place.part.uid, one.place.language, one.place.hit.found) for one in found]
    assert seen == [
        ("t", "en", "South Ossetia"),
        ("u", "ka", "საზღვართან"),
        ("b", "ka", "სამხრეთ** ოსეთში"),
        ("b", "ka", "სამხრეთ ოსეთში"),
        ("b", "ka", "ინვალიდებს"),
    ]
    assert [one.place.number for one in found] == [1, 2, 3, 4, 5]


def test_the_page_shows_each_sentence_with_the_words_marked(draft, author, browser):
    answer = browser.sign_in(author).get(where(draft))
    assert answer.texts("mark") == [
        "South Ossetia", "საზღვართან", "სამხრეთ** ოსეთში", "სამხრეთ ოსეთში", "ინვალიდებს",
    ]  # fmt: skip
    assert [one["value"] for one in answer.html.select("input[name=words]")] == [
        "the Tskhinvali region", "საოკუპაციო ხაზთან", "ცხინვალის რეგიონში", "ცხინვალის რეგიონში",
        "შეზღუდული შესაძლებლობის მქონე პირებს",
    ]  # fmt: skip
    assert answer.html.select("#words-2")[0]["lang"] == "ka"
    assert answer.html.select("#words-1")[0]["lang"] == "en"


@pytest.mark.parametrize("htmx", [False, True])
def test_words_are_replaced_in_their_place_alone(draft, author, browser, htmx):
    browser.sign_in(author)
    data = fields(draft, 4, words="ცხინვალის რეგიონში")
    answer = browser.post(f"{where(draft)}/replace", data, htmx=htmx)
    assert answer.status == (200 if htmx else 303)
    assert texts(draft)["b"]["ka"].startswith("**სამხრეთ** ოსეთში და ცხინვალის რეგიონში. ინვა")
    data = fields(draft, 3, words="ცხინვალის რეგიონში")
    answer = browser.post(f"{where(draft)}/replace", data, htmx=htmx)
    assert texts(draft)["b"]["ka"] == (
        "**ცხინვალის რეგიონში** და ცხინვალის რეგიონში. ინვალიდებს ვეხმარებით."
    )
    assert find_draft(draft).current_number == 3
    assert "სამხრეთ** ოსეთში" in find_draft(draft).current.note
    if htmx:
        assert answer.html.select("section")[0]["id"] == "wording-list"
        assert not answer.html.select("h1")
        assert answer.texts("mark") == ["South Ossetia", "საზღვართან", "ინვალიდებს"]
    else:
        assert answer.location == where(draft)


@pytest.mark.parametrize("htmx", [False, True])
def test_all_places_of_one_wording_are_replaced_at_once(draft, author, browser, htmx):
    browser.sign_in(author)
    page = browser.get(where(draft))
    assert len(page.html.select("form[action$=replace-alike]")) == 1
    answer = browser.post(f"{where(draft)}/replace-alike", fields(draft, 3), htmx=htmx)
    assert answer.status == (200 if htmx else 303)
    assert texts(draft)["b"]["ka"] == (
        "**ცხინვალის რეგიონში** და ცხინვალის რეგიონში. ინვალიდებს ვეხმარებით."
    )
    found = find_draft(draft)
    assert found.current_number == 2
    assert [one.place.hit.found for one in undecided(found, found.current.parts)] == [
        "South Ossetia", "საზღვართან", "ინვალიდებს",
    ]  # fmt: skip
    stale = fields(draft, 2) | {"version": 1}
    assert browser.post(f"{where(draft)}/replace-alike", stale, htmx=htmx).status == 409


@pytest.mark.parametrize("htmx", [False, True])
def test_a_place_that_changed_meanwhile_is_not_replaced(draft, author, make_user, browser, htmx):
    data = fields(draft, 2, words="ჩემი სიტყვები")
    other = make_user(Role.EDITOR)
    found = find_draft(draft)
    parts = [PARTS[0], Part("u", PartKind.UMBRELLA, {"ka": "აფხაზეთის საზღვრებთან."}), *PARTS[2:]]
    save_version(found, parts, actor=other, expected_number=1)
    db.session.commit()
    answer = browser.sign_in(author).post(f"{where(draft)}/replace", data, htmx=htmx)
    assert answer.status == 409
    assert answer.texts("[role=alert] q") == ["ჩემი სიტყვები"]
    assert "საზღვრებთან" in answer.texts("mark")
    assert texts(draft)["u"]["ka"] == "აფხაზეთის საზღვრებთან."


def test_a_version_that_is_old_is_not_replaced_even_where_the_sentence_stayed(
    draft, author, browser
):
    data = fields(draft, 2, words="საოკუპაციო ხაზთან")
    found = find_draft(draft)
    parts = [*PARTS[:4], Part("s", PartKind.SAY, {"ka": "სხვა"}, "i")]
    save_version(found, parts, actor=author, expected_number=1)
    db.session.commit()
    answer = browser.sign_in(author).post(f"{where(draft)}/replace", data)
    assert answer.status == 409
    assert answer.html.select("#words-2")[0]["value"] == "საოკუპაციო ხაზთან"
    assert texts(draft)["s"]["ka"] == "სხვა"


@pytest.mark.parametrize("htmx", [False, True])
def test_nothing_typed_is_refused_and_the_rest_stays(draft, author, browser, htmx):
    browser.sign_in(author)
    answer = browser.post(f"{where(draft)}/replace", fields(draft, 2, words="  "), htmx=htmx)
    assert answer.status == 422
    assert answer.texts("[role=alert] p")
    answer = browser.post(f"{where(draft)}/leave", fields(draft, 2, reason=""), htmx=htmx)
    assert answer.status == 422
    assert answer.html.select("#w2 details[open]")
    assert db.session.scalars(sa.select(WordingDecision)).all() == []
    assert find_draft(draft).current_number == 1


@pytest.mark.parametrize("htmx", [False, True])
def test_a_decision_holds_while_the_sentence_stays_the_same(draft, author, browser, htmx):
    browser.sign_in(author)
    answer = browser.post(f"{where(draft)}/leave", fields(draft, 3, reason="ციტატაა."), htmx=htmx)
    assert answer.status == (200 if htmx else 303)
    decision = db.session.scalars(sa.select(WordingDecision)).one()
    assert (decision.found, decision.reason, decision.by_id) == (
        "სამხრეთ** ოსეთში", "ციტატაა.", author.id,
    )  # fmt: skip
    assert decision.sentence == "**სამხრეთ** ოსეთში და სამხრეთ ოსეთში."
    # Both places of the sentence are decided, the others are not.
    assert len(undecided(find_draft(draft), find_draft(draft).current.parts)) == 3
    page = browser.get(where(draft))
    assert page.texts("details ul mark") == ["სამხრეთ** ოსეთში", "სამხრეთ ოსეთში"]
    assert "ციტატაა." in page.text

    other = Part("b", PartKind.BODY, {"ka": PARTS[2].text("ka") + " ახალი წინადადება."})
    found = find_draft(draft)
    save_version(found, [*PARTS[:2], other, *PARTS[3:]], actor=author, expected_number=1)
    db.session.commit()
    assert len(undecided(found, [other])) == 1
    changed = Part("b", PartKind.BODY, {"ka": "**სამხრეთ** ოსეთში, და სამხრეთ ოსეთში."})
    assert len(undecided(found, [changed])) == 2
    restore_version(found, 1, actor=author, expected_number=2)
    db.session.commit()
    assert len(undecided(found, find_draft(draft).current.parts)) == 3


def test_a_decision_is_taken_back(draft, author, browser):
    browser.sign_in(author)
    browser.post(f"{where(draft)}/leave", fields(draft, 5, reason="დოკუმენტის სახელია."))
    context = db.session.scalars(sa.select(WordingDecision.context)).one()
    answer = browser.post(f"{where(draft)}/reopen", {"context": context})
    assert answer.status == 303
    assert db.session.scalars(sa.select(WordingDecision)).all() == []
    assert len(undecided(find_draft(draft), PARTS)) == 5
    acts = sa.select(AuditEntry.action, AuditEntry.changes).where(
        AuditEntry.action.startswith("wording.")
    )
    assert db.session.execute(acts.order_by(AuditEntry.id)).all() == [
        ("wording.left", {"wording": ["ინვალიდებს", "დოკუმენტის სახელია."]}),
        ("wording.reopened", {"wording": ["დოკუმენტის სახელია.", None]}),
    ]


def test_deciding_anew_replaces_the_reason(draft, author):
    found = find_draft(draft)
    place = places(PARTS)[0]
    leave_wording(found, place, "ერთი", actor=author)
    leave_wording(found, place, "ორი", actor=author)
    db.session.commit()
    assert db.session.scalars(sa.select(WordingDecision.reason)).all() == ["ორი"]
    with pytest.raises(DomainError):
        leave_wording(found, place, "", actor=author)
    assert len(open_ones(findings(found, places(PARTS)))) == 4


def test_while_it_waits_words_stay_but_decisions_are_made(draft, author, make_user, browser):
    director = make_user(Role.DIRECTOR)
    find_draft(draft).state = DraftState.SUBMITTED
    db.session.commit()
    browser.sign_in(director)
    answer = browser.get(where(draft))
    assert not answer.html.select("input[name=words]")
    assert len(answer.html.select("input[name=reason]")) == 5
    assert browser.post(f"{where(draft)}/replace", fields(draft, 1, words="x")).status == 403
    assert browser.post(f"{where(draft)}/leave", fields(draft, 1, reason="დიახ")).status == 303


def test_only_those_who_read_the_work_see_what_was_found(draft, make_user, browser, new_browser):
    partner = make_user(Role.AGENCY_MEMBER, organisation="სხვა უწყება")
    assert browser.sign_in(partner).get(where(draft)).status == 404
    data = fields(draft, 1, reason="მე")
    assert browser.post(f"{where(draft)}/leave", data).status == 404
    review = DraftReview(draft_id=draft, number=1, due_on=today())
    db.session.add(review)
    db.session.flush()
    asked = DraftReviewer(review_id=review.id, organisation_id=partner.organisation_id)
    db.session.add(asked)
    db.session.commit()
    answer = browser.get(where(draft))
    assert len(answer.texts("mark")) == 5
    assert not answer.html.select("input[name=words], input[name=reason]")
    assert browser.post(f"{where(draft)}/leave", data).status == 403
    assert browser.post(f"{where(draft)}/replace", fields(draft, 1, words="x")).status == 403


def test_the_page_of_the_text_says_how_many_wait(draft, author, browser):
    browser.sign_in(author)
    page = browser.get(f"/desk/messages/{draft}")
    assert "5" in page.texts("section[aria-labelledby=wording] .st")[0]
    assert page.html.select(f"section[aria-labelledby=wording] a[href='{where(draft)}']")


def test_words_with_a_link_through_them_are_left_to_the_editor(author, browser):
    parts = [PARTS[0], Part("b", PartKind.BODY, {"ka": "[სამხრეთ](https://e.ge/) ოსეთი"})]
    message = create_message(title_ka="x", parts=parts, actor=author)
    db.session.commit()
    answer = browser.sign_in(author).post(
        f"{where(message.id)}/replace", fields(message.id, 2, words="x")
    )
    assert answer.status == 422
    assert texts(message.id)["b"]["ka"] == "[სამხრეთ](https://e.ge/) ოსეთი"


def test_in_english_and_in_georgian(draft, author, browser):
    for language, reason in (("en", "By the Law"), ("ka", "კანონის მიხედვით")):
        author.language = language
        db.session.commit()
        answer = browser.sign_in(author).get(where(draft))
        assert answer.html.html["lang"] == language
        assert reason in answer.text


def test_a_text_with_many_findings_stays_light_and_quick(author, browser):
    sentence = "ოჯახები სამხრეთ ოსეთში {} წლის განმავლობაში დახმარებას იღებდნენ. "
    body = "".join(sentence.format(number) for number in range(1250))
    message = create_message(
        title_ka="x", parts=[PARTS[0], Part("b", PartKind.BODY, {"ka": body})], actor=author
    )
    db.session.commit()
    browser.sign_in(author).get(where(message.id))
    began = time.process_time()
    answer = browser.get(where(message.id), headers={"Accept-Encoding": "br"})
    assert time.process_time() - began < 1
    assert len(answer.data) < 8 * 1024


@pytest.mark.parametrize("language", ["ka", "en"])
def test_the_pages_are_well_made_also_when_refused(draft, author, browser, language):
    author.language = language
    db.session.commit()
    browser.sign_in(author)
    leave = f"{where(draft)}/leave"
    browser.post(leave, fields(draft, 5, reason="ციტატაა."))
    refused = browser.post(leave, fields(draft, 1, reason=""))
    stale = browser.post(f"{where(draft)}/replace", fields(draft, 1, words="x") | {"version": 9})
    for answer in (browser.get(where(draft)), refused, stale):
        assert list(page_faults(answer.html, language)) == []
    fragment = browser.post(leave, fields(draft, 1, reason=""), htmx=True)
    assert list(part_faults(fragment.html)) == []
