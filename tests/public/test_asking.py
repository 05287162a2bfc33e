"""Questions of readers: sent without an account or scripts, slowed down, soon forgotten."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db, utcnow
from stratcom.messages.enums import Origin
from stratcom.messages.models import MessageQuestion, QuestionAttempt
from stratcom.messages.questions import throttle
from stratcom.notices.models import Notice
from tests.conftest import Browser
from tests.messages.distribution_sample import tables_with
from tests.messages.sample import approved_message

ASKED = "რა ღირს ეს ყველაფერი?"
ADDRESS = "203.0.113.7"


@pytest.fixture
def path(make_user):
    made = approved_message(make_user(Role.EDITOR), public=True, published_at=utcnow())
    db.session.commit()
    return f"/messages/{made.id}-evropa-chveni-sakhlia/"


@pytest.fixture
def reader(app):
    """A browser that opened the form: it has a cookie with a token, and no account."""
    made = Browser(app)
    with made.client.session_transaction() as session:
        session["csrf"] = made.token
    return made


def send(reader, path, text=ASKED, address=ADDRESS, **fields):
    data = {"text": text, "email": "", "website": ""} | fields
    return reader.post(f"{path}ask", data, environ_base={"REMOTE_ADDR": address})


def asked():
    return db.session.scalars(sa.select(MessageQuestion).order_by(MessageQuestion.id)).all()


@pytest.mark.parametrize("english", [False, True])
def test_question_reaches_the_staff(reader, path, english):
    root = path.replace("evropa-chveni-sakhlia", "europe-is-our-home") if english else path
    root = f"/en{root}" if english else root
    form = Browser(reader.client.application).get(f"{root}ask")
    assert form.status == 200
    assert form.headers["Cache-Control"] == "no-store"
    assert "stratcom=" in form.headers["Set-Cookie"]
    assert form.html.select("script") == []
    assert form.html.select_one("#website").find_parent(class_="vh")["aria-hidden"] == "true"
    answer = send(reader, root, email="reader@example.org")
    assert (answer.status, answer.location) == (303, f"{root}asked")
    thanks = reader.get(answer.location)
    assert (thanks.status, "Set-Cookie" in thanks.headers) == (200, False)
    (question,) = asked()
    assert (question.text, question.origin) == (ASKED, Origin.PUBLIC)
    assert (question.email, question.language) == ("reader@example.org", "en" if english else "ka")
    assert (question.asked_by_id, question.organisation_id) == (None, None)
    told = db.session.scalars(sa.select(Notice)).one()
    assert told.path == f"/desk/messages/questions/{question.id}/"
    assert ASKED not in str(told.words)


def test_nothing_else_is_known_of_who_asked(reader, path):
    agent = "Mozilla/5.0 (a very particular browser)"
    data = {"text": ASKED, "email": "reader@example.org"}
    extra = {"headers": {"User-Agent": agent}, "environ_base": {"REMOTE_ADDR": ADDRESS}}
    assert reader.post(f"{path}ask", data, **extra).status == 303
    assert tables_with(ADDRESS) == set()
    assert tables_with("very particular") == set()
    # The trail keeps personal values apart: there is none here either.
    assert tables_with("reader@example.org") == {"message_question"}
    (entry,) = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.action == "question.asked")
    )
    assert entry.changes == {"state": [None, "new"]}
    assert entry.subject_label == "ევროპა ჩვენი სახლია"


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": "რა?"},
        {"text": "ა" * 2001},
        {"email": "no-address"},
        {"email": f"{'a' * 250}@example.org"},
    ],
)
def test_odd_forms_come_back_with_what_was_typed(reader, path, fields):
    answer = send(reader, path, **fields)
    assert answer.status == 422
    typed = {"text": ASKED, "email": ""} | fields
    assert answer.html.select_one("#text").get_text().strip() == typed["text"]
    assert answer.html.select_one("#email")["value"] == typed["email"]
    assert len(answer.html.select(".error-summary a")) == 1
    assert asked() == []


def test_a_machine_is_thanked_and_nothing_is_kept(reader, path):
    answer = send(reader, path, website="https://spam.example")
    assert (answer.status, answer.location) == (303, f"{path}asked")
    assert asked() == []


def test_forged_forms_are_refused(app, path):
    answer = Browser(app).post(f"{path}ask", {"text": ASKED}, with_token=False)
    assert answer.status == 400
    assert asked() == []


def test_too_many_from_one_address_have_to_wait(reader, path):
    for _number in range(throttle.AN_HOUR):
        assert send(reader, path).status == 303
    late = send(reader, path, "ჩემი გრძელი კითხვა", email="a@example.org")
    assert (late.status, late.headers["Retry-After"]) == (429, "3600")
    assert late.html.select_one("#text").get_text().strip() == "ჩემი გრძელი კითხვა"
    assert late.html.select_one("#email")["value"] == "a@example.org"
    assert late.html.select_one("[role=alert]").get_text()
    assert send(reader, path, address="198.51.100.9").status == 303
    assert len(asked()) == throttle.AN_HOUR + 1


def test_twenty_a_day(reader, path, monkeypatch):
    monkeypatch.setattr(throttle, "AN_HOUR", 1000)
    for _number in range(throttle.A_DAY):
        assert send(reader, path).status == 303
    late = send(reader, path)
    assert (late.status, late.headers["Retry-After"]) == (429, "86400")


def test_two_hundred_an_hour_in_all(reader, path, monkeypatch):
    monkeypatch.setattr(throttle, "IN_ALL", 3)
    for number in range(3):
        assert send(reader, path, address=f"198.51.100.{number}").status == 303
    assert send(reader, path, address="198.51.100.77").status == 429


def test_an_hour_later_it_works_again(reader, path):
    for _number in range(throttle.AN_HOUR):
        send(reader, path)
    earlier = utcnow() - timedelta(hours=1, minutes=1)
    db.session.execute(sa.update(QuestionAttempt).values(at=earlier))
    db.session.commit()
    assert send(reader, path).status == 303


def test_marks_of_an_address_differ_from_day_to_day_and_hide_it(app, monkeypatch):
    seen = set()
    for days in (0, 1):
        day = throttle.today() + timedelta(days=days)
        monkeypatch.setattr(throttle, "today", lambda day=day: day)
        throttle.note_question(ADDRESS)
        throttle.note_question(ADDRESS)
    db.session.flush()
    for one in db.session.scalars(sa.select(QuestionAttempt.address)):
        assert len(one) == 64
        assert ADDRESS not in one
        seen.add(one)
    assert len(seen) == 2
