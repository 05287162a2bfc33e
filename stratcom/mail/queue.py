"""Letters in the database on their way: taken up by one sender, and moved from state to state.

Every function is one statement or two, so that it holds between processes; the caller commits.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from stratcom.db import db
from stratcom.mail.enums import MailState, Trouble
from stratcom.mail.models import OutboxMail
from stratcom.mail.services import what_remains

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# How long to wait after the first failed attempt, the second …; after the last it is given up.
WAITS = (MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR)
# A server that cannot be reached is tried again at least so often, for as long as it takes.
LONGEST_OUTAGE_WAIT = HOUR
JITTER = 0.2
ERROR_LENGTH = 300


@dataclass(frozen=True)
class Letter:
    """A letter in the hands of one sender, as plain values."""

    id: int
    message_id: str
    kind: str
    to_address: str
    to_name: str
    language: str
    subject: str
    text: str
    attempts: int


COLUMNS = [getattr(OutboxMail, name) for name in Letter.__dataclass_fields__]


def tidy(now: datetime) -> None:
    """Set right what time has overtaken.

    A sender that died before the final dot has sent nothing: its letter waits again. One that
    died after it may have sent the letter. What has expired is of no use to anybody.
    """
    late = OutboxMail.claimed_until < now
    _move(
        [OutboxMail.state == MailState.SENDING, late],
        state=MailState.QUEUED,
        claimed_by="",
        claimed_until=None,
    )
    _move(
        [OutboxMail.state == MailState.HANDED, late],
        state=MailState.HELD,
        last_error=Trouble.STOPPED.value,
    )
    _move(
        [OutboxMail.state == MailState.QUEUED, OutboxMail.expires_at < now],
        state=MailState.DROPPED,
        last_error=Trouble.EXPIRED.value,
        **what_remains(),
    )


def claim(sender: str, *, now: datetime, lease: timedelta, limit: int) -> list[Letter]:
    """Take up letters whose time has come, the oldest first; no other sender gets them."""
    due = (
        sa.select(OutboxMail.id)
        .where(OutboxMail.state == MailState.QUEUED, OutboxMail.next_attempt_at <= now)
        .order_by(OutboxMail.next_attempt_at, OutboxMail.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    # Read first: on PostgreSQL an UPDATE over a locking subquery may run that more than once.
    ids = db.session.scalars(due).all()
    if not ids:
        return []
    rows = db.session.execute(
        sa.update(OutboxMail)
        .where(OutboxMail.id.in_(ids), OutboxMail.state == MailState.QUEUED)
        .values(state=MailState.SENDING, claimed_by=sender, claimed_until=now + lease)
        .returning(*COLUMNS)
        .execution_options(synchronize_session=False)
    )
    order = {letter_id: place for place, letter_id in enumerate(ids)}
    return sorted((Letter(*row) for row in rows), key=lambda one: order[one.id])


def keep(letter: Letter, sender: str, *, now: datetime, lease: timedelta) -> bool:
    """Hold on to a letter for another lease; False when it is no longer this sender's."""
    return _own(letter, sender, [MailState.SENDING], claimed_until=now + lease)


def hand_over(letter: Letter, sender: str, *, now: datetime, lease: timedelta) -> bool:
    """Note that the server is about to have all of it; False when it is no longer ours."""
    return _own(
        letter, sender, [MailState.SENDING], state=MailState.HANDED, claimed_until=now + lease
    )


def settle_sent(letter: Letter, sender: str, *, now: datetime) -> bool:
    """Note that the server took it; late is not too late, unless a person decided meanwhile."""
    return _own(
        letter,
        sender,
        [MailState.HANDED, MailState.HELD],
        state=MailState.SENT,
        sent_at=now,
        attempts=letter.attempts + 1,
        last_error="",
        **what_remains(),
    )


def settle_held(letter: Letter, sender: str, *, reason: str) -> bool:
    """Note that only a person can find out whether it arrived."""
    return _own(
        letter,
        sender,
        [MailState.HANDED],
        state=MailState.HELD,
        attempts=letter.attempts + 1,
        last_error=reason[:ERROR_LENGTH],
    )


def settle_failed(letter: Letter, sender: str, *, reason: str) -> bool:
    """Give the letter up."""
    return _own(
        letter,
        sender,
        [MailState.SENDING, MailState.HANDED, MailState.HELD],
        state=MailState.FAILED,
        attempts=letter.attempts + 1,
        last_error=reason[:ERROR_LENGTH],
        **what_remains(),
    )


def put_back(
    letter: Letter, sender: str, *, now: datetime, reason: str, outage: bool = False
) -> bool:
    """Try again later, or give up after the last attempt; True when it will be tried again.

    In an `outage` no server spoke about this letter, so that nothing is given up for it.
    """
    wait = wait_after(letter.attempts + 1)
    if wait is None and not outage:
        settle_failed(letter, sender, reason=reason)
        return False
    if outage:
        wait = min(wait or LONGEST_OUTAGE_WAIT, LONGEST_OUTAGE_WAIT)
    _own(
        letter,
        sender,
        [MailState.SENDING, MailState.HANDED, MailState.HELD],
        state=MailState.QUEUED,
        attempts=min(letter.attempts + 1, len(WAITS)) if outage else letter.attempts + 1,
        next_attempt_at=now + with_jitter(wait or MINUTE),
        last_error=reason[:ERROR_LENGTH],
        claimed_by="",
        claimed_until=None,
    )
    return True


def let_go(letters: Iterable[Letter], sender: str) -> None:
    """Give letters back that were not tried."""
    _move(
        [
            OutboxMail.id.in_([one.id for one in letters]),
            OutboxMail.claimed_by == sender,
            OutboxMail.state == MailState.SENDING,
        ],
        state=MailState.QUEUED,
        claimed_by="",
        claimed_until=None,
    )


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts; None: no further one."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def with_jitter(wait: timedelta) -> timedelta:
    """A little longer, so that letters that failed together do not all come back together."""
    return wait * (1 + random.random() * JITTER)  # noqa: S311 - no secret


def _own(letter: Letter, sender: str, states: list[MailState], **values: Any) -> bool:
    mine = [OutboxMail.id == letter.id, OutboxMail.claimed_by == sender]
    return _move([*mine, OutboxMail.state.in_(states)], **values) > 0


def _move(which: list[sa.ColumnElement[bool]], **values: Any) -> int:
    done = db.session.execute(
        sa.update(OutboxMail)
        .where(*which)
        .values(values)
        .execution_options(synchronize_session=False)
    )
    return int(getattr(done, "rowcount", 0))
