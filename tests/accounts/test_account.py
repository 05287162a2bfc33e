"""One's own account: name, e-mail, password, sessions; which passwords are refused."""

import pytest
import sqlalchemy as sa

from stratcom.accounts.models import User, UserSession
from stratcom.accounts.permissions import Role
from stratcom.accounts.weakness import weakness
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.team.services.changing import disable, edit
from tests.accounts.helpers import enter, letters, link_for
from tests.conftest import PASSWORD

NEW = "სრულიად-ახალი-სიტყვა-9"


@pytest.fixture
def nino(make_user):
    return make_user(Role.EDITOR, login="nino", email="nino@example.ge")


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("მოკლე", "12"),
        ("password1234!", "easy"),
        ("P@ssw0rd2026", "easy"),
        ("პაროლიპაროლი", "easy"),
        ("საქართველო2026", "easy"),
        ("123456789012", "easy"),
        ("aaaaaaaabbbb", "easy"),
        ("2026-11-23-0000", "easy"),
        ("მე-ვარ-Nino-აქ", "user name"),
        (NEW, ""),
        ("correct horse battery", ""),
        (PASSWORD, ""),
    ],
)
def test_weak_passwords_are_refused(app, password, refused):
    with app.test_request_context("/en/"):
        reason = weakness(password, "nino")
    assert (refused in reason) if refused else reason == ""


def test_name_changes(browser, nino):
    browser.sign_in(nino)
    assert browser.post("/account/name", {"name": "", "name_en": ""}).status == 422
    fields = {"name": "ნინო კაპანაძე", "name_en": "Nino Kapanadze"}
    assert browser.post("/account/name", fields).location == "/account/"
    user = db.session.get(User, nino.id)
    assert (user.name, user.name_en) == ("ნინო კაპანაძე", "Nino Kapanadze")


def test_email_changes_against_the_password_and_the_old_address_is_told(
    browser, new_browser, nino, make_user, with_mail
):
    make_user(login="levan", email="levan@example.ge")
    path = link_for(nino)
    browser.sign_in(nino)

    def change(email, password=PASSWORD):
        return browser.post("/account/email", {"email": email, "password": password}).status

    assert change("nino@new.ge", "wrong") == 422
    assert change("no address") == 422
    assert change("LEVAN@example.ge") == 422
    assert db.session.get(User, nino.id).email == "nino@example.ge"
    assert change("nino@new.ge") == 303
    assert db.session.get(User, nino.id).email == "nino@new.ge"
    assert [one.to_address for one in letters()] == ["nino@example.ge"]
    assert new_browser().get(path).status == 404


def test_guessing_the_password_from_inside_is_throttled(browser, nino):
    browser.sign_in(nino)
    fields = {"new_password": NEW, "repeated": NEW}
    for _ in range(5):
        assert browser.post("/account/password", {**fields, "password": "no"}).status == 422
    answer = browser.post("/account/password", {**fields, "password": PASSWORD})
    assert (answer.status, answer.headers["Retry-After"]) == (429, "900")


def test_own_session_goes_on_under_another_token_after_a_new_password(new_browser, nino):
    browser, copied = new_browser().sign_in(nino), new_browser()
    with browser.client.session_transaction() as session:
        token = session["_user_id"]
    fields = {"password": PASSWORD, "new_password": NEW, "repeated": NEW}
    assert browser.post("/account/password", fields).location == "/account/"
    assert browser.get("/account/").status == 200
    with copied.client.session_transaction() as session:
        session["_user_id"] = token
    assert copied.get("/desk/").status == 302


def test_sessions_are_listed_with_the_last_sign_in_and_ended_one_by_one(new_browser, nino):
    here, elsewhere = new_browser().sign_in(nino), new_browser().sign_in(nino)
    shown = here.get("/account/").html
    forms = [one["action"] for one in shown.select("form[action^='/account/sessions/']")]
    assert len(forms) == 4
    assert "127.0.0.1" in shown.select_one(".facts").get_text()
    first, second = db.session.scalars(sa.select(UserSession.id).order_by(UserSession.id))
    assert here.post(f"/account/sessions/{second}/end").location == "/account/"
    assert elsewhere.get("/desk/").status == 302
    assert here.post(f"/account/sessions/{second}/end").status == 404
    assert here.post(f"/account/sessions/{first}/end").location == "/account/sign-in"
    assert here.get("/desk/").status == 302


def test_nobody_ends_the_session_of_another(new_browser, nino, make_user):
    mine, theirs = new_browser().sign_in(nino), new_browser().sign_in(make_user())
    last = db.session.scalar(sa.select(sa.func.max(UserSession.id)))
    assert mine.post(f"/account/sessions/{last}/end").status == 404
    assert theirs.get("/desk/").status == 200


def test_all_sessions_end_this_one_too(new_browser, nino):
    here, elsewhere = new_browser().sign_in(nino), new_browser().sign_in(nino)
    assert here.post("/account/sessions/end-all").location == "/account/sign-in"
    assert [one.get("/desk/").status for one in (here, elsewhere)] == [302, 302]


def test_signing_in_anew_ends_the_session_that_the_browser_held(browser, nino):
    enter(browser, "nino", PASSWORD)
    enter(browser, "nino", PASSWORD)
    ended = db.session.scalars(sa.select(UserSession.ended_at).order_by(UserSession.id)).all()
    assert [one is None for one in ended] == [False, True]


def test_disabled_account_is_out_at_once_and_cannot_come_back(new_browser, nino):
    browser = new_browser().sign_in(nino)
    path = link_for(nino)
    disable(db.session.get(User, nino.id), actor=Machine())
    db.session.commit()
    assert browser.get("/desk/").status == 302
    assert enter(new_browser(), "nino", PASSWORD).status == 422
    assert new_browser().get(path).status == 404


@pytest.mark.parametrize("change", [{"role": Role.OBSERVER}, {"organisation_id": 1}])
def test_other_rights_end_the_sessions(new_browser, nino, make_user, change):
    make_user(Role.PARTNER, organisation="ორგანიზაცია")
    browser = new_browser().sign_in(nino)
    user = db.session.get(User, nino.id)
    names = ("name", "name_en", "email", "role", "organisation_id", "language")
    values = {name: getattr(user, name) for name in names}
    version = user.row_version
    edit(user, {**values, "name": "სხვა"}, actor=Machine(), row_version=version)
    db.session.commit()
    assert browser.get("/desk/").status == 200
    version = db.session.get(User, nino.id).row_version
    edit(user, {**values, **change}, actor=Machine(), row_version=version)
    db.session.commit()
    assert browser.get("/desk/").status == 302
