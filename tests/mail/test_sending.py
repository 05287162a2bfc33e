"""Conversations with a real server that fails in every place where it can."""

import select
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from stratcom.db import db, utcnow
from stratcom.mail.models import OutboxMail
from stratcom.mail.queue import WAITS, claim
from stratcom.mail.sending import send_due
from stratcom.mail.services import post_letter
from stratcom.mail.smtp import Conversation
from tests.mail.conftest import state_of
from tests.mail.server import BadServer

GEORGIAN = """მოგესალმებით!

„შეხვედრა სტუდენტებთან“ დამტკიცდა.
.ამ ხაზის წინ წერტილია
..ამის წინ ორი
"""


def letter(letter_id):
    db.session.expire_all()
    found = db.session.get_one(OutboxMail, letter_id)
    db.session.rollback()
    return found


def test_a_georgian_letter_arrives_as_it_was_written(app, server, post):
    subject = "„საზაფხულო სკოლა თელავში“ დამტკიცდა და გამოქვეყნდა: ყველას შეუძლია წაიკითხოს"
    one = post(to_name="ნინო ბერიძე", subject=subject, text=GEORGIAN)
    tally = send_due(app.config)
    assert (tally.sent, tally.trouble) == (1, "")
    assert state_of(one) == "sent"
    (got,) = server.mailbox
    assert got["Subject"] == subject
    assert got.get_content() == GEORGIAN.replace("\n", "\r\n")
    assert got["To"].addresses[0].display_name == "ნინო ბერიძე"
    assert got["From"].addresses[0].display_name == "სტრატკომი"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["List-Unsubscribe"] is None
    assert got["Message-ID"].endswith("@stratcom.example.ge>")
    assert abs(got["Date"].datetime - utcnow()) < timedelta(minutes=1)
    assert server.envelopes == [("stratcom@example.ge", ["reader-1@example.ge"])]
    assert max(map(len, server.raw[0].split(b"\r\n"))) <= 998


def test_a_server_without_eight_bits_gets_letters_too(app, server, post):
    async def plain(_server, session, _envelope, hostname, responses):
        session.host_name = hostname
        return [one for one in responses if "8BITMIME" not in one]

    server.handle_EHLO = plain
    long_line = "გრძელი წინადადება " * 100
    post(text=f"{long_line}\n")
    assert send_due(app.config).sent == 1
    assert server.raw[0].isascii()
    assert server.mailbox[0].get_content().split() == long_line.split()


def test_one_connection_serves_a_whole_batch(app, server, post):
    for number in range(25):
        post(number)
    assert send_due(app.config).sent == 25
    assert (server.connections, server.copies()) == (1, {1})


def test_the_server_is_down_and_comes_back(app, server, post, make_due):
    letters = [post(number) for number in range(3)]
    server.stop()
    tally = send_due(app.config)
    assert (tally.sent, tally.later) == (0, 3)
    assert "refused" in tally.trouble
    assert {state_of(one) for one in letters} == {"queued"}
    assert send_due(app.config).sent == 0  # not before its time
    server.start()
    make_due()
    assert send_due(app.config).sent == 3
    assert server.copies() == {1}


@pytest.mark.parametrize("way", ["busy", "cut"])
def test_a_server_that_ends_the_conversation_before_the_dot(
    app, server, post, make_due, way, monkeypatch
):
    look = Conversation._still_there

    def look_once_it_left(self):
        # On a busy machine the sender may be quicker than the news that the server has gone.
        select.select([self.smtp.sock], [], [], 10)
        look(self)

    one = post()
    server.stop()
    bad = BadServer(server.port, way)
    with monkeypatch.context() as patched:
        patched.setattr(Conversation, "_still_there", look_once_it_left)
        tally = send_due(app.config)
    bad.stop()
    assert (tally.sent, tally.later, tally.held) == (0, 1, 0)
    assert (state_of(one), letter(one).attempts) == ("queued", 1)
    server.start()
    make_due()
    send_due(app.config)
    assert (server.subjects, server.copies()) == (["წერილი 1"], {1})


def test_refused_for_now_is_tried_again_with_the_same_number(app, server, post, make_due):
    server.answers = ["451"]
    one, other = post(1), post(2)
    tally = send_due(app.config)
    assert (tally.sent, tally.later) == (1, 1)
    assert letter(one).last_error == "451 as told"
    make_due()
    send_due(app.config)
    assert (state_of(one), state_of(other), server.copies()) == ("sent", "sent", {1})
    ids = {one["Message-ID"].partition("@")[0] for one in server.mailbox}
    assert ids == {letter(one).message_id.partition("@")[0] for one in (one, other)}


def test_a_recipient_refused_for_good_keeps_nobody_else_from_a_letter(app, server, post):
    server.refused = {"reader-2@example.ge": "550 no such person"}
    letters = [post(number) for number in (1, 2, 3)]
    tally = send_due(app.config)
    assert (tally.sent, tally.failed) == (2, 1)
    assert [state_of(one) for one in letters] == ["sent", "failed", "sent"]
    assert letter(letters[1]).last_error == "550 no such person"
    assert server.subjects == ["წერილი 1", "წერილი 3"]


@pytest.mark.parametrize(("way", "copies"), [("keep", ["წერილი 1"]), ("lose", [])])
def test_no_answer_after_the_dot_is_for_a_person(app, server, post, make_due, way, copies):
    server.answers = [way]
    one, other = post(1), post(2)
    assert send_due(app.config).held == 1
    make_due()
    assert send_due(app.config).sent == 1
    # Whether the first came, the server does not say: it is not sent a second time.
    assert (state_of(one), state_of(other)) == ("held", "sent")
    assert server.subjects == [*copies, "წერილი 2"]


def test_attempts_grow_rarer_and_end(app, server, post, make_due):
    server.answers = ["451"] * 9
    one = post(secret=True, text="https://stratcom.example.ge/account/link/abc\n")
    for wait in WAITS:
        before = utcnow()
        send_due(app.config)
        due = letter(one).next_attempt_at
        assert before + wait <= due <= utcnow() + wait * 1.2
        assert claim("other", now=due - timedelta(seconds=1), lease=wait, limit=1) == []
        make_due()
    assert [wait.total_seconds() / 60 for wait in WAITS] == [1, 5, 15, 60, 240, 720, 1440]
    assert send_due(app.config).failed == 1
    assert (state_of(one), letter(one).attempts, letter(one).text) == ("failed", 8, "")


def test_a_long_outage_makes_nobody_give_up(app, server, post, make_due):
    one = post()
    server.stop()
    for _attempt in range(12):
        make_due()
        assert send_due(app.config).later == 1
    assert state_of(one) == "queued"
    assert letter(one).next_attempt_at <= utcnow() + timedelta(minutes=72)


def test_a_secret_is_emptied_once_it_went_out(app, server, post):
    one = post(secret=True, text="https://stratcom.example.ge/account/link/abc\n")
    open_one = post(2)
    send_due(app.config)
    assert server.mailbox[0].get_content().strip().endswith("/abc")
    assert (letter(one).text, letter(open_one).text) == ("", "ტექსტი 2\n")


def test_an_expired_letter_is_dropped(app, server, post):
    one = post(secret=True, expires_at=utcnow() - timedelta(seconds=1))
    assert send_due(app.config).sent == 0
    assert (state_of(one), letter(one).text, server.mailbox) == ("dropped", "", [])


def test_a_letter_is_written_with_what_gave_rise_to_it_or_not_at_all(app, server):
    values = {"kind": "x", "to_address": "a@example.ge", "subject": "x", "text": "x"}
    post_letter(**values)
    db.session.rollback()
    assert send_due(app.config).sent == 0
    assert server.mailbox == []


@pytest.mark.parametrize(
    "values",
    [
        {"to_name": "ნინო\r\nBcc: spy@example.com"},
        {"subject": "თემა\r\nBcc: spy@example.com\r\n\r\nტექსტი"},
        {"to_name": 'ნინო" <spy@example.com>, "x'},
        {"text": "ტექსტი\r\n.\r\nMAIL FROM:<spy@example.com>\r\n"},
    ],
)
def test_nothing_written_by_people_becomes_a_header_or_a_command(app, server, post, values):
    one = post(**values)
    send_due(app.config)
    assert state_of(one) == "sent"
    assert server.envelopes == [("stratcom@example.ge", ["reader-1@example.ge"])]
    (got,) = server.mailbox
    assert got["Bcc"] is None
    assert [one.addr_spec for one in got["To"].addresses] == ["reader-1@example.ge"]
    assert len(got.keys()) == len(set(got.keys())) == 10


@pytest.mark.parametrize(
    "address",
    [
        "a@example.ge\r\nRCPT TO:<spy@example.com>",
        "a@example.ge, b@example.ge",
        "nobody",
        "",
        "ნინო@example.ge",
        "a b@example.ge",
    ],
)
def test_what_is_no_address_is_given_up_and_others_go_out(app, server, post, address):
    one, other = post(1, to_address=address), post(2)
    tally = send_due(app.config)
    assert (tally.sent, tally.failed) == (1, 1)
    assert (state_of(one), state_of(other)) == ("failed", "sent")
    assert server.subjects == ["წერილი 2"]


def test_a_domain_in_georgian_letters(app, server, post):
    post(to_address="info@სტრატკომი.გე")
    assert send_due(app.config).sent == 1
    assert server.envelopes[0][1] == ["info@" + "სტრატკომი.გე".encode("idna").decode()]


def test_stopping_finishes_the_letter_in_hand_and_lets_the_others_go(app, server, post):
    letters = [post(number) for number in range(4)]
    tally = send_due(app.config, stop=lambda: len(server.mailbox) >= 2)
    assert tally.sent == 2
    assert [state_of(one) for one in letters] == ["sent", "sent", "queued", "queued"]
    assert send_due(app.config).sent == 2


def test_a_folded_subject_reads_as_it_was(app, server, post):
    words = ["შეხვედრა", "EU", "და", "NATO", "–", "„თელავი“", "2026", "წ."]
    subjects = [" ".join(words[shift:] + words[:shift]) * 3 for shift in range(len(words))]
    for number, subject in enumerate(subjects):
        post(number, subject=subject)
    send_due(app.config)
    read = [message_from_bytes(one, policy=default)["Subject"] for one in server.raw]
    assert read == subjects
