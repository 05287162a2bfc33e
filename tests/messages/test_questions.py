"""Questions of partners and readers: asked, answered once, closed, taken into the message."""

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry, PersonalValue
from stratcom.db import db
from stratcom.drafting.enums import DraftState, PartKind
from stratcom.drafting.queries import find_version
from stratcom.drafting.services.versions import save_version
from stratcom.mail.models import OutboxMail
from stratcom.messages.enums import CloseReason, Origin, QuestionState
from stratcom.messages.models import Message, MessageQuestion
from stratcom.messages.services import questions
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from tests.messages.sample import approved_message, house_parts

LIST = "/desk/messages/questions/"
ASKED = "რა ღირს ეს ყველაფერი?"


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR)


@pytest.fixture
def partner(make_user):
    return make_user(Role.PARTNER, organisation="ფონდი")


@pytest.fixture
def message(editor):
    made = approved_message(editor)
    db.session.commit()
    return made


@pytest.fixture
def of_reader(message):
    def ask(text=ASKED, email="reader@example.org", language="en"):
        made = questions.ask_as_reader(message, text, email=email, language=language)
        db.session.commit()
        return made

    return ask


def again(question):
    db.session.expire_all()
    return db.session.get_one(MessageQuestion, question.id)


def notices(kind):
    return db.session.scalars(sa.select(Notice).where(Notice.kind == kind)).all()


@pytest.mark.parametrize("htmx", [False, True])
def test_partner_asks_and_sees_the_answer(message, editor, partner, new_browser, htmx):
    asker, staff = new_browser().sign_in(partner), new_browser().sign_in(editor)
    page = f"/desk/messages/{message.id}"
    answer = asker.post(f"{page}/ask", {"text": f"  {ASKED} "}, htmx=htmx)
    assert answer.location == f"{page}?asked=1#my-questions"
    assert asker.get(f"{page}?asked=1").html.select_one("[data-draft-saved]")
    question = db.session.scalars(sa.select(MessageQuestion)).one()
    assert (question.text, question.origin) == (ASKED, Origin.PARTNER)
    assert question.organisation_id == partner.organisation_id
    (told,) = notices(NoticeKind.QUESTION_ASKED)
    assert (told.user_id, told.path) == (editor.id, f"{LIST}{question.id}/")
    assert told.words["who_ka"] == "ფონდი"
    form = staff.get(told.path).html.select_one("form.short")
    version = form.select_one("[name=row_version]")["value"]
    done = staff.post(told.path, {"answer": "არაფერი.", "row_version": version}, htmx=htmx)
    assert done.location == told.path
    kept = staff.get(told.path).html.select_one("[data-draft-saved]")
    assert kept["data-draft-saved"] == f"answer-{question.id}"
    (heard,) = notices(NoticeKind.QUESTION_ANSWERED)
    assert (heard.user_id, heard.path) == (partner.id, f"{page}#my-questions")
    assert heard.words["title_ka"] == "ევროპა ჩვენი სახლია"
    assert asker.get(page).texts("#my-questions ~ .todo .note.success p") == ["არაფერი."]
    assert db.session.scalars(sa.select(OutboxMail)).all() == []


def test_asker_is_told_the_approved_title_alone(message, editor, partner):
    question = questions.ask_as_partner(message, ASKED, actor=partner)
    parts = house_parts("საიდუმლო ახალი სათაური")
    save_version(message, parts, actor=editor, expected_number=1)
    db.session.commit()
    questions.answer(question, "კი", actor=editor, expected_version=question.row_version)
    db.session.commit()
    (heard,) = notices(NoticeKind.QUESTION_ANSWERED)
    assert heard.words["title_ka"] == "ევროპა ჩვენი სახლია"


@pytest.mark.parametrize("text", ["", "რა?", "ა" * 2001])
def test_odd_questions_come_back_with_what_was_typed(message, partner, new_browser, text):
    answer = new_browser().sign_in(partner).post(f"/desk/messages/{message.id}/ask", {"text": text})
    assert answer.status == 422
    assert answer.html.select_one("#text").get_text().strip() == text
    assert db.session.scalars(sa.select(MessageQuestion)).all() == []


def test_other_organisations_never_see_it(message, partner, make_user, new_browser):
    questions.ask_as_partner(message, "ჩვენი საიდუმლო კითხვა", actor=partner)
    db.session.commit()
    other = new_browser().sign_in(make_user(Role.PARTNER, organisation="სხვა"))
    lone = new_browser().sign_in(make_user(Role.OBSERVER))
    for browser in (other, lone):
        assert "საიდუმლო" not in browser.get(f"/desk/messages/{message.id}").text
        assert browser.get(LIST).status == 403
        assert browser.get(f"{LIST}1/").status == 403
        assert browser.post(f"{LIST}1/", {"answer": "x"}).status == 403
    colleague = new_browser().sign_in(make_user(Role.PARTNER, organisation="ფონდი"))
    assert "საიდუმლო" in colleague.get(f"/desk/messages/{message.id}").text


def test_second_answer_is_refused_and_keeps_what_was_typed(editor, of_reader, new_browser):
    question = of_reader()
    path, version = f"{LIST}{question.id}/", question.row_version
    browser = new_browser().sign_in(editor)
    assert browser.post(path, {"answer": "პირველი", "row_version": version}).status == 303
    second = browser.post(path, {"answer": "მეორე", "row_version": version})
    assert second.status == 409
    assert second.html.select_one("#answer").get_text().strip() == "მეორე"
    assert "პირველი" in second.text
    assert again(question).answer == "პირველი"
    closing = browser.post(f"{path}close", {"reason": "abuse", "row_version": version})
    assert (closing.status, again(question).state) == (409, QuestionState.ANSWERED)
    assert len(db.session.scalars(sa.select(OutboxMail)).all()) == 1


def test_stale_version_is_refused(editor, of_reader, new_browser):
    question = of_reader()
    answer = (
        new_browser()
        .sign_in(editor)
        .post(f"{LIST}{question.id}/", {"answer": "x", "row_version": "0"})
    )
    assert (answer.status, again(question).state) == (409, QuestionState.NEW)


def test_empty_answer_comes_back(editor, of_reader, new_browser):
    question = of_reader()
    answer = (
        new_browser()
        .sign_in(editor)
        .post(f"{LIST}{question.id}/", {"answer": " ", "row_version": question.row_version})
    )
    assert (answer.status, len(answer.html.select(".error-summary"))) == (422, 1)


@pytest.mark.parametrize(
    ("language", "subject", "title"),
    [
        ("en", "The answer to your question: Europe is our home", "Europe is our home"),
        ("ka", None, "ევროპა ჩვენი სახლია"),
    ],
)
def test_reader_gets_a_letter_in_their_language(of_reader, editor, language, subject, title):
    question = of_reader(language=language)
    questions.answer(question, "It is free.", actor=editor, expected_version=question.row_version)
    db.session.commit()
    letter = db.session.scalars(sa.select(OutboxMail)).one()
    assert (letter.to_address, letter.language) == ("reader@example.org", language)
    assert (letter.kind, letter.forget, letter.user_id) == ("question_answer", True, None)
    assert title in letter.subject
    assert subject is None or letter.subject == subject
    for part in (ASKED, "It is free.", title):
        assert part in letter.text
    assert again(question).email == ""
    assert again(question).email_erased_at is not None


def test_no_letter_where_no_address_was_left(of_reader, editor):
    question = of_reader(email="")
    questions.answer(question, "კი", actor=editor, expected_version=question.row_version)
    assert db.session.scalars(sa.select(OutboxMail)).all() == []


def test_trail_holds_neither_the_text_nor_the_address(of_reader, editor):
    question = of_reader()
    questions.answer(question, "კი", actor=editor, expected_version=question.row_version)
    db.session.commit()
    entries = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.subject_type == "message_question")
    ).all()
    assert [one.action for one in entries] == ["question.asked", "question.answered"]
    said = " ".join(f"{one.changes} {one.subject_label}" for one in entries)
    assert "reader@example.org" not in said
    assert ASKED not in said
    assert db.session.scalars(sa.select(PersonalValue)).all() == []


@pytest.mark.parametrize("htmx", [False, True])
def test_closing_needs_a_reason(editor, of_reader, new_browser, htmx):
    question, browser = of_reader(), new_browser().sign_in(editor)
    path = f"{LIST}{question.id}/close"
    refused = browser.post(path, {"row_version": question.row_version}, htmx=htmx)
    assert refused.status == 422
    done = browser.post(path, {"reason": "abuse", "row_version": question.row_version}, htmx=htmx)
    assert done.location == LIST
    closed = again(question)
    assert (closed.state, closed.closed_as) == (QuestionState.CLOSED, CloseReason.ABUSE)
    assert (closed.email, closed.answer) == ("", "")
    assert db.session.scalars(sa.select(OutboxMail)).all() == []


def test_answered_question_goes_into_a_new_version(message, editor, of_reader, new_browser):
    question, browser = of_reader(language="ka"), new_browser().sign_in(editor)
    path = f"{LIST}{question.id}/add"
    assert browser.get(path).status == 403
    questions.answer(question, "უფასოა.", actor=editor, expected_version=question.row_version)
    db.session.commit()
    page = browser.get(path)
    assert page.html.select_one("#asked").get_text().strip() == ASKED
    typed = {"asked": "რა ღირს?", "answered": "**უფასოა.**", "number": "1"}
    done = browser.post(path, typed)
    assert done.location == f"/desk/messages/{message.id}"
    db.session.expire_all()
    held = db.session.get_one(Message, message.id)
    assert (held.current_number, held.approved_number, held.state) == (2, 1, DraftState.DRAFT)
    *_rest, first, second = find_version(message.id, 2).parts
    assert (first.kind, first.texts) == (PartKind.QUESTION, {"ka": "რა ღირს?"})
    assert (second.kind, second.texts) == (PartKind.ANSWER, {"ka": "**უფასოა.**"})
    assert second.parent == first.uid
    stale = browser.post(path, typed)
    assert (stale.status, find_version(message.id, 3)) == (409, None)


def test_list_is_narrowed(message, editor, partner, of_reader, new_browser):
    questions.ask_as_partner(message, "პარტნიორის კითხვა", actor=partner)
    closed = of_reader("დახურული კითხვა")
    questions.close(closed, CloseReason.NOT_OURS, actor=editor, expected_version=closed.row_version)
    of_reader("მკითხველის კითხვა")
    browser = new_browser().sign_in(editor)

    def listed(query=""):
        return browser.get(LIST + query).texts("td:first-child a")

    assert listed() == ["პარტნიორის კითხვა", "მკითხველის კითხვა"]
    assert listed("?state=all&origin=public") == ["მკითხველის კითხვა", "დახურული კითხვა"]
    assert listed("?state=closed") == ["დახურული კითხვა"]
    assert listed("?origin=partner") == ["პარტნიორის კითხვა"]
    assert len(listed(f"?message={message.id}")) == 2
    assert listed(f"?message={message.id + 7}") == []
    assert listed("?theme=no-such-theme") == []
    assert len(listed("?state=odd&origin=odd&message=odd")) == 2
    fragment = browser.get(f"{LIST}?origin=partner", htmx=True)
    assert fragment.text.lstrip().startswith('<section id="questions-list">')
    assert len(fragment.data) < 4096


def test_questions_of_readers_are_told_once_an_hour(of_reader, editor):
    for _number in range(3):
        of_reader()
    assert len(notices(NoticeKind.QUESTION_ASKED)) == 1


def test_there_is_no_such_question(editor, new_browser):
    browser = new_browser().sign_in(editor)
    assert browser.get(f"{LIST}77/").status == 404
    assert browser.get(f"{LIST}99999999999999999999/").status == 404
