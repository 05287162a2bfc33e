"""What is known of people who ask without an account is forgotten in time.

- An e-mail address: as soon as the question is answered or closed, at the latest 30 days after
  it was asked. The letter with the answer forgets it once it has gone out, and after 30 days.
- The text of what was closed as abuse: 30 days after that.
- Keyed hashes of network addresses, which slow down floods: after a day.
"""

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from stratcom.audit.services import Machine, record
from stratcom.db import db, utcnow
from stratcom.mail.services import forget_recipients
from stratcom.messages.enums import CloseReason
from stratcom.messages.models import MessageQuestion
from stratcom.messages.questions.throttle import forget_attempts
from stratcom.messages.services.questions import forget_address
from stratcom.search.enums import Kind
from stratcom.search.filing import refile

ADDRESS_KEPT = timedelta(days=30)
ABUSE_KEPT = timedelta(days=30)


def forget_daily(_day: date) -> int:
    """Forget what is due; nobody is told of it."""
    forget(utcnow())
    return 0


def forget(now: datetime) -> int:
    """Erase what has been kept long enough; return from how many questions."""
    forget_attempts()
    forget_recipients(now - ADDRESS_KEPT)
    return _forget_addresses(now - ADDRESS_KEPT) + _forget_abuse(now - ABUSE_KEPT)


def _forget_addresses(before: datetime) -> int:
    old = sa.select(MessageQuestion).where(MessageQuestion.email != "", MessageQuestion.at < before)
    found = db.session.scalars(old.order_by(MessageQuestion.id)).all()
    for question in found:
        forget_address(question)
        record("question.address_forgotten", question, actor=Machine(), changes={})
    return len(found)


def _forget_abuse(before: datetime) -> int:
    old = sa.select(MessageQuestion).where(
        MessageQuestion.closed_as == CloseReason.ABUSE,
        MessageQuestion.answered_at < before,
        MessageQuestion.text != "",
    )
    found = db.session.scalars(old.order_by(MessageQuestion.id)).all()
    for question in found:
        question.text = ""
        record("question.text_forgotten", question, actor=Machine(), changes={})
    refile(Kind.QUESTION, [one.id for one in found])
    return len(found)
