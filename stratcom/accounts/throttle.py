"""Slowing down guesses and floods, per account and per address."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.accounts.models import SignInAttempt
from stratcom.db import db, utcnow
from stratcom.errors import TooManyTriesError

WINDOW = timedelta(minutes=15)


@dataclass(frozen=True)
class Bucket:
    """One kind of try, counted apart from the others; most failures for a key and an address.

    An office shares one address, so it may fail more often than one account.
    """

    name: str
    per_key: int
    per_address: int

    def key(self, key: str) -> str:
        """How the table names the account."""
        return f"{self.name}:{key}"[:80]

    def address(self, address: str) -> str:
        """How the table names the address."""
        return f"{self.name}:{address}"[:64]


SIGN_IN = Bucket("sign-in", 5, 30)
CODE = Bucket("code", 5, 30)  # second factor
PROOF = Bucket("proof", 5, 30)  # the password, of somebody who is signed in
LETTER = Bucket("letter", 3, 20)  # letters with a link


def check_attempts(bucket: Bucket, key: str, address: str) -> None:
    """Raise TooManyTriesError when the account or the address failed too often of late."""
    since = utcnow() - WINDOW
    failed = sa.select(sa.func.count()).where(
        SignInAttempt.succeeded.is_(False), SignInAttempt.at > since
    )
    for_key = db.session.scalar(failed.where(SignInAttempt.login == bucket.key(key))) or 0
    by_address = failed.where(SignInAttempt.address == bucket.address(address))
    if for_key >= bucket.per_key or (db.session.scalar(by_address) or 0) >= bucket.per_address:
        raise TooManyTriesError(
            _("Too many attempts. Try again in 15 minutes."), int(WINDOW.total_seconds())
        )


def note_attempt(bucket: Bucket, key: str, address: str, *, succeeded: bool) -> None:
    """Remember the try; a success clears the account's failures, old rows are forgotten."""
    now = utcnow()
    login = bucket.key(key)
    db.session.execute(sa.delete(SignInAttempt).where(SignInAttempt.at < now - 4 * WINDOW))
    if succeeded:
        db.session.execute(sa.delete(SignInAttempt).where(SignInAttempt.login == login))
    db.session.add(
        SignInAttempt(at=now, login=login, address=bucket.address(address), succeeded=succeeded)
    )
    db.session.flush()
