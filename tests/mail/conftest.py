"""A mail server beside the app, and letters to send."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from stratcom.db import db, utcnow
from stratcom.mail.models import OutboxMail
from stratcom.mail.services import post_letter
from tests.mail.server import MailServer


@pytest.fixture
def server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A running server that the app knows."""
    made = MailServer()
    monkeypatch.setitem(app.config, "SMTP_URL", made.url)
    monkeypatch.setitem(app.config, "MAIL_FROM", "სტრატკომი <stratcom@example.ge>")
    monkeypatch.setitem(app.config, "BASE_URL", "https://stratcom.example.ge")
    monkeypatch.setitem(app.config, "MAIL_TIMEOUT", 5)
    yield made.start()
    made.stop()


@pytest.fixture
def post(app: Flask) -> Callable[..., int]:
    """Write a letter, commit, return its number."""

    def write(number: int = 1, **values: object) -> int:
        letter = post_letter(
            **{
                "kind": "invitation",
                "to_address": f"reader-{number}@example.ge",
                "subject": f"წერილი {number}",
                "text": f"ტექსტი {number}\n",
            }
            | values
        )
        db.session.commit()
        return letter.id

    return write


@pytest.fixture
def make_due(app: Flask) -> Callable[[], None]:
    """Let every waiting letter's next attempt be now."""

    def move() -> None:
        db.session.execute(sa.update(OutboxMail).values(next_attempt_at=utcnow()))
        db.session.commit()

    return move


def state_of(letter_id: int) -> str:
    """How far the letter has come."""
    db.session.expire_all()
    found = db.session.get_one(OutboxMail, letter_id).state.value
    db.session.rollback()
    return found
