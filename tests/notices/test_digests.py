"""Letters that gather messages: as often as each chose, never twice, in the reader's language."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.enums import Digest
from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.mail.models import OutboxMail
from stratcom.notices import digests
from stratcom.notices.digests import post_digests
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from stratcom.notices.services import tell
from stratcom.settings.services import change_setting

# Monday, 23 November 2026, 12:00 in Tbilisi.
NOON = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _server(app, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://127.0.0.1:1")
    monkeypatch.setitem(app.config, "BASE_URL", "https://stratcom.example.ge")


@pytest.fixture
def reader(make_user):
    def make(digest=Digest.AT_ONCE, **values):
        return make_user(Role.EDITOR, digest=digest, **{"email": "nino@example.ge"} | values)

    return make


def told(user, at=NOON, kind=NoticeKind.EVENT_APPROVED, **words):
    words = {"title_ka": "შეხვედრა თელავში", "title_en": "Meeting in Telavi"} | words
    tell([user], kind, path="/desk/events/7", words=words)
    notice = db.session.scalars(sa.select(Notice).order_by(Notice.id.desc()).limit(1)).one()
    notice.created_at = at
    db.session.commit()
    return notice.id


def letters():
    return db.session.scalars(sa.select(OutboxMail).order_by(OutboxMail.id)).all()


def mailed(notice_id):
    return db.session.get_one(Notice, notice_id).mailed_at


def test_at_once_is_one_letter_for_what_stands_there(reader):
    user = reader()
    told(user, title_ka="პირველი")
    assert post_digests(NOON) == 1
    told(user)
    told(user, kind=NoticeKind.EVENT_RETURNED, reason="დააზუსტეთ თარიღი.\nდა ადგილი.")
    assert (post_digests(NOON), post_digests(NOON + HOUR)) == (1, 0)
    first, second = letters()
    assert "პირველი" in first.subject
    assert (first.kind, first.to_address, first.to_name) == ("digest", "nino@example.ge", "ნინო")
    assert "2" in second.subject
    assert "https://stratcom.example.ge/desk/events/7" in second.text
    assert "  დააზუსტეთ თარიღი.\n  და ადგილი.\n" in second.text
    assert "https://stratcom.example.ge/account/notices" in second.text
    assert second.text.index("შეხვედრა თელავში") < second.text.index("დააზუსტეთ")


def test_each_reads_in_their_own_language_whoever_runs_it(app, reader):
    change_setting("contact_email", "office@example.ge", actor=reader())
    english, georgian = reader(language="en", name_en="Nino"), reader()
    told(english)
    told(georgian)
    assert post_digests(NOON) == 2
    first, second = letters()
    assert first.subject == "“Meeting in Telavi” was approved."
    assert first.text == (
        "Hello, Nino!\n\n• “Meeting in Telavi” was approved.\n"
        "  https://stratcom.example.ge/desk/events/7\n\n"
        "-- \nDepartment of Strategic Communication · StratCom\n"
        "Questions: write to office@example.ge.\n"
        "How often such letters come, you choose here: "
        "https://stratcom.example.ge/account/notices\n"
    )
    assert "შეხვედრა თელავში" in second.text
    assert "სტრატეგიული კომუნიკაციის დეპარტამენტი" in second.text


@pytest.mark.parametrize(
    ("digest", "told_at", "due"),
    [
        # Monday 23rd: 08:00 in Tbilisi is 04:00 in UTC.
        (Digest.DAILY, "2026-11-22T12:00", "2026-11-23T04:00"),
        (Digest.DAILY, "2026-11-23T03:59", "2026-11-23T04:00"),
        (Digest.DAILY, "2026-11-23T04:01", "2026-11-24T04:00"),
        (Digest.WEEKLY, "2026-11-22T12:00", "2026-11-23T04:00"),
        (Digest.WEEKLY, "2026-11-23T04:01", "2026-11-30T04:00"),
        (Digest.WEEKLY, "2026-11-25T20:30", "2026-11-30T04:00"),
    ],
)
def test_daily_at_eight_and_weekly_on_monday_at_eight(reader, digest, told_at, due):
    at, hour = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (told_at, due))
    notice = told(reader(digest), at)
    assert post_digests(hour - timedelta(seconds=1)) == 0
    assert mailed(notice) is None
    assert post_digests(hour) == 1
    assert mailed(notice) == hour
    assert post_digests(hour + HOUR) == 0


def test_who_wants_no_e_mail_gets_none(reader):
    notice = told(reader(Digest.NONE))
    assert post_digests(NOON) == 0
    assert (mailed(notice), letters()) == (NOON, [])


def test_what_was_read_or_is_about_mail_or_of_a_closed_account_needs_no_letter(reader):
    user, gone = reader(), reader()
    read, held, other = told(user), told(user, kind=NoticeKind.MAIL_HELD), told(gone)
    db.session.get_one(Notice, read).read_at = NOON
    gone.disabled_at = NOON
    db.session.commit()
    assert post_digests(NOON) == 0
    assert [mailed(one) for one in (read, held, other)] == [NOON] * 3


@pytest.mark.parametrize("lacking", ["address", "server"])
def test_where_no_letter_can_go_messages_wait_a_week(app, reader, monkeypatch, lacking):
    user = reader(email="" if lacking == "address" else "nino@example.ge")
    if lacking == "server":
        monkeypatch.setitem(app.config, "SMTP_URL", "")
    old, fresh = told(user, NOON - 8 * DAY), told(user, NOON - 6 * DAY)
    assert post_digests(NOON) == 0
    assert (mailed(old), mailed(fresh)) == (NOON, None)
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://127.0.0.1:1")
    user.email = "nino@example.ge"
    db.session.commit()
    assert post_digests(NOON) == 1
    assert letters()[0].text.count("•") == 1


def test_a_long_letter_ends_with_how_many_more(reader):
    user = reader()
    for number in range(53):
        tell([user], NoticeKind.EVENT_APPROVED, path="", words={"title_ka": f"{number}"})
    db.session.commit()
    assert post_digests(NOON + 365 * DAY) == 1
    (one,) = letters()
    assert one.text.count("•") == 50
    assert "3" in one.text.split("•")[-1]
    assert "https://stratcom.example.ge/desk/notices/" in one.text
    assert db.session.scalars(sa.select(Notice).where(Notice.mailed_at.is_(None))).all() == []


def test_a_crash_neither_loses_nor_repeats(reader, monkeypatch):
    first, second = reader(), reader(email="gia@example.ge")
    told(first)
    notice = told(second)
    write = digests._write

    def fail_for_second(user, notices):
        write(user, notices)
        if user.id == second.id:
            raise RuntimeError("the power went")

    monkeypatch.setattr(digests, "_write", fail_for_second)
    with pytest.raises(RuntimeError):
        post_digests(NOON)
    db.session.rollback()
    assert [one.to_address for one in letters()] == ["nino@example.ge"]
    assert mailed(notice) is None
    monkeypatch.setattr(digests, "_write", write)
    assert post_digests(NOON) == 1
    assert [one.to_address for one in letters()] == ["nino@example.ge", "gia@example.ge"]


def test_sorted_by_kind(reader):
    user = reader()
    told(user, kind=NoticeKind.HANDED_OVER, who_ka="გია", count=3)
    told(user)
    post_digests(NOON)
    (one,) = letters()
    assert one.text.index("შეხვედრა") < one.text.index("გია")
