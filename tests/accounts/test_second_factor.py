"""The second factor: set up, asked for, lost, required."""

import re

import pytest
import sqlalchemy as sa
import time_machine

from stratcom.accounts.models import RecoveryCode, User, UserSession
from stratcom.accounts.permissions import Role
from stratcom.accounts.services.second_factor import codes_left
from stratcom.db import db, utcnow
from stratcom.events.models import EventFile
from tests.accounts.helpers import acts, code_of, enter, letters, link_for, send, with_factor
from tests.conftest import PASSWORD
from tests.site import addresses

SET_UP = "/account/second-factor/"
CODE = "/account/sign-in/code"
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def nino(make_user):
    return make_user(Role.EDITOR, login="nino")


def sessions():
    return len(db.session.scalars(sa.select(UserSession)).all())


def test_setting_up_shows_square_key_and_codes_once(new_browser, nino, with_mail):
    here, elsewhere = new_browser().sign_in(nino), new_browser().sign_in(nino)
    db.session.execute(sa.update(User).values(email="nino@example.ge"))
    db.session.commit()
    assert here.post(SET_UP + "begin").location == SET_UP
    shown = here.get(SET_UP)
    secret = db.session.get(User, nino.id).totp_secret
    assert "".join(shown.texts("code")[0].split()) == secret
    assert len(shown.html.select("svg path")) > 1
    assert here.post(SET_UP + "confirm", {"code": "000000"}).status == 422
    assert not db.session.get(User, nino.id).has_second_factor
    with here.client.session_transaction() as session:
        before = session["_user_id"]
    answer = here.post(SET_UP + "confirm", {"code": code_of(secret)})
    codes = answer.texts("li code")
    assert (answer.status, len(set(codes))) == (200, 10)
    assert all(re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", one) for one in codes)
    stored = set(db.session.scalars(sa.select(RecoveryCode.code_hash)))
    assert len(stored) == 10
    assert stored.isdisjoint(codes)
    with here.client.session_transaction() as session:
        assert session["_user_id"] != before, "rights changed, so the session has another token"
    again = here.get(SET_UP)
    assert again.status == 200
    assert codes[0] not in again.text
    assert secret not in again.text
    assert elsewhere.get("/desk/").status == 302
    assert [one.kind for one in letters()] == ["account_change"]


def test_no_session_begins_before_the_code(browser, nino):
    secret, _codes = with_factor(nino)
    answer = enter(browser, "nino", PASSWORD, next="/desk/events/")
    assert answer.location == f"{CODE}?next=/desk/events/"
    assert sessions() == 0
    assert browser.get("/desk/").status == 302
    assert send(browser, CODE, {"code": "123456"}).status == 422
    assert sessions() == 0
    answer = send(browser, f"{CODE}?next=/desk/events/", {"code": code_of(secret)})
    assert (answer.status, answer.location, sessions()) == (303, "/desk/events/", 1)
    assert browser.get("/desk/").status == 200


def test_link_asks_for_the_code_too(browser, nino):
    secret, _codes = with_factor(nino)
    assert send(browser, link_for(nino)).location == CODE
    assert sessions() == 0
    assert send(browser, CODE, {"code": code_of(secret)}).location == "/desk/"


def test_code_is_used_once_and_a_step_late_or_early(new_browser, nino):
    secret, _codes = with_factor(nino)

    def try_code(code):
        browser = new_browser()
        enter(browser, "nino", PASSWORD)
        return send(browser, CODE, {"code": code}).status

    with time_machine.travel(utcnow(), tick=False):
        early, now, late = (code_of(secret, step) for step in (-1, 0, 1))
        far = code_of(secret, 2)
        assert try_code(far) == 422
        assert try_code(early) == 303
        assert try_code(early) == 422
        assert try_code(f" {now[:3]} {now[3:]}") == 303
        assert try_code(late) == 303
        assert try_code(now) == 422, "an older step does not count after a newer one"


def test_guessing_codes_is_throttled(new_browser, nino):
    secret, _codes = with_factor(nino)
    browser = new_browser()
    enter(browser, "nino", PASSWORD)
    for _ in range(5):
        assert send(browser, CODE, {"code": "000000"}).status == 422
    answer = send(browser, CODE, {"code": code_of(secret)})
    assert (answer.status, answer.headers["Retry-After"]) == (429, "900")
    assert sessions() == 0


def test_recovery_code_works_once_and_says_what_is_left(new_browser, nino):
    _secret, codes = with_factor(nino)
    browser = new_browser()
    enter(browser, "nino", PASSWORD)
    typed = codes[3].upper().replace("-", " ")
    assert send(browser, CODE, {"code": typed}).location == "/desk/"
    assert "9" in " ".join(browser.get("/desk/").texts("#notices"))
    assert codes_left(db.session.get(User, nino.id)) == 9
    other = new_browser()
    enter(other, "nino", PASSWORD)
    assert send(other, CODE, {"code": codes[3]}).status == 422
    assert "user.recovery_code_used" in acts()


def test_recovery_code_of_another_does_not_work(browser, nino, make_user):
    with_factor(nino)
    _secret, codes = with_factor(make_user(login="levan"))
    enter(browser, "nino", PASSWORD)
    assert send(browser, CODE, {"code": codes[0]}).status == 422


@pytest.mark.parametrize("change", ["time", "password", "disabled"])
def test_first_proof_is_void_after_a_while_or_a_change(browser, nino, change):
    secret, _codes = with_factor(nino)
    enter(browser, "nino", PASSWORD)
    token = browser.get(CODE).html.select_one("input[name=csrf_token]")["value"]
    user = db.session.get(User, nino.id)
    later = 0
    if change == "time":
        later = 601
    elif change == "password":
        user.password_hash = "x"
    else:
        user.disabled_at = utcnow()
    db.session.commit()
    with time_machine.travel(utcnow().timestamp() + later):
        fields = {"code": code_of(secret), "csrf_token": token}
        answer = browser.post(CODE, fields, with_token=False)
        assert answer.status == 422
        assert answer.html.select_one("input[name=password]") is not None
    assert sessions() == 0


def test_page_of_the_code_without_a_first_proof_leads_back(browser):
    assert browser.get(CODE).location == "/account/sign-in"


def test_what_was_typed_survives_the_second_page(browser, nino):
    secret, _codes = with_factor(nino)
    answer = browser.post("/desk/events/new", {"title_ka": "შეხვედრა"}, headers=OWN)
    kept = answer.html.select_one("input[name=kept]")["value"]
    answer = enter(browser, "nino", PASSWORD, kept=kept)
    assert answer.status == 200
    fields = {one["name"]: one["value"] for one in answer.html.select("main input[value]")}
    answer = browser.post(CODE, {**fields, "code": code_of(secret)}, with_token=False)
    assert answer.html.select_one("form[method=post]")["action"] == "/desk/events/new"
    assert answer.html.select_one("input[name=title_ka]")["value"] == "შეხვედრა"


def test_turning_off_needs_password_and_code(browser, nino):
    secret, _codes = with_factor(nino)
    browser.sign_in(nino)
    off = SET_UP + "off"
    assert browser.post(off, {"password": PASSWORD, "code": "1"}).status == 422
    assert browser.post(off, {"password": "x", "code": code_of(secret)}).status == 422
    assert db.session.get(User, nino.id).has_second_factor
    assert browser.post(off, {"password": PASSWORD, "code": code_of(secret)}).location == SET_UP
    user = db.session.get(User, nino.id)
    assert (user.has_second_factor, user.totp_secret, codes_left(user)) == (False, "", 0)


def test_new_recovery_codes_make_the_old_ones_void(browser, nino):
    secret, codes = with_factor(nino)
    browser.sign_in(nino)
    assert browser.post(SET_UP + "codes", {"code": "0"}).status == 422
    made = browser.post(SET_UP + "codes", {"code": code_of(secret)}).texts("li code")
    assert set(made).isdisjoint(codes)
    assert codes_left(db.session.get(User, nino.id)) == 10


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DIRECTOR])
def test_required_factor_stands_before_every_page(
    app, site, browser, make_user, factor_required, role
):
    browser.sign_in(make_user(role))
    seen = {"GET": 0, "POST": 0}
    for method in seen:
        for address in addresses(app, site, method):
            if not address.startswith("/desk"):
                continue
            answer = browser.get(address) if method == "GET" else browser.post(address)
            assert (answer.status, answer.location) == (302, SET_UP), (method, address)
            seen[method] += 1
    assert min(seen.values()) > 30
    for own in ("/account/", "/account/notices"):
        assert browser.get(own).location == SET_UP
    assert browser.get("/desk/", htmx=True).headers["HX-Redirect"] == SET_UP
    assert browser.get(SET_UP).status == 200
    assert browser.post("/account/language", {"language": "en"}).status == 303
    assert browser.post("/account/sign-out").status == 303


def test_others_go_without_and_who_set_it_up_goes_on(new_browser, make_user, factor_required):
    assert new_browser().sign_in(make_user(Role.EDITOR)).get("/desk/").status == 200
    director = make_user(Role.DIRECTOR)
    browser = new_browser().sign_in(director)
    assert browser.get("/desk/").location == SET_UP
    secret, _codes = with_factor(director)
    assert browser.get("/desk/").status == 200
    fields = {"password": PASSWORD, "code": code_of(secret)}
    assert browser.post(SET_UP + "off", fields).status == 422
    assert db.session.get(User, director.id).has_second_factor


def test_what_was_typed_survives_setting_up(browser, make_user, factor_required):
    director = make_user(Role.DIRECTOR)
    browser.sign_in(director)
    answer = browser.post("/desk/events/new", {"title_ka": "შეხვედრა"}, headers=OWN)
    assert answer.status == 403
    kept = answer.html.select_one("input[name=kept]")["value"]
    answer = browser.post(SET_UP + "begin", {"kept": kept})
    assert answer.status == 200
    kept = answer.html.select_one("input[name=kept]")["value"]
    secret = db.session.get(User, director.id).totp_secret
    answer = browser.post(SET_UP + "confirm", {"kept": kept, "code": code_of(secret)})
    form = answer.html.select_one("main form")
    assert form["action"] == "/desk/events/new"
    assert form.select_one("input[name=title_ka]")["value"] == "შეხვედრა"
    fields = {one["name"]: one["value"] for one in form.select("input")}
    assert browser.post("/desk/events/new", fields, with_token=False).status == 422


def test_public_addresses_show_no_more_before_setting_up(
    site, new_browser, make_user, factor_required
):
    """A photograph that is not public: for staff, not for who has yet to prove to be staff."""
    db.session.execute(sa.update(EventFile).values(public=False))
    db.session.commit()
    path = f"/media/{site.values['name'][0]}"
    assert new_browser().sign_in(make_user(Role.EDITOR)).get(path).status == 200
    assert new_browser().sign_in(make_user(Role.DIRECTOR)).get(path).status == 404
