"""The outbox on the desk: what is shown of letters, and what people decide about them."""

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.mail.enums import MailState
from stratcom.mail.models import OutboxMail
from stratcom.mail.services import release
from tests.mail.conftest import state_of

SECRET = "https://stratcom.example.ge/account/link/very-secret"


@pytest.fixture
def put(post):
    """A letter in some state."""

    def write(number, state, **values):
        letter_id = post(number)
        letter = db.session.get_one(OutboxMail, letter_id)
        letter.state = state
        for name, value in values.items():
            setattr(letter, name, value)
        db.session.commit()
        return letter_id

    return write


@pytest.fixture
def desk(browser, make_user):
    return browser.sign_in(make_user(Role.ADMINISTRATOR))


def test_held_letters_come_first_and_no_text_is_shown(desk, put):
    put(1, MailState.SENT, text=SECRET, secret=True)
    held = put(
        2, MailState.HELD, text=SECRET, secret=True, last_error="unanswered: Timeout", attempts=1
    )
    page = desk.get("/desk/outbox/")
    assert page.status == 200
    assert page.texts("tbody b") == ["წერილი 2"]
    assert "reader-2@example.ge" in page.text
    assert page.texts('small[lang="en"]') == ["reader-2@example.ge", "Timeout"]
    buttons = [one["formaction"] for one in page.html.select("button[formaction]")]
    assert buttons == [f"/desk/outbox/{held}/release", f"/desk/outbox/{held}/sent"]
    everything = desk.get("/desk/outbox/?state=all")
    assert everything.texts("tbody b") == ["წერილი 2", "წერილი 1"]
    assert "very-secret" not in page.text + everything.text


@pytest.mark.parametrize("htmx", [False, True])
def test_by_state_and_in_pages(desk, put, htmx):
    for number in range(30):
        put(number, MailState.SENT)
    put(99, MailState.FAILED)
    page = desk.get("/desk/outbox/?state=sent", htmx=htmx)
    assert len(page.html.select("tbody tr")) == 25
    assert page.html.select_one("a[rel=next]")["href"] == "/desk/outbox/?state=sent&page=2"
    assert (page.html.select_one("h1") is None) is htmx
    assert desk.get("/desk/outbox/?state=failed", htmx=htmx).texts("tbody b") == ["წერილი 99"]
    assert desk.get("/desk/outbox/?state=nonsense").status == 200


@pytest.mark.parametrize(
    ("state", "act", "becomes", "action"),
    [
        (MailState.HELD, "release", "queued", "mail.released"),
        (MailState.HELD, "sent", "sent", "mail.taken_as_sent"),
        (MailState.FAILED, "retry", "queued", "mail.retried"),
        (MailState.QUEUED, "retry", "queued", "mail.retried"),
        (MailState.DROPPED, "retry", "queued", "mail.retried"),
        (MailState.QUEUED, "drop", "dropped", "mail.dropped"),
        (MailState.FAILED, "drop", "dropped", "mail.dropped"),
    ],
)
def test_people_decide_and_leave_a_trace(desk, put, state, act, becomes, action):
    one = put(1, state, attempts=3, text=SECRET, secret=True)
    answer = desk.post(f"/desk/outbox/{one}/{act}", {"state": state.value})
    assert (answer.status, answer.location) == (303, f"/desk/outbox/?state={state.value}")
    assert state_of(one) == becomes
    letter = db.session.get_one(OutboxMail, one)
    assert (letter.text == "") is (becomes in {"sent", "dropped"})
    assert letter.attempts == (0 if becomes == "queued" else 3)
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action == action)).one()
    assert entry.changes == {"state": [state.value, becomes]}
    assert entry.subject_label == f"invitation № {one}"


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (MailState.SENT, "release"),
        (MailState.SENDING, "drop"),
        (MailState.HANDED, "drop"),
        (MailState.QUEUED, "sent"),
        (MailState.SENT, "retry"),
    ],
)
def test_what_is_decided_already_or_under_way_stays(desk, put, state, act):
    one = put(1, state, attempts=1)
    assert desk.post(f"/desk/outbox/{one}/{act}").status == 422
    assert state_of(one) == state.value
    assert desk.post("/desk/outbox/999/drop").status == 404


def test_two_people_decide_at_once(put, make_user):
    one = put(1, MailState.HELD)
    letter = db.session.get_one(OutboxMail, one)
    assert letter.state is MailState.HELD
    # Another process took it as sent since this one read it.
    db.session.execute(
        sa.update(OutboxMail)
        .values(state=MailState.SENT)
        .execution_options(synchronize_session=False)
    )
    with pytest.raises(DomainError):
        release(letter, actor=make_user(Role.ADMINISTRATOR))


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PARTNER, Role.OBSERVER])
def test_who_may_not_look(browser, make_user, put, role):
    one = put(1, MailState.HELD)
    browser.sign_in(make_user(role))
    assert browser.get("/desk/outbox/").status == 403
    assert browser.post(f"/desk/outbox/{one}/release").status == 403
    assert state_of(one) == "held"


def test_without_a_mail_server_it_says_what_to_set(app, desk, monkeypatch):
    assert "STRATCOM_SMTP_URL" in desk.get("/desk/outbox/").text
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://127.0.0.1:1")
    assert "STRATCOM_SMTP_URL" not in desk.get("/desk/outbox/").text
