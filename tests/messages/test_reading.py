"""Who reads which version of a message, in which language, and what stands around it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.services import record
from stratcom.db import db, utcnow
from stratcom.drafting.enums import DraftState, PartKind
from stratcom.drafting.models import DraftReview, DraftReviewer
from stratcom.drafting.parts import Part, with_text
from stratcom.drafting.services.versions import save_version
from stratcom.messages.enums import Circle
from stratcom.messages.models import MessageReader
from stratcom.messages.queries import find_message, visible_to
from stratcom.messages.rules import can_view
from stratcom.messages.services.filing import refile_messages
from stratcom.moments import today
from stratcom.partners.services import find_or_add
from tests.messages.sample import approved_message, draft_message, house_parts

SECRET = "გაუხმაურებელი"
SECRET_EN = "undisclosed"
DAY = timedelta(days=1)


def newer_version(message, actor, title=f"{SECRET} სათაური"):
    """A version that is not approved, with words that stand nowhere else."""
    parts = house_parts(title)
    parts = with_text(parts, "t", "en", f"An {SECRET_EN} title")
    parts = with_text(parts, "u", "ka", f"{SECRET} მთავარი გზავნილი")
    parts = with_text(parts, "q1", "ka", f"{SECRET} კითხვა?")
    parts.append(Part("p9", PartKind.PILLAR, {"ka": f"{SECRET} საყრდენი"}))
    save_version(message, parts, actor=actor, expected_number=1, note=f"{SECRET} შენიშვნა")
    db.session.commit()


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR)


@pytest.fixture
def message_id(app, editor):
    """A message in force whose newer version is being written."""
    message = approved_message(editor)
    newer_version(message, editor)
    return message.id


OUTSIDERS = [Role.PARTNER, Role.AGENCY_MEMBER, Role.IMPLEMENTER, Role.ADVERTISER, Role.OBSERVER]


@pytest.mark.parametrize("role", OUTSIDERS)
@pytest.mark.parametrize("language", ["ka", "en"])
def test_nobody_outside_learns_of_a_newer_version(browser, make_user, message_id, role, language):
    browser.sign_in(make_user(role, organisation="სხვა ორგანიზაცია", language=language))
    here = f"/desk/messages/{message_id}"
    work = f"/desk/drafts/{message_id}"
    answers = {
        path: browser.get(path)
        for path in (
            "/desk/messages/",
            "/desk/messages/?show=all",
            "/desk/messages/?show=mine",
            "/desk/messages/?state=draft",
            "/desk/messages/?language=en.outdated",
            f"/desk/messages/?q={SECRET}",
            f"/desk/messages/?q={SECRET_EN}",
            "/desk/messages/languages",
            "/desk/messages/languages.csv",
            here,
            f"{here}?view=both",
            f"{here}?version=approved",
            f"{here}?version=1",
            f"{here}?version=2",
            f"{here}?version=3",
            f"{here}?version=x",
            f"{work}/versions",
            f"{work}/versions/1",
            f"{work}/versions/2",
            f"{work}/compare",
            f"{work}/compare?from=1&to=2",
        )
    }
    told = {
        path: answer.text.replace(f'value="{SECRET}"', "").replace(f'value="{SECRET_EN}"', "")
        for path, answer in answers.items()
    }
    # The address of the page repeats what was asked.
    told = {path: text.replace(f"q={SECRET}", "").replace(f"q={SECRET_EN}", "")
            for path, text in told.items()}  # fmt: skip
    assert [path for path, text in told.items() if SECRET in text or SECRET_EN in text] == []
    statuses = {path.removeprefix(here): answer.status for path, answer in answers.items()}
    assert statuses[""] == statuses["?version=1"] == statuses["?version=approved"] == 200
    assert {statuses["?version=2"], statuses["?version=3"], statuses["?version=x"]} == {404}
    assert {answers[path].status for path in answers if path.startswith(work)} == {404}
    title = "ევროპა ჩვენი სახლია" if language == "ka" else "Europe is our home"
    assert answers[here].texts("h1") == [title]
    assert answers["/desk/messages/"].texts("article h2") == [title]
    assert answers[here].html.select_one("#history") is None
    assert answers[here].html.select_one("#versions") is None


def test_questions_about_work_are_answered_for_own_work_alone(browser, make_user, message_id):
    """An agency may ask for drafts, and finds none of those of others by it."""
    browser.sign_in(make_user(Role.AGENCY_MEMBER, organisation="სააგენტო"))
    for query in ("state=draft", "language=en.outdated", "language=en.ready", "again=1"):
        answer = browser.get(f"/desk/messages/?show=all&{query}")
        assert answer.texts("article h2") == [], query
    assert browser.get("/desk/messages/?show=all").texts("article h2") == ["ევროპა ჩვენი სახლია"]


def test_a_partner_is_not_asked_about_work(browser, make_user, message_id):
    browser.sign_in(make_user(Role.PARTNER, organisation="ორგანიზაცია"))
    answer = browser.get("/desk/messages/?state=approved&language=hy.ready&again=1")
    assert answer.texts("article h2") == ["ევროპა ჩვენი სახლია"]
    assert [one["name"] for one in answer.html.select("#filters-form [name]")] == [
        "q",
        "theme",
        "audience",
    ]


def test_those_who_work_on_it_read_every_version(browser, editor, message_id):
    browser.sign_in(editor)
    here = f"/desk/messages/{message_id}"
    present = browser.get(here)
    assert present.texts("h1") == [f"{SECRET} სათაური"]
    assert f"{SECRET} მთავარი გზავნილი" in present.texts(".roof")[0]
    assert present.html.select_one(".note a")["href"] == f"{here}?version=approved"
    approved = browser.get(f"{here}?version=approved")
    assert approved.texts("h1") == ["ევროპა ჩვენი სახლია"]
    assert SECRET not in "".join(approved.texts(".reading"))
    assert browser.get(f"{here}?version=1").texts("h1") == ["ევროპა ჩვენი სახლია"]
    assert browser.get(f"{here}?version=3").status == 404
    assert browser.get(f"{here}?version=99999999999").status == 404
    assert browser.get("/desk/messages/").texts("tbody td a") == [f"{SECRET} სათაური"]
    assert len(browser.get(f"/desk/messages/?q={SECRET}").texts("tbody tr")) == 1


def test_who_is_asked_for_a_review_reads_the_work(browser, make_user, message_id, editor):
    asked = make_user(Role.PARTNER, organisation="მკითხველი")
    review = DraftReview(
        draft_id=message_id, number=2, due_on=today() + DAY, opened_by_id=editor.id
    )
    db.session.add(review)
    db.session.flush()
    db.session.add(DraftReviewer(review_id=review.id, organisation_id=asked.organisation_id))
    refile_messages([message_id])
    db.session.commit()
    browser.sign_in(asked)
    assert browser.get(f"/desk/messages/{message_id}").texts("h1") == [f"{SECRET} სათაური"]
    assert browser.get(f"/desk/drafts/{message_id}/versions").status == 200
    assert len(browser.get(f"/desk/messages/?q={SECRET}").texts("article")) == 1


def test_the_list_and_the_page_agree_on_who_sees_what(app, make_user, editor):
    """`visible_to` finds exactly what `can_view` allows, for every role and kind of message."""
    agency = make_user(Role.AGENCY_MEMBER, organisation="სააგენტო")
    people = [make_user(role, organisation="სხვა") for role in OUTSIDERS]
    people += [editor, agency, make_user(Role.DIRECTOR), make_user(Role.PARTNER)]
    messages = [
        approved_message(editor, circle=circle, **columns)
        for circle in Circle
        for columns in ({}, {"archived_at": utcnow()}, {"withdrawn_at": utcnow()})
    ]
    messages += [draft_message(editor), draft_message(agency), approved_message(agency)]
    named = approved_message(editor, circle=Circle.DEPARTMENT)
    body = find_or_add("სხვა", actor=editor)
    db.session.add(MessageReader(message_id=named.id, organisation_id=body.id))
    db.session.commit()
    for user in people:
        model = type(messages[0])
        listed = set(db.session.scalars(sa.select(model.id).where(visible_to(user))))
        for one in (*messages, named):
            whole = find_message(one.id)
            readers = frozenset(link.organisation_id for link in whole.reader_links)
            allowed = can_view(user, whole, asked=False, reader_ids=readers)
            assert (one.id in listed) is allowed, (user.role, one.circle, one.state)


class TestBanners:
    def read(self, browser, make_user, message):
        db.session.commit()
        browser.sign_in(make_user(Role.PARTNER, organisation="ორგანიზაცია", language="en"))
        return browser.get(f"/desk/messages/{message.id}")

    def test_in_force_has_none(self, browser, make_user, editor):
        answer = self.read(browser, make_user, approved_message(editor))
        assert answer.texts("main .note") == []

    def test_expired(self, browser, make_user, editor):
        message = approved_message(editor, valid_until=today() - DAY)
        answer = self.read(browser, make_user, message)
        assert "Do not use it any more" in answer.texts(".note.error")[0]

    def test_not_yet_valid(self, browser, make_user, editor):
        message = approved_message(editor, valid_from=today() + DAY)
        assert "Not to be used before" in self.read(browser, make_user, message).text

    def test_withdrawn_with_reason_and_what_came_instead(self, browser, make_user, editor):
        other = approved_message(editor, "ახალი გზავნილი")
        newer_version(other, editor)
        message = approved_message(
            editor,
            withdrawn_at=utcnow(),
            withdrawal_reason="მონაცემები შეიცვალა.",
            replaced_by_id=other.id,
        )
        banner = self.read(browser, make_user, message).html.select_one(".note.error")
        assert "მონაცემები შეიცვალა." in banner.get_text()
        # By the title that was approved, not by one that is being written.
        assert banner.a.get_text() == "Europe is our home"
        assert banner.a["href"] == f"/desk/messages/{other.id}"

    def test_what_came_instead_is_not_named_to_those_it_is_not_for(
        self, browser, make_user, editor
    ):
        other = approved_message(editor, SECRET, circle=Circle.DEPARTMENT)
        message = approved_message(editor, withdrawn_at=utcnow(), replaced_by_id=other.id)
        banner = self.read(browser, make_user, message).html.select_one(".note.error")
        assert banner.a is None


def test_languages_alone_and_side_by_side(browser, editor):
    message = approved_message(editor)
    parts = with_text(house_parts(), "u", "ka", "ევროკავშირი ყველა ოჯახს ეხმარება.")
    parts = with_text(parts, "q1", "en", "")
    save_version(message, parts, actor=editor, expected_number=1)
    db.session.commit()
    editor.language = "en"
    db.session.commit()
    browser.sign_in(editor)
    here = f"/desk/messages/{message.id}"
    georgian = browser.get(f"{here}?view=ka")
    assert georgian.texts(".roof > span") == ["ევროკავშირი ყველა ოჯახს ეხმარება."]
    assert georgian.html.select_one(".roof > span")["lang"] == "ka"
    english = browser.get(f"{here}?view=en")
    assert english.texts(".roof > span") == ["The EU helps families. English: out of date"]
    # Where English is missing the Georgian stands in, marked as such.
    question = english.html.select_one("#questions ~ h3 > span")
    assert question["lang"] == "ka"
    assert "English: missing" in question.get_text()
    both = browser.get(f"{here}?view=both")
    assert [one["lang"] for one in both.html.select(".roof > span")] == ["ka", "en"]
    assert "რას კარგავს ფერმერი?" in both.texts("#questions ~ h3")[0]
    current = both.html.select_one('main .tabs a[aria-current="page"]')
    assert current.get_text() == "Side by side"


def test_a_text_without_english_is_shown_in_georgian_with_one_note(browser, make_user, editor):
    parts = [Part(one.uid, one.kind, {"ka": one.text("ka")}, one.parent, one.facts)
             for one in house_parts()]  # fmt: skip
    message = approved_message(editor)
    save_version(message, parts, actor=editor, expected_number=1)
    message.approved_number = 2
    db.session.commit()
    browser.sign_in(make_user(Role.PARTNER, organisation="ორგანიზაცია", language="en"))
    answer = browser.get(f"/desk/messages/{message.id}?view=en")
    assert len(answer.texts("main .note.warning")) == 1
    assert answer.texts(".roof .st") == []
    assert answer.html.select_one(".roof > span")["lang"] == "ka"
    unasked = browser.get(f"/desk/messages/{message.id}")
    assert unasked.html.select_one('.tabs a[aria-current="page"]').get_text() == "ქართული"


def test_facts_say_where_they_come_from_and_whether_they_hold(browser, make_user, editor):
    parts = house_parts()
    parts.append(
        Part(
            "f3",
            PartKind.PROOF,
            {"ka": "ძველი რიცხვი."},
            "p3",
            {"source": "საქსტატი", "until": (today() - DAY).isoformat()},
        )
    )
    message = approved_message(editor)
    save_version(message, parts, actor=editor, expected_number=1)
    message.approved_number, message.state = 2, DraftState.APPROVED
    db.session.commit()
    browser.sign_in(make_user(Role.PARTNER, organisation="ორგანიზაცია", language="en"))
    answer = browser.get(f"/desk/messages/{message.id}?view=ka")
    sourced, unsourced, expired = answer.html.select(".proofs li")
    assert sourced.a["href"] == "https://ec.europa.eu/"
    assert sourced.a.get_text() == "ევროკომისია"
    assert "28.03.2017" in sourced.get_text()
    assert sourced.select(".st") == []
    assert unsourced.select_one(".st").get_text() == "No source"
    assert "Out of date since" in expired.select_one(".st.late").get_text()
    assert answer.texts("main > p > .st") == ["Facts out of date: 1", "Facts without a source: 1"]


def test_markdown_of_others_does_no_harm(browser, make_user, editor):
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://evil.example/p.png)"
    message = approved_message(editor)
    save_version(
        message, with_text(house_parts(), "b", "ka", evil), actor=editor, expected_number=1
    )
    message.approved_number = 2
    db.session.commit()
    browser.sign_in(make_user(Role.PARTNER, organisation="ორგანიზაცია"))
    html = browser.get(f"/desk/messages/{message.id}").html
    assert list(html.select("main script, main img")) == []
    assert [one for one in html.select("main a") if "javascript" in one.get("href", "")] == []


def test_the_history_is_told_in_words(browser, editor, message_id):
    editor.language = "en"
    message = find_message(message_id)
    message.steward_id, message.valid_until = editor.id, today()
    record("message.placed", message, actor=editor)
    db.session.commit()
    browser.sign_in(editor)
    acts = browser.get(f"/desk/messages/{message_id}").texts(".history > li")
    assert len(acts) == 3
    assert "changed its details" in acts[0]
    assert f"{today():%d.%m.%Y}" in acts[0]
    assert "wrote a new version" in acts[1]
    assert "Question" in acts[1]
    assert "began the message" in acts[2]
    assert browser.get("/desk/messages/").status == 200
