"""Senders are processes: several run at once, and any may be killed at any moment."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.mail.models import OutboxMail
from stratcom.mail.sending import send_due
from stratcom.mail.services import release
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from stratcom.notices.services import tell
from stratcom.upkeep.post import make_round
from tests.mail.conftest import state_of

ROOT = Path(__file__).parent.parent.parent
LETTERS = 40
LEASE = 1.0


@pytest.fixture
def start(app, server):
    """Begin a sender; whatever is left of it ends with the test."""
    running = []

    def begin(lease=LEASE):
        db.session.rollback()
        place = (app.config["SQLALCHEMY_DATABASE_URI"], server.url, str(lease))
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.mail.sender", *place],
            cwd=ROOT,
            env=os.environ | {"PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_two_senders_at_once_send_each_letter_once(app, server, post, start):
    letters = [post(number) for number in range(LETTERS)]
    said = [process.communicate(timeout=120) for process in [start(60), start(60)]]
    sent = [int(re.search(r"sent (\d+)", out)[1]) for out, _err in said]
    assert sum(sent) == LETTERS, said
    assert len(server.mailbox) == LETTERS
    assert server.copies() == {1}
    assert {state_of(one) for one in letters} == {"sent"}


def test_two_senders_at_once_gather_each_message_once(app, server, start, make_user):
    people = [make_user(Role.EDITOR, email=f"reader-{n}@example.ge") for n in range(8)]
    words = {"title_ka": "შეხვედრა თელავში"}
    tell(people, NoticeKind.EVENT_APPROVED, path="/desk/events/7", words=words)
    db.session.commit()
    said = [process.communicate(timeout=120) for process in [start(60), start(60)]]
    assert sum(int(re.search(r"digests (\d+)", out)[1]) for out, _err in said) == 8, said
    got = sorted(one["To"].addresses[0].addr_spec for one in server.mailbox)
    assert got == sorted(one.email for one in people)


def test_a_sender_killed_before_the_text_loses_nothing(app, server, post, start):
    one = post()
    server.hold_recipients = True
    process = start()
    assert server.reached.wait(60)
    process.kill()
    process.communicate()
    assert state_of(one) == "sending"
    server.hold_recipients = False
    server.go_on.set()
    assert send_due(app.config).sent == 0  # the dead sender's lease goes on
    time.sleep(LEASE)
    assert send_due(app.config).sent == 1
    assert (state_of(one), server.copies()) == ("sent", {1})


def test_a_sender_killed_while_the_server_has_the_text_leaves_it_to_a_person(
    app, server, post, start, make_user
):
    admin = make_user(Role.ADMINISTRATOR)
    one = post(subject="მოწვევა")
    server.answers = ["hold"]  # and then the server keeps nothing
    process = start()
    assert server.reached.wait(60)
    process.kill()
    process.communicate()
    assert state_of(one) == "handed"
    server.go_on.set()
    time.sleep(LEASE)
    for _round in range(2):
        assert make_round().tally.sent == 0
    assert (state_of(one), server.mailbox) == ("held", [])
    (notice,) = db.session.query(Notice).all()
    assert (notice.user_id, notice.kind) == (admin.id, NoticeKind.MAIL_HELD)
    assert (notice.words, notice.path) == ({"title": "მოწვევა"}, "/desk/outbox/?state=held")
    release(db.session.get_one(OutboxMail, one), actor=admin)
    db.session.commit()
    assert send_due(app.config).sent == 1
    assert (state_of(one), server.subjects) == ("sent", ["მოწვევა"])
