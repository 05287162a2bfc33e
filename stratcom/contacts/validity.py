"""How long an agreement holds, renewals counted: pure dates."""

import calendar
import enum
from datetime import date, timedelta
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l

from stratcom.contacts.enums import AgreementState

ENDING_DAYS = 90


class Term(Protocol):
    """What an agreement, or a row of its columns, says of its term."""

    state: Any
    valid_from: Any
    valid_until: Any
    renews_months: Any
    terminated_on: Any


class Standing(enum.StrEnum):
    """What its dates make of an agreement today."""

    PREPARED = "prepared"
    COMING = "coming"
    IN_FORCE = "in_force"
    ENDING = "ending"
    RENEWING = "renewing"
    ENDED = "ended"
    TERMINATED = "terminated"


STANDING_LABELS = {
    Standing.PREPARED: _l("in preparation"),
    Standing.COMING: _l("not yet in force"),
    Standing.IN_FORCE: _l("in force"),
    Standing.ENDING: _l("ends soon"),
    Standing.RENEWING: _l("is renewed soon"),
    Standing.ENDED: _l("ended"),
    Standing.TERMINATED: _l("terminated"),
}


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_day(term: Term, today: date) -> date | None:
    """The last day on which it holds as things stand today; None when it has no end.

    Renewals are counted from the first end, so that the day of the month does not drift.
    """
    if term.state is AgreementState.TERMINATED:
        ended: date | None = term.terminated_on
        return ended
    until: date | None = term.valid_until
    step = term.renews_months
    if until is None or until >= today or not step or term.state is not AgreementState.SIGNED:
        return until
    late = (today.year - until.year) * 12 + today.month - until.month
    renewals = max(1, late // step)
    while (end := add_months(until, renewals * step)) < today:
        renewals += 1
    return end


def is_renewed(term: Term) -> bool:
    """True when it goes on by itself after its last day."""
    return bool(term.renews_months) and term.state is AgreementState.SIGNED


def standing(term: Term, today: date) -> Standing:
    """What its dates make of it today."""
    if term.state is AgreementState.DRAFT:
        return Standing.PREPARED
    end = last_day(term, today)
    if end is not None and end < today:
        stopped = term.state is AgreementState.TERMINATED
        return Standing.TERMINATED if stopped else Standing.ENDED
    if term.valid_from is not None and term.valid_from > today:
        return Standing.COMING
    if end is None or end > today + timedelta(days=ENDING_DAYS):
        return Standing.IN_FORCE
    return Standing.RENEWING if is_renewed(term) else Standing.ENDING
