"""How long agreements hold: pure dates."""

from dataclasses import dataclass
from datetime import date

import pytest

from stratcom.contacts.enums import AgreementState
from stratcom.contacts.validity import Standing, add_months, last_day, standing


@dataclass
class Term:
    valid_until: date | None = None
    renews_months: int = 0
    state: AgreementState = AgreementState.SIGNED
    valid_from: date | None = None
    terminated_on: date | None = None


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 23), 2, date(2027, 1, 23)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_are_added_by_the_calendar(day, months, wanted):
    assert add_months(day, months) == wanted


@pytest.mark.parametrize(
    ("until", "months", "wanted"),
    [
        (None, 0, None),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
        (date(2026, 11, 23), 12, date(2026, 11, 23)),
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2020, 12, 31), 12, date(2026, 12, 31)),
        (date(2020, 11, 22), 12, date(2027, 11, 22)),
        # The first end is on the 31st, so the renewed ends are too, where the month has one.
        (date(2026, 8, 31), 1, date(2026, 11, 30)),
        (date(2026, 1, 31), 6, date(2027, 1, 31)),
    ],
)
def test_last_day_counts_renewals(until, months, wanted):
    assert last_day(Term(until, months), TODAY) == wanted


def test_what_was_ended_or_never_signed_is_not_renewed():
    ended = Term(date(2026, 1, 1), 12, AgreementState.TERMINATED, terminated_on=date(2025, 6, 1))
    assert last_day(ended, TODAY) == date(2025, 6, 1)
    assert last_day(Term(date(2026, 1, 1), 12, AgreementState.DRAFT), TODAY) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("term", "wanted"),
    [
        (Term(state=AgreementState.DRAFT), Standing.PREPARED),
        (Term(), Standing.IN_FORCE),
        (Term(valid_from=date(2026, 11, 24)), Standing.COMING),
        (Term(date(2026, 11, 23)), Standing.ENDING),
        (Term(date(2027, 2, 21)), Standing.ENDING),
        (Term(date(2027, 2, 22)), Standing.IN_FORCE),
        (Term(date(2026, 11, 22)), Standing.ENDED),
        (Term(date(2026, 11, 22), 12), Standing.IN_FORCE),
        (Term(date(2025, 12, 31), 12), Standing.RENEWING),
        (
            Term(state=AgreementState.TERMINATED, terminated_on=date(2026, 11, 22)),
            Standing.TERMINATED,
        ),
        (Term(state=AgreementState.TERMINATED, terminated_on=TODAY), Standing.ENDING),
    ],
)
def test_standing(term, wanted):
    assert standing(term, TODAY) is wanted
