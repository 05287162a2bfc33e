"""Signing in, throttling, rotating and ending sessions, keeping what was typed."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.models import UserSession
from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db, utcnow
from tests.conftest import PASSWORD


def enter(browser, login, password, **fields):
    form = browser.get("/account/sign-in").html
    token = form.select_one("input[name=csrf_token]")["value"]
    data = {"login": login, "password": password, "csrf_token": token, **fields}
    return browser.post("/account/sign-in", data, with_token=False)


def test_sign_in_leads_to_the_desk_and_leaves_a_trace(browser, make_user):
    user = make_user(Role.EDITOR, login="nino")
    answer = enter(browser, "Nino ", PASSWORD)
    assert (answer.status, answer.location) == (303, "/desk/")
    assert browser.get("/desk/").status == 200
    entry = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.actor_id) == ("user.signed_in", user.id)


def test_wrong_password_is_refused_in_georgian_and_keeps_the_name(browser, make_user):
    make_user(login="nino")
    answer = enter(browser, "nino", "wrong")
    assert answer.status == 422
    assert answer.texts("[role=alert]") == ["სახელი ან პაროლი სწორი არ არის."]
    assert answer.html.select_one("#login")["value"] == "nino"


def test_sixth_failure_is_throttled_even_with_the_right_password(browser, make_user):
    make_user(login="nino")
    for _ in range(5):
        assert enter(browser, "nino", "wrong").status == 422
    answer = enter(browser, "nino", PASSWORD)
    assert (answer.status, answer.headers["Retry-After"]) == (429, "900")


def test_address_is_throttled_over_many_accounts(browser, make_user):
    make_user(login="nino")
    for number in range(30):
        enter(browser, f"guess{number}", "wrong")
    assert enter(browser, "nino", PASSWORD).status == 429


def test_sign_in_rotates_the_session(browser, make_user):
    make_user(login="nino")
    browser.get("/account/sign-in")
    with browser.client.session_transaction() as session:
        before = session["csrf"]
    enter(browser, "nino", PASSWORD)
    browser.get("/desk/")
    with browser.client.session_transaction() as session:
        assert session["csrf"] != before
    first = db.session.scalars(sa.select(UserSession.token_hash)).all()
    enter(browser, "nino", PASSWORD)
    assert len(set(db.session.scalars(sa.select(UserSession.token_hash)))) == len(first) + 1


def test_sessions_are_ended_everywhere_else(new_browser, make_user):
    user = make_user()
    here, elsewhere = new_browser().sign_in(user), new_browser().sign_in(user)
    assert here.post("/account/sessions/end").status == 303
    assert here.get("/desk/").status == 200
    assert elsewhere.get("/desk/").status == 302


def test_password_change_signs_out_everywhere_else(new_browser, make_user):
    user = make_user()
    here, elsewhere = new_browser().sign_in(user), new_browser().sign_in(user)
    new = "სულ-სხვა-პაროლი-2"
    data = {"password": PASSWORD, "new_password": new, "repeated": new}
    assert here.post("/account/password", data).location == "/account/"
    assert elsewhere.get("/desk/").status == 302
    changes = (
        db.session.scalars(
            sa.select(AuditEntry).where(AuditEntry.action == "user.password_changed")
        )
        .one()
        .changes
    )
    assert changes == {"password_hash": ["•••", "•••"]}


def test_disabled_account_is_out_at_once(browser, make_user):
    user = make_user()
    browser.sign_in(user)
    assert browser.get("/desk/").status == 200
    db.session.execute(sa.text('UPDATE "user" SET disabled_at = CURRENT_TIMESTAMP'))
    db.session.commit()
    assert browser.get("/desk/").status == 302


def test_next_never_leads_to_another_site(browser, make_user):
    make_user(login="nino")
    for target in ("https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil"):
        answer = enter(browser, "nino", PASSWORD, next=target)
        assert answer.location == "/desk/"


def test_form_sent_after_the_session_ended_comes_back_whole(browser, make_user):
    make_user(login="nino")
    own = {"Sec-Fetch-Site": "same-origin"}
    answer = browser.post("/account/password", {"title_ka": "შეხვედრა"}, headers=own)
    assert answer.status == 401
    kept = answer.html.select_one("input[name=kept]")["value"]
    answer = enter(browser, "nino", PASSWORD, kept=kept)
    assert answer.status == 200
    assert answer.html.select_one("form[method=post]")["action"] == "/account/password"
    assert answer.html.select_one("input[name=title_ka]")["value"] == "შეხვედრა"


def test_unsafe_request_without_token_is_refused(browser, make_user):
    browser.sign_in(make_user())
    assert browser.post("/account/sessions/end", with_token=False).status == 400


def test_signing_out_ends_the_session(browser, make_user):
    browser.sign_in(make_user())
    assert browser.post("/account/sign-out").status == 303
    assert browser.get("/desk/").status == 302
    assert db.session.scalars(sa.select(UserSession)).one().ended_at is not None


@pytest.mark.parametrize("path", ["/desk/", "/desk/events/"])
def test_session_in_use_is_noted_now_and_then(browser, make_user, path):
    browser.sign_in(make_user())
    long_ago = utcnow() - timedelta(minutes=20)
    db.session.execute(sa.update(UserSession).values(last_seen_at=long_ago))
    db.session.commit()
    assert browser.get(path).status == 200
    seen = db.session.scalars(sa.select(UserSession.last_seen_at)).one()
    assert utcnow() - seen < timedelta(minutes=1)


def test_session_that_lay_idle_for_half_a_day_has_ended(browser, make_user):
    browser.sign_in(make_user())
    db.session.execute(sa.update(UserSession).values(last_seen_at=utcnow() - timedelta(hours=13)))
    db.session.commit()
    assert browser.get("/desk/").status == 302
