"""Asking for reports: the day after an event, and every week after that."""

from datetime import date, timedelta

import sqlalchemy as sa

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events import telling
from stratcom.events.enums import APPROVED_STATES, AWAITING
from stratcom.events.models import Event
from stratcom.notices.enums import NoticeKind

# Afterwards it only stands on the desk: what nobody answered so often is not asked again.
WEEKS = 8


def remind_of_reports(today: date) -> int:
    """Ask the keepers of every event that is over and has no report; return how many it was news.

    Each week's request has a name of its own, so a day that was left out is made up for and
    nothing is asked twice.
    """
    waiting = db.session.scalars(
        sa.select(Event)
        .where(
            Event.occurrence.in_(AWAITING),
            Event.state.in_(APPROVED_STATES),
            Event.archived_at.is_(None),
            Event.last_day.between(today - timedelta(weeks=WEEKS), today - timedelta(days=1)),
        )
        .order_by(Event.id)
    ).all()
    once = {event.id: f"report_due:{event.id}:{_weeks_over(event, today)}" for event in waiting}
    return telling.tell_keepers(waiting, NoticeKind.REPORT_DUE, actor=Machine(), once=once)


def _weeks_over(event: Event, today: date) -> int:
    return ((today - event.last_day).days - 1) // 7
