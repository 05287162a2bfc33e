"""Links that stand for their holder once, and the letters that bring them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.enums import LinkPurpose
from stratcom.accounts.models import AccountLink, User, UserSession
from stratcom.accounts.permissions import Role
from stratcom.accounts.services.passwords import check_password
from stratcom.accounts.views import links
from stratcom.db import db, utcnow
from tests.accounts.helpers import acts, enter, letters, link_for, link_in, send
from tests.conftest import PASSWORD

ASK = "/account/letter/sign-in"
NEW = "სრულიად-ახალი-სიტყვა-9"


@pytest.fixture
def nino(make_user):
    return make_user(Role.EDITOR, login="nino", email="Nino@Example.ge", language="en")


def test_sign_in_link_is_asked_for_by_name_or_address(browser, nino, with_mail):
    for who in ("nino", "NINO@example.GE"):
        assert send(browser, ASK, {"who": who}).location == "/account/letter/sign-in/sent"
    first, second = letters()
    assert (first.to_address, first.subject) == ("Nino@Example.ge", "Link for signing in")
    assert (first.secret, first.language) == (True, "en")
    assert "http://localhost/account/link/" in first.text
    assert timedelta(minutes=19) < first.expires_at - utcnow() <= timedelta(minutes=20)
    assert browser.get(f"/account/link/{link_in(first.text)}").status == 404, "the newer one counts"
    assert browser.get(f"/account/link/{link_in(second.text)}").status == 200
    kept = db.session.scalars(sa.select(AccountLink.token_hash)).all()
    assert not any(link_in(second.text) in one for one in kept)
    assert acts() == ["user.sign_in_link_asked"] * 2


def test_host_header_does_not_choose_where_a_link_leads(browser, nino, with_mail):
    token = browser.get(ASK).html.select_one("input[name=csrf_token]")["value"]
    fields = {"who": "nino", "csrf_token": token}
    browser.post(ASK, fields, with_token=False, headers={"Host": "evil.example"})
    assert "evil" not in "".join(one.text for one in letters())


def test_link_is_shown_to_scanners_and_used_by_the_button(browser, new_browser, nino):
    path = link_for(nino)
    for _ in range(3):
        answer = new_browser().get(path)
        assert answer.status == 200
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert new_browser()._send("HEAD", path, htmx=False).status == 200
    assert db.session.scalars(sa.select(UserSession)).all() == []
    answer = send(browser, path)
    assert (answer.status, answer.location) == (303, "/desk/")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert browser.get("/desk/").status == 200
    assert new_browser().get(path).status == 404
    assert acts() == ["user.signed_in"]


def test_link_is_used_once_even_by_two_who_opened_it(new_browser, nino):
    path = link_for(nino)
    first, second = new_browser(), new_browser()
    tokens = [
        one.get(path).html.select_one("input[name=csrf_token]")["value"] for one in (first, second)
    ]
    answers = [
        one.post(path, {"csrf_token": token}, with_token=False).status
        for one, token in zip((first, second), tokens, strict=True)
    ]
    assert answers == [303, 404]
    assert len(db.session.scalars(sa.select(UserSession)).all()) == 1


@pytest.mark.parametrize(
    ("purpose", "lifetime"),
    [
        (LinkPurpose.INVITATION, timedelta(days=7)),
        (LinkPurpose.SIGN_IN, timedelta(minutes=20)),
        (LinkPurpose.NEW_PASSWORD, timedelta(hours=1)),
    ],
)
def test_link_ends_after_its_time(browser, nino, purpose, lifetime):
    path = link_for(nino, purpose)
    assert browser.get(path).status == 200
    made = db.session.scalars(sa.select(AccountLink)).one()
    assert made.expires_at - made.created_at == pytest.approx(lifetime, abs=timedelta(seconds=2))
    made.expires_at = utcnow() - timedelta(seconds=1)
    db.session.commit()
    assert browser.get(path).status == 404


def test_forged_link_and_that_of_a_disabled_account_do_nothing(browser, nino):
    assert browser.get("/account/link/AAAAAAAAAAAAAAAAAAAAAAAA").status == 404
    path = link_for(nino)
    db.session.execute(sa.update(User).values(disabled_at=utcnow()))
    db.session.commit()
    answer = browser.get(path)
    assert answer.status == 404
    assert "nino" not in answer.text


def test_answer_is_the_same_whether_there_is_an_account_or_not(new_browser, make_user, with_mail):
    make_user(login="nino", email="nino@example.ge")
    make_user(login="gone", email="gone@example.ge", disabled_at=utcnow())
    make_user(login="mute")
    invited = make_user(login="invited", email="i@example.ge")
    db.session.execute(sa.update(User).where(User.id == invited.id).values(password_hash=""))
    db.session.commit()
    said = set()
    for who in ("nino", "nobody", "gone", "mute", "invited", "x@example.ge"):
        browser = new_browser()
        answer = send(browser, ASK, {"who": who})
        said.add(
            (answer.status, answer.location, " ".join(browser.get(answer.location).texts("main")))
        )
    assert len(said) == 1
    assert [one.to_address for one in letters()] == ["nino@example.ge"]


def test_answer_takes_as_long_for_nobody(browser, nino, with_mail, monkeypatch):
    waited = []
    monkeypatch.setattr(links, "ANSWER_SECONDS", 5.0)
    monkeypatch.setattr(links.time, "sleep", waited.append)
    for who in ("nino", "nobody"):
        send(browser, ASK, {"who": who})
    assert [4 < seconds < 5.5 for seconds in waited] == [True, True]


@pytest.mark.parametrize("who", ["nino", "nobody"])
def test_asking_is_throttled_by_what_was_typed(browser, nino, with_mail, who):
    for _ in range(3):
        assert send(browser, ASK, {"who": who}).status == 303
    answer = send(browser, ASK, {"who": who})
    assert (answer.status, answer.headers["Retry-After"]) == (429, "900")
    assert enter(browser, "nino", PASSWORD).status == 303, "signing in is counted apart"


def test_account_gets_few_letters_an_hour_whoever_asks(browser, nino, with_mail):
    for number in range(7):
        typed = ("nino", "nino@example.ge")[number % 2]
        db.session.execute(sa.text("DELETE FROM sign_in_attempt"))
        db.session.commit()
        assert send(browser, ASK, {"who": typed}).status == 303
    assert len(letters()) == 5


def test_without_a_mail_server_people_are_told_whom_to_ask(browser, nino):
    text = browser.get("/account/sign-in").text
    assert "/account/letter/" not in text
    answer = browser.get(ASK)
    assert answer.status == 200
    assert answer.html.select("form[method=post]") == []
    token = browser.get("/account/sign-in").html.select_one("input[name=csrf_token]")["value"]
    fields = {"who": "nino", "csrf_token": token}
    assert browser.post(ASK, fields, with_token=False).status == 200
    assert db.session.scalars(sa.select(AccountLink)).all() == []


def test_new_password_by_link_ends_all_sessions_and_other_links(new_browser, nino, with_mail):
    elsewhere, browser = new_browser().sign_in(nino), new_browser()
    other = link_for(nino, LinkPurpose.SIGN_IN)
    send(browser, "/account/letter/new-password", {"who": "nino"})
    path = f"/account/link/{link_in(letters()[0].text)}"
    weak = send(browser, path, {"new_password": "password2026!", "repeated": "password2026!"})
    assert weak.status == 422
    answer = send(browser, path, {"new_password": NEW, "repeated": NEW})
    assert answer.location == "/account/sign-in"
    assert elsewhere.get("/desk/").status == 302
    assert browser.get("/desk/").status == 302
    assert browser.get(path).status == 404
    assert browser.get(other).status == 404
    assert enter(browser, "nino", PASSWORD).status == 422
    assert enter(browser, "nino", NEW).location == "/desk/"
    assert [one.kind for one in letters()] == ["account_link", "account_change"]
    assert "user.password_reset" in acts()


def test_invitation_is_accepted_with_a_password(browser, nino):
    db.session.execute(sa.update(User).values(password_hash=""))
    db.session.commit()
    path = link_for(nino, LinkPurpose.INVITATION)
    assert send(browser, path).status == 422
    answer = send(browser, path, {"new_password": NEW, "repeated": NEW})
    assert (answer.status, answer.location) == (303, "/desk/")
    user = db.session.get(User, nino.id)
    assert user.joined_at is not None
    assert check_password(user, NEW)
    assert acts() == ["user.joined", "user.signed_in"]


def test_invitation_is_accepted_without_one_where_letters_go(browser, nino, with_mail):
    db.session.execute(sa.update(User).values(password_hash=""))
    db.session.commit()
    path = link_for(nino, LinkPurpose.INVITATION)
    assert send(browser, path, {"skip": "1"}).location == "/desk/"
    user = db.session.get(User, nino.id)
    assert (user.password_hash, user.joined_at is None) == ("", False)
    assert enter(browser, "nino", "").status == 422
    assert enter(browser, "nino", PASSWORD).status == 422
    send(browser, ASK, {"who": "nino"})
    assert len(letters()) == 1


def test_without_letters_nobody_can_do_without_a_password(browser, nino):
    db.session.execute(sa.update(User).values(password_hash=""))
    db.session.commit()
    path = link_for(nino, LinkPurpose.INVITATION)
    assert send(browser, path, {"skip": "1"}).status == 422
    assert db.session.get(User, nino.id).joined_at is None
