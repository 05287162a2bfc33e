"""Slowing down floods of questions without knowing who sends them.

An address is kept as a hash under a key made of the app's secret and the day: it serves to count
for that day, and two days cannot be told to be of the same address.
"""

import hashlib
import hmac
from datetime import date, timedelta

import sqlalchemy as sa
from flask import current_app
from flask_babel import gettext as _

from stratcom.db import db, utcnow
from stratcom.errors import TooManyTriesError
from stratcom.messages.models import QuestionAttempt
from stratcom.moments import today

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AN_HOUR, A_DAY, IN_ALL = 5, 20, 200


def check_questions(address: str) -> None:
    """Raise TooManyTriesError when too many came of late, from the address or in all."""
    mine = QuestionAttempt.address == _masked(address, today())
    if _count(HOUR) >= IN_ALL or _count(HOUR, mine) >= AN_HOUR:
        said = _("Too many questions came at once. Try again in an hour.")
        raise TooManyTriesError(said, int(HOUR.total_seconds()))
    if _count(DAY, mine) >= A_DAY:
        said = _("Too many questions came from here today. Try again tomorrow.")
        raise TooManyTriesError(said, int(DAY.total_seconds()))


def note_question(address: str) -> None:
    """Count one that was sent."""
    db.session.add(QuestionAttempt(address=_masked(address, today())))
    db.session.flush()


def forget_attempts() -> None:
    """Erase what is older than a day."""
    old = QuestionAttempt.at < utcnow() - DAY
    db.session.execute(sa.delete(QuestionAttempt).where(old))


def _count(span: timedelta, *wanted: sa.ColumnElement[bool]) -> int:
    since = QuestionAttempt.at > utcnow() - span
    return db.session.scalar(sa.select(sa.func.count()).where(since, *wanted)) or 0


def _masked(address: str, day: date) -> str:
    key = f"{current_app.config['SECRET_KEY']}:question:{day.isoformat()}"
    return hmac.new(key.encode(), address.encode(), hashlib.sha256).hexdigest()
