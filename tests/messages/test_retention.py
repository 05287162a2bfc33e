"""What is known of people who asked is forgotten in time, letters and trail included."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db, utcnow
from stratcom.mail import queue, services
from stratcom.mail.enums import MailState
from stratcom.mail.models import OutboxMail
from stratcom.mail.rules import can_retry
from stratcom.mail.services import post_letter
from stratcom.messages.enums import CloseReason
from stratcom.messages.models import MessageQuestion, QuestionAttempt
from stratcom.messages.questions.retention import forget, forget_daily
from stratcom.messages.questions.throttle import note_question
from stratcom.messages.services import questions
from stratcom.moments import today
from tests.messages.distribution_sample import tables_with
from tests.messages.sample import approved_message

DAY = timedelta(days=1)
READER = "reader@example.org"


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR)


@pytest.fixture
def ask(editor):
    message = approved_message(editor)

    def make(text="რა ღირს ეს ყველაფერი?", days=0):
        made = questions.ask_as_reader(message, text, email=READER, language="ka")
        made.at = utcnow() - days * DAY
        db.session.commit()
        return made

    return make


def letter(**values):
    texts = {"kind": "question_answer", "subject": "პასუხი", "text": "ტექსტი"}
    made = post_letter(to_address=READER, to_name="მკითხველი", **texts | values)
    db.session.commit()
    return made


def again(record):
    db.session.expire_all()
    return db.session.get_one(type(record), record.id)


def taken():
    (one,) = queue.claim("sender", now=utcnow(), lease=timedelta(minutes=1), limit=1)
    queue.hand_over(one, "sender", now=utcnow(), lease=timedelta(minutes=1))
    return one


def test_address_goes_after_thirty_days_without_an_answer(ask):
    old, young = ask(days=31), ask(days=29)
    assert forget(utcnow()) == 1
    db.session.commit()
    assert (again(old).email, again(young).email) == ("", READER)
    assert again(old).email_erased_at is not None
    assert again(old).text == "რა ღირს ეს ყველაფერი?"
    last = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (last.action, last.changes) == ("question.address_forgotten", {})
    assert forget(utcnow()) == 0


def test_abuse_loses_its_text_thirty_days_after_it_was_closed(ask, editor):
    rude, unclear = ask("შეურაცხყოფა აქ წერია"), ask("სხვა კითხვა")
    for one, reason in ((rude, CloseReason.ABUSE), (unclear, CloseReason.UNCLEAR)):
        questions.close(one, reason, actor=editor, expected_version=one.row_version)
    db.session.commit()
    forget(utcnow() + 29 * DAY)
    assert again(rude).text != ""
    forget(utcnow() + 31 * DAY)
    db.session.commit()
    assert (again(rude).text, again(unclear).text) == ("", "სხვა კითხვა")
    assert tables_with("შეურაცხყოფა") == set()


def test_attempts_go_after_a_day(app):
    note_question("203.0.113.7")
    note_question("203.0.113.7")
    old = db.session.scalars(sa.select(QuestionAttempt)).first()
    old.at = utcnow() - DAY - timedelta(minutes=1)
    db.session.flush()
    forget(utcnow())
    assert len(db.session.scalars(sa.select(QuestionAttempt)).all()) == 1


def test_reminder_of_the_day_forgets_and_tells_nobody(ask):
    old = ask(days=31)
    assert (forget_daily(today()), forget_daily(today())) == (0, 0)
    db.session.commit()
    assert again(old).email == ""


def test_letter_forgets_whom_it_was_for_once_it_went_out(app):
    told = letter(forget_after_sending=True)
    queue.settle_sent(taken(), "sender", now=utcnow())
    db.session.commit()
    sent = again(told)
    assert (sent.state, sent.to_address, sent.to_name) == (MailState.SENT, "", "")
    assert sent.text == "ტექსტი"
    other = letter()
    queue.settle_sent(taken(), "sender", now=utcnow())
    db.session.commit()
    assert (again(other).to_address, again(other).to_name) == (READER, "მკითხველი")


def test_letter_that_was_given_up_dropped_or_expired_forgets_too(app, editor):
    failed = letter(forget_after_sending=True)
    queue.settle_failed(taken(), "sender", reason="550")
    dropped = letter(forget_after_sending=True)
    services.drop(dropped, actor=editor)
    expired = letter(forget_after_sending=True, expires_at=utcnow() - DAY)
    queue.tidy(utcnow())
    db.session.commit()
    for one, state in (
        (failed, MailState.FAILED),
        (dropped, MailState.DROPPED),
        (expired, MailState.DROPPED),
    ):
        assert (again(one).state, again(one).to_address) == (state, "")
        assert not can_retry(again(one))


def test_letters_that_wait_for_ever_forget_after_thirty_days(app):
    waiting, held = letter(forget_after_sending=True), letter(forget_after_sending=True)
    queue.settle_held(taken(), "sender", reason="?")
    kept = letter()
    db.session.execute(sa.update(OutboxMail).values(created_at=utcnow() - 31 * DAY))
    db.session.commit()
    forget(utcnow())
    db.session.commit()
    for one in (waiting, held):
        assert (again(one).to_address, again(one).state) == ("", MailState.DROPPED)
    assert (again(kept).to_address, again(kept).state) == (READER, MailState.QUEUED)


def test_whole_way_leaves_no_address_anywhere(ask, editor):
    question = ask()
    questions.answer(question, "უფასოა.", actor=editor, expected_version=question.row_version)
    db.session.commit()
    queue.settle_sent(taken(), "sender", now=utcnow())
    db.session.commit()
    assert db.session.scalars(sa.select(OutboxMail)).one().state is MailState.SENT
    assert db.session.scalars(sa.select(MessageQuestion)).one().answer == "უფასოა."
    assert tables_with(READER) == set()
