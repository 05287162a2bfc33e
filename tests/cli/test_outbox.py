"""`flask outbox …` and what `flask check` says about letters."""

from datetime import timedelta
from queue import SimpleQueue

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.cli import outbox as command
from stratcom.db import db, utcnow
from stratcom.mail.enums import MailState
from stratcom.mail.models import OutboxMail
from stratcom.notices.enums import NoticeKind
from stratcom.notices.services import tell
from stratcom.upkeep import post as the_post
from tests.mail.conftest import post, server, state_of

__all__ = ["post", "server"]


@pytest.fixture
def run(app):
    def invoke(*words):
        db.session.rollback()
        result = app.test_cli_runner().invoke(args=["outbox", *words])
        return result.exit_code, result.output

    return invoke


def hold(letter_id):
    db.session.execute(
        sa.update(OutboxMail).where(OutboxMail.id == letter_id).values(state=MailState.HELD)
    )
    db.session.commit()


def test_a_round_gathers_messages_and_sends_everything(server, post, run, make_user):
    reader = make_user(Role.EDITOR, email="nino@example.ge")
    words = {"title_ka": "შეხვედრა"}
    tell([reader], NoticeKind.EVENT_APPROVED, path="/desk/events/7", words=words)
    post()
    code, said = run("run")
    assert code == 0
    assert said.splitlines()[-1] == "reminders 0, digests 1, sent 2, later 0, failed 0, held 0"
    digest = next(one for one in server.mailbox if "შეხვედრა" in one["Subject"])
    assert digest["List-Unsubscribe"] == "<https://stratcom.example.ge/account/notices>"
    assert digest["To"].addresses[0].addr_spec == "nino@example.ge"
    assert run("run", "--once")[1].startswith("reminders 0, digests 0, sent 0")


def test_a_server_that_is_away_is_a_failure_of_the_round(server, post, run):
    one = post()
    server.stop()
    code, said = run("run")
    assert code == 1
    assert "sent 0, later 1" in said
    assert "The mail server: " in said
    assert state_of(one) == "queued"


def test_a_part_that_fails_keeps_no_letter_back(server, post, run, monkeypatch):
    def fail(_day):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(the_post.reminders, "run_all", fail)
    post()
    code, said = run("run")
    assert (code, "sent 1" in said, "reminders" in said.splitlines()[-1]) == (1, True, True)


def test_without_a_server_letters_wait(post, run):
    one = post()
    code, said = run("run")
    assert (code, "No mail server" in said, state_of(one)) == (0, True, "queued")


def test_for_some_seconds(run, monkeypatch):
    rounds = []

    def make_round(stop):
        rounds.append(stop())
        return the_post.Round()

    monkeypatch.setattr(command, "make_round", make_round)
    monkeypatch.setattr(command, "PAUSE", 0.1)
    code, said = run("run", "--for", "1")
    assert (code, said.count("reminders 0")) == (0, len(rounds))
    assert len(rounds) > 1
    assert not any(rounds)
    assert run("run", "--once", "--for", "1")[0] == 2


def test_letters_are_listed_released_and_dropped(post, run):
    first, second, third = post(1, text="საიდუმლო", secret=True), post(2), post(3)
    hold(first)
    hold(second)
    code, said = run("list", "--state", "held")
    assert code == 0
    rows = [line.split("\t") for line in said.splitlines()]
    assert [(row[0], row[1], row[4]) for row in rows] == [
        (str(second), "held", "reader-2@example.ge"),
        (str(first), "held", "reader-1@example.ge"),
    ]
    assert "საიდუმლო" not in said
    assert run("release", str(first))[0] == 0
    assert run("release", "--all") == (0, "Letters that will be sent again: 1.\n")
    assert {state_of(one) for one in (first, second, third)} == {"queued"}
    assert run("drop", str(third))[0] == 0
    assert state_of(third) == "dropped"
    assert [run("drop", str(third))[0], run("release", "999")[0], run("release")[0]] == [1, 1, 2]


def test_check_speaks_of_letters_that_wait_but_does_not_fail(app, post):
    def check():
        db.session.rollback()
        return app.test_cli_runner().invoke(args=["check"]).output

    assert "Note:" not in check()
    hold(post(1))
    old = db.session.get_one(OutboxMail, post(2))
    old.created_at = utcnow() - timedelta(days=2)
    db.session.commit()
    notes = [line for line in check().splitlines() if line.startswith("Note:")]
    assert notes == [
        "Note: Letters that may have been sent wait for a decision: 1.",
        "Note: Letters wait for more than a day: 1. Does `outbox run` run?",
    ]


def test_the_served_app_in_development_sends_after_its_first_request(
    app, server, post, monkeypatch
):
    begun = SimpleQueue()
    monkeypatch.setattr(the_post, "_go_round", begun.put)
    kept = app.wsgi_app
    the_post.keep_post_going(app)
    assert app.wsgi_app == kept  # not in production
    monkeypatch.setitem(app.config, "DEVELOPMENT", True)
    the_post.keep_post_going(app)
    assert begun.empty()
    db.session.rollback()
    client = app.test_client()
    assert [client.get("/healthz").status_code for _request in range(2)] == [200, 200]
    assert begun.get(timeout=10) is app
    assert (begun.empty(), app.wsgi_app == kept) == (True, True)
