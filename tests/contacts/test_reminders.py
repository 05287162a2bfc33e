"""Reminders of agreements that end and next steps that are due, over days and again."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.contacts.reminders import remind
from stratcom.contacts.services import agreements, entries
from stratcom.db import db, utcnow
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from stratcom.notices.reminders import run_all
from tests.contacts.sample import PARTNER, agreement, contact

END = date(2027, 3, 31)


def told(kind=None):
    """Whom, of what, oldest first."""
    found = sa.select(Notice).order_by(Notice.id)
    return list(db.session.scalars(found.where(Notice.kind == kind) if kind else found))


def days_of_news(first, last, act=remind):
    """Days on which somebody was told; every day is run twice."""
    found = {}
    day = first
    while day <= last:
        news = act(day)
        assert act(day) == 0
        if news:
            found[day] = news
        day += timedelta(days=1)
    return found


def test_agreement_is_told_three_times(make_user):
    keeper = make_user(Role.EDITOR)
    make_user(Role.EDITOR)
    made = agreement(
        title_en="Memorandum", valid_until=END, remind_days=30, responsible_id=keeper.id
    )
    found = days_of_news(END - timedelta(days=60), END + timedelta(days=60))
    assert found == {END - timedelta(days=30): 1, END - timedelta(days=7): 1, END: 1}
    first = told()[0]
    assert (first.user_id, first.kind, first.path) == (
        keeper.id,
        NoticeKind.AGREEMENT_ENDS,
        f"/desk/agreements/{made.id}/",
    )
    assert first.words == {
        "title_ka": "თანამშრომლობის მემორანდუმი",
        "title_en": "Memorandum",
        "who_ka": PARTNER,
        "who_en": PARTNER,
        "day": "2027-03-31",
    }


def test_days_without_a_run_lose_no_reminder(make_user):
    agreement(valid_until=END, responsible_id=make_user(Role.EDITOR).id)
    assert remind(END - timedelta(days=25)) == 1
    assert remind(END - timedelta(days=3)) == 1
    assert remind(END - timedelta(days=2)) == 0


@pytest.mark.parametrize(
    ("remind_days", "wanted"), [(5, [5, 0]), (7, [7, 0]), (0, [0]), (90, [90, 7, 0])]
)
def test_short_notice_is_not_told_before_it_begins(make_user, remind_days, wanted):
    keeper = make_user(Role.EDITOR)
    agreement(valid_until=END, remind_days=remind_days, responsible_id=keeper.id)
    found = days_of_news(END - timedelta(days=100), END + timedelta(days=1))
    assert [(END - day).days for day in found] == wanted


def test_renewed_agreement_is_told_in_every_term(make_user):
    keeper = make_user(Role.EDITOR)
    agreement(
        valid_until=date(2025, 3, 31), renews_months=12, remind_days=30, responsible_id=keeper.id
    )
    found = days_of_news(date(2027, 1, 1), date(2027, 4, 30))
    assert list(found) == [date(2027, 3, 1), date(2027, 3, 24), date(2027, 3, 31)]
    assert {one.kind for one in told()} == {NoticeKind.AGREEMENT_RENEWS}
    assert list(days_of_news(date(2028, 1, 1), date(2028, 4, 30)))[-1] == date(2028, 3, 31)


def test_without_anybody_responsible_all_who_keep_agreements_are_told(make_user):
    editor, director = make_user(Role.EDITOR), make_user(Role.DIRECTOR)
    make_user(Role.PARTNER), make_user(Role.OBSERVER)
    agreement(valid_until=END)
    left = make_user(Role.EDITOR)
    agreement(valid_until=END, responsible_id=left.id)
    left.disabled_at = utcnow()
    assert remind(END) == 4
    assert sorted({one.user_id for one in told()}) == sorted([editor.id, director.id])


def test_drafts_ended_and_archived_agreements_are_not_told(make_user):
    editor = make_user(Role.EDITOR)
    ended, archived = agreement(valid_until=END), agreement(valid_until=END)
    agreements.terminate_agreement(
        ended, on=date(2027, 1, 10), reason="x", actor=editor, expected_version=1
    )
    agreements.archive_agreement(archived, actor=editor)
    assert remind(END) == 0
    # One that was ended for a day to come is told of that day.
    assert remind(date(2027, 1, 10)) == 1


def test_next_step_is_told_the_day_before_on_the_day_and_weekly(make_user):
    editor = make_user(Role.EDITOR)
    due = date(2027, 3, 10)
    step = {"next_step": "დარეკვა", "next_step_owner_id": editor.id, "next_step_due": due}
    entry = contact(editor, **step)
    found = days_of_news(due - timedelta(days=10), due + timedelta(days=20))
    assert [(day - due).days for day in found] == [-1, 0, 1, 8, 15]
    notice = told()[0]
    assert (notice.user_id, notice.path) == (editor.id, f"/desk/contacts/{entry.id}/")
    entries.finish_step(entry, actor=editor)
    assert remind(due + timedelta(days=30)) == 0


def test_archived_contacts_remind_nobody(make_user):
    editor = make_user(Role.EDITOR)
    due = date(2027, 3, 10)
    step = {"next_step": "დარეკვა", "next_step_owner_id": editor.id, "next_step_due": due}
    entries.archive_entry(contact(editor, **step), actor=editor)
    assert remind(due) == 0


def test_daily_run_knows_these_reminders(make_user):
    agreement(valid_until=END, responsible_id=make_user(Role.EDITOR).id)
    assert run_all(END) == 1
    assert run_all(END) == 0
