"""Commands about accounts: the way in for an office that begins or is locked out."""

import pytest
import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.accounts.services.passwords import check_password
from stratcom.db import db
from tests.accounts.helpers import link_in, send

CHOSEN = "სრულიად-ახალი-სიტყვა-9"


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()

    def call(*words):
        db.session.rollback()
        result = runner.invoke(args=list(words))
        db.session.expire_all()
        return result

    return call


def account(login):
    return db.session.scalar(sa.select(User).where(User.login == login))


def test_administrator_is_added_with_a_password(run):
    words = ("create-admin", "--login", "Tamar ", "--name", "თამარ", "--password")
    assert run(*words, "short").exit_code == 1
    assert run(*words, CHOSEN).exit_code == 0
    assert account("tamar").role is Role.ADMINISTRATOR
    assert check_password(account("tamar"), CHOSEN)


def test_administrator_is_invited_by_a_link(run, browser):
    made = run("create-admin", "--login", "tamar", "--name", "თამარ", "--invite")
    assert made.exit_code == 0
    path = f"/account/link/{link_in(made.output)}"
    assert send(browser, path, {"new_password": CHOSEN, "repeated": CHOSEN}).location == "/desk/"


def test_accounts_are_listed_invited_and_disabled(run, make_user):
    make_user(Role.PARTNER, login="davit", name="დავით", organisation="ორგანიზაცია")
    made = run(
        *("accounts", "invite", "ana", "--name", "ანა", "--role", "partner"),
        *("--organisation", "ორგანიზაცია"),
    )
    assert made.output.startswith("ana\thttp://localhost/account/link/")
    assert run("accounts", "disable", "davit").exit_code == 0
    assert run("accounts", "list").output.splitlines() == [
        "ana\tinvited\tpartner\tორგანიზაცია\tანა",
        "davit\tdisabled\tpartner\tორგანიზაცია\tდავით",
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("accounts", "disable", "tamar"),
        ("accounts", "disable", "nobody"),
        ("accounts", "new-password", "nobody"),
        ("accounts", "invite", "tamar", "--name", "ა", "--role", "editor"),
        ("accounts", "invite", "a.b", "--name", "ა", "--role", "partner", "--organisation", "?"),
    ],
)
def test_what_cannot_be_done_is_said(run, make_user, words):
    make_user(Role.ADMINISTRATOR, login="tamar")
    result = run(*words)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


def test_forgotten_password_gets_a_link(run, make_user, browser):
    make_user(Role.ADMINISTRATOR, login="tamar")
    made = run("accounts", "new-password", "tamar")
    assert browser.get(f"/account/link/{link_in(made.output)}").status == 200
