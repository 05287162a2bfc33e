"""Finding letters of the outbox."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from stratcom.db import db
from stratcom.mail.enums import MailState
from stratcom.mail.models import OutboxMail

UNSENT = (MailState.QUEUED, MailState.SENDING, MailState.HANDED)
OLD = timedelta(days=1)


def letters(state: MailState | None = None) -> sa.Select[OutboxMail]:
    """Letters of one state or of all, the newest first."""
    found = sa.select(OutboxMail).order_by(OutboxMail.id.desc())
    return found.where(OutboxMail.state == state) if state else found


def find_letter(letter_id: int) -> OutboxMail | None:
    """One letter by its number."""
    return db.session.get(OutboxMail, letter_id)


def count_by_state() -> dict[MailState, int]:
    """How many letters are in each state; from the index alone."""
    rows = db.session.execute(
        sa.select(OutboxMail.state, sa.func.count().label("letters")).group_by(OutboxMail.state)
    )
    return {row.state: row.letters for row in rows}


def count_old(now: datetime) -> int:
    """Letters that wait for more than a day."""
    return (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(OutboxMail)
            .where(OutboxMail.state.in_(UNSENT), OutboxMail.created_at < now - OLD)
        )
        or 0
    )
