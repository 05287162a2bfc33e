"""Slowing down guesses at passwords, per account and per address."""

from datetime import timedelta

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.accounts.models import SignInAttempt
from stratcom.db import db, utcnow
from stratcom.errors import TooManyTriesError

WINDOW = timedelta(minutes=15)
FAILURES_PER_ACCOUNT = 5
# An office shares one address, so it may fail more often than one account.
FAILURES_PER_ADDRESS = 30


def check_attempts(login: str, address: str) -> None:
    """Raise TooManyTriesError when the account or the address failed too often of late."""
    since = utcnow() - WINDOW
    failed = sa.select(sa.func.count()).where(
        SignInAttempt.succeeded.is_(False), SignInAttempt.at > since
    )
    for_account = db.session.scalar(failed.where(SignInAttempt.login == login)) or 0
    for_address = db.session.scalar(failed.where(SignInAttempt.address == address)) or 0
    if for_account >= FAILURES_PER_ACCOUNT or for_address >= FAILURES_PER_ADDRESS:
        raise TooManyTriesError(
            _("Too many attempts. Try again in 15 minutes."), int(WINDOW.total_seconds())
        )


def note_attempt(login: str, address: str, *, succeeded: bool) -> None:
    """Remember the try; a success clears the account's failures, old rows are forgotten."""
    now = utcnow()
    db.session.execute(sa.delete(SignInAttempt).where(SignInAttempt.at < now - 4 * WINDOW))
    if succeeded:
        db.session.execute(sa.delete(SignInAttempt).where(SignInAttempt.login == login))
    db.session.add(SignInAttempt(at=now, login=login, address=address, succeeded=succeeded))
    db.session.flush()
