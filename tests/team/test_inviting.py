"""Invitations: by whom, into what, with a letter or with a link to pass on."""

import json

import pytest
import sqlalchemy as sa

from stratcom.accounts.models import AccountLink, User
from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.team.services.inviting import free_login
from tests.accounts.helpers import letters, link_in, send

NEW = "/desk/accounts/new"
GIVEN = {
    "name": "ანა წიკლაური",
    "name_en": "Ana Tsiklauri",
    "email": "ana.ts@example.ge",
    "login": "",
    "role": "partner",
    "organisation": "მათი ორგანიზაცია",
    "language": "en",
}
CHOSEN = "სრულიად-ახალი-სიტყვა-9"


def invited(login="ana.ts"):
    return db.session.scalar(sa.select(User).where(User.login == login))


def test_link_is_shown_once_where_no_letters_go_and_stands_nowhere_else(
    browser, new_browser, admin, stranger
):
    answer = browser.sign_in(admin).post(NEW, GIVEN)
    assert answer.status == 200
    link = answer.html.select_one("#link").get_text().strip()
    user = invited()
    assert (user.name, user.name_en, user.language) == ("ანა წიკლაური", "Ana Tsiklauri", "en")
    assert (user.role, user.organisation_id) == (Role.PARTNER, stranger.organisation_id)
    assert (user.password_hash, user.joined_at, user.invited_by_id) == ("", None, admin.id)
    assert letters() == []
    trail = db.session.scalars(sa.select(AuditEntry)).all()
    assert [one.action for one in trail] == ["organisation.added", "user.invited"]
    assert link_in(link) not in json.dumps([one.changes for one in trail])
    assert link_in(link) not in browser.get(f"/desk/accounts/{user.id}/").text
    guest = new_browser()
    path = link.removeprefix("http://localhost")
    assert send(guest, path, {"new_password": CHOSEN, "repeated": CHOSEN}).location == "/desk/"
    assert guest.get("/desk/").status == 200


def test_letter_goes_out_where_there_is_a_mail_server(browser, admin, stranger, with_mail):
    answer = browser.sign_in(admin).post(NEW, GIVEN)
    assert answer.location == f"/desk/accounts/{invited().id}/"
    letter = letters()[0]
    assert (letter.to_address, letter.language, letter.secret) == ("ana.ts@example.ge", "en", True)
    assert letter.subject == "Your account in StratCom"
    assert "ana.ts" in letter.text


def test_without_an_address_the_link_is_shown_all_the_same(browser, admin, stranger, with_mail):
    answer = browser.sign_in(admin).post(NEW, {**GIVEN, "email": ""})
    assert (
        answer.html.select_one("#link")
        .get_text()
        .strip()
        .startswith("http://localhost/account/link/")
    )
    assert invited("ana.tsiklauri") is not None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "ana"}, "email"),
        ({"organisation": "ასეთი არ არის"}, "organisation"),
        ({"organisation": ""}, "organisation"),
        ({"role": "king"}, "role"),
        ({"login": "davit"}, "login"),
        ({"email": "DAVIT@example.ge"}, "email"),
        ({"login": "ana ts"}, "login"),
    ],
)
def test_faulty_invitations_come_back_with_everything_typed(browser, admin, stranger, wrong, field):
    answer = browser.sign_in(admin).post(NEW, {**GIVEN, **wrong})
    assert answer.status == 422
    assert answer.html.select_one(f"#{field}-error") is not None
    assert answer.html.select_one("#name")["value"] == {**GIVEN, **wrong}["name"]
    assert db.session.scalars(sa.select(AccountLink)).all() == []


def test_colleague_is_invited_into_the_own_organisation_with_the_own_role(
    browser, member, stranger
):
    browser.sign_in(member)
    form = browser.get(NEW).html
    assert form.select("[name=role], [name=organisation]") == []
    assert browser.post(NEW, {**GIVEN, "role": "administrator"}).status == 200
    user = invited()
    assert (user.role, user.organisation_id) == (Role.AGENCY_MEMBER, member.organisation_id)


@pytest.mark.parametrize("role", [Role.ADVERTISER, Role.OBSERVER])
def test_some_roles_invite_nobody(browser, make_user, role):
    browser.sign_in(make_user(role, organisation="ჩვენი"))
    assert browser.get(NEW).status == 403
    assert browser.post(NEW, GIVEN).status == 403


def test_invitation_is_renewed_and_revoked(browser, new_browser, admin, stranger):
    browser.sign_in(admin)
    first = browser.post(NEW, GIVEN).html.select_one("#link").get_text().strip()
    user = invited()
    again = browser.post(f"/desk/accounts/{user.id}/invitation")
    second = again.html.select_one("#link").get_text().strip()
    first, second = (one.removeprefix("http://localhost") for one in (first, second))
    guest = new_browser()
    assert [guest.get(one).status for one in (first, second)] == [404, 200]
    assert browser.post(f"/desk/accounts/{user.id}/invitation/revoke").status == 303
    assert guest.get(second).status == 404
    assert not db.session.get(User, user.id).is_active
    assert browser.post(f"/desk/accounts/{user.id}/invitation").status == 403


def test_no_colleague_gets_at_the_link_of_another_role(browser, make_user):
    """A link is as good as the account: an editor must not renew a director's."""
    director = make_user(Role.DIRECTOR)
    db.session.execute(sa.update(User).where(User.id == director.id).values(password_hash=""))
    db.session.commit()
    browser.sign_in(make_user(Role.EDITOR))
    assert browser.get(f"/desk/accounts/{director.id}/").status == 200
    assert browser.post(f"/desk/accounts/{director.id}/invitation").status == 403
    assert browser.post(f"/desk/accounts/{director.id}/invitation/revoke").status == 403
    assert browser.post(f"/desk/accounts/{director.id}/new-password").status == 403
    assert browser.get(f"/desk/accounts/{director.id}/hand-over").status == 403


def test_whoever_has_joined_is_not_invited_again(browser, admin, stranger):
    assert browser.sign_in(admin).post(f"/desk/accounts/{stranger.id}/invitation").status == 403


def test_free_names_are_proposed(app, make_user):
    make_user(login="nino")
    make_user(login="nino2")
    assert free_login("nino") == "nino3"
    assert free_login("ანა წიკლაური") == "ana.tsiklauri"
    assert free_login("!") == "user"
