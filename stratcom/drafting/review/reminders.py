"""Who is reminded on a day: those alone who were asked and have not answered."""

from datetime import date

from stratcom.drafting.models import DraftReviewer
from stratcom.drafting.review.queries import running_rounds, silent
from stratcom.drafting.review.rules import days_left
from stratcom.drafting.services.reviewing import tell_silent
from stratcom.moments import local

DAYS_BEFORE = 3
WEEK = 7
LATE_REMINDERS = 2


def remind(today: date) -> int:
    """Tell the silent three days before the deadline, on the day, and a week and two after it.

    Running it again tells nobody anything twice; a reminder missed is told as it stands now.
    """
    news = 0
    for review in running_rounds():
        if stage := _stage(days_left(review, today)):
            due = [one for one in silent(review) if _was_asked_before(one, today)]
            news += tell_silent(review.draft, review, due, stage=stage)
    return news


def _stage(left: int) -> str:
    """Which reminder is due; empty while it is too early, and once there were enough."""
    if left > DAYS_BEFORE:
        return ""
    if left > 0:
        return "soon"
    weeks = -left // WEEK
    if weeks == 0:
        return "day"
    return f"late-{weeks}" if weeks <= LATE_REMINDERS else ""


def _was_asked_before(reviewer: DraftReviewer, today: date) -> bool:
    """Whoever was asked today needs no reminder of it."""
    return local(reviewer.created_at).date() < today
