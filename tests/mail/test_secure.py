"""Encryption and sign-in: what is asked for, what is taken, and what is never said aloud."""

import ssl
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult

from stratcom.db import db
from stratcom.mail.models import OutboxMail
from stratcom.mail.sending import send_due
from tests.mail.conftest import state_of

# Signed by itself; made for these tests and used for nothing else.
CERTIFICATE = Path(__file__).parent / "data" / "localhost.pem"


@pytest.fixture
def secure(server):
    """The server with encryption and one account, and what was tried at its door."""
    tried = []

    def check(_server, _session, _envelope, _mechanism, given):
        tried.append((given.login, given.password))
        return AuthResult(success=given.password == b"right-one", handled=False)

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server.stop()
    server.go_on.clear()
    server.start(tls_context=context, authenticator=check, auth_required=False)
    server.tried = tried
    return server


def use(app, monkeypatch, server, *, user="", query=""):
    at = f"{user}@" if user else ""
    monkeypatch.setitem(app.config, "SMTP_URL", f"smtp://{at}127.0.0.1:{server.port}{query}")


def test_encryption_that_is_offered_is_taken(app, secure, post):
    post()
    assert send_due(app.config).sent == 1
    assert (secure.encrypted, secure.subjects) == (True, ["წერილი 1"])


def test_a_name_and_a_password(app, secure, post, monkeypatch):
    use(app, monkeypatch, secure, user="stratcom:right-one")
    post()
    assert send_due(app.config).sent == 1
    assert secure.tried == [(b"stratcom", b"right-one")]


def test_a_wrong_password_loses_no_letter_and_is_not_repeated(app, secure, post, monkeypatch):
    use(app, monkeypatch, secure, user="stratcom:wrong-one")
    one = post()
    tally = send_due(app.config)
    assert (tally.sent, tally.later, state_of(one)) == (0, 1, "queued")
    assert tally.trouble == "535 the server refused the sign-in"
    assert "wrong-one" not in db.session.get_one(OutboxMail, one).last_error


def test_a_password_is_not_given_to_whom_nobody_vouches_for(app, secure, post, monkeypatch):
    use(app, monkeypatch, secure, user="stratcom:right-one", query="?starttls=required")
    one = post()
    tally = send_due(app.config)
    assert (tally.sent, state_of(one)) == (0, "queued")
    assert "CERTIFICATE_VERIFY_FAILED" in tally.trouble
    assert (secure.tried, secure.mailbox) == ([], [])


def test_where_encryption_is_required_nothing_is_sent_without(app, server, post, monkeypatch):
    use(app, monkeypatch, server, query="?starttls=required")
    post()
    tally = send_due(app.config)
    assert (tally.sent, tally.later, server.mailbox) == (0, 1, [])
    assert "STARTTLS" in tally.trouble
