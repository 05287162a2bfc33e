"""What a week brought: on its page, and in one letter to each who wants letters."""

from datetime import UTC, date, datetime, timedelta
from email.headerregistry import Address

import pytest
import sqlalchemy as sa

from stratcom.accounts.enums import Digest
from stratcom.accounts.permissions import Role
from stratcom.db import db, utcnow
from stratcom.drafting.enums import Decision
from stratcom.drafting.models import DraftApproval
from stratcom.mail import queue
from stratcom.mail.letters import as_message
from stratcom.mail.models import OutboxMail
from stratcom.messages.distribution.digest import post_weeks
from stratcom.messages.distribution.weekly import monday_of, week_before
from stratcom.messages.enums import Circle
from stratcom.messages.models import MessageReader, MessageWeek
from stratcom.moments import today
from tests.messages.sample import approved_message

DAY = timedelta(days=1)
MONDAY = monday_of(today())
BASE = "https://stratcom.example.ge"


def during(days):
    """Noon in Tbilisi, so many days after the beginning of the week before."""
    day = MONDAY - 7 * DAY + days * DAY
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _server(app, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://127.0.0.1:1")
    monkeypatch.setitem(app.config, "BASE_URL", BASE)


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR, email="editor@example.ge")


@pytest.fixture
def partner(make_user):
    return make_user(Role.PARTNER, organisation="ფონდი", email="ngo@example.ge")


@pytest.fixture
def week(editor):
    """One message for each thing that may happen to one, all in the week before."""
    made = {
        "new": approved_message(editor, "ახალი", approved_at=during(1)),
        "changed": approved_message(editor, "შეცვლილი", approved_at=during(2)),
        "withdrawn": approved_message(
            editor, "გაუქმებული", approved_at=during(-30), withdrawn_at=during(3)
        ),
        "ending": approved_message(
            editor, "იწურება", approved_at=during(-30), valid_until=MONDAY + 20 * DAY
        ),
        "began": approved_message(
            editor,
            "ძალაში შევიდა",
            approved_at=during(-30),
            valid_from=MONDAY - 2 * DAY,
        ),
    }
    made["withdrawn"].withdrawal_reason = "მონაცემი შეიცვალა."
    made["changed"].approved_number = made["changed"].current_number = 1
    old = DraftApproval(
        draft_id=made["changed"].id, number=0, decision=Decision.APPROVED, at=during(-30)
    )
    db.session.add(old)
    approved_message(editor, "ძველი", approved_at=during(-30))
    approved_message(editor, "შორს იწურება", approved_at=during(-30), valid_until=MONDAY + 60 * DAY)
    approved_message(editor, "უწყებებისთვის", approved_at=during(1), circle=Circle.AGENCIES)
    approved_message(editor, "შიდა", approved_at=during(1), circle=Circle.DEPARTMENT)
    db.session.commit()
    return made


def titles(messages):
    return [one.title_ka for one in messages]


def letters():
    return db.session.scalars(sa.select(OutboxMail).order_by(OutboxMail.id)).all()


def post(day=MONDAY):
    made = post_weeks(day)
    db.session.commit()
    return made


def test_each_message_stands_in_its_list(week, partner):
    found = week_before(partner, MONDAY)
    assert titles(found.new) == ["ახალი", "ძალაში შევიდა"]
    assert titles(found.changed) == ["შეცვლილი"]
    assert titles(found.withdrawn) == ["გაუქმებული"]
    assert titles(found.ending) == ["იწურება"]
    assert len(found) == 5
    later = week_before(partner, MONDAY + 7 * DAY)
    assert (titles(later.new), titles(later.withdrawn)) == ([], [])


def test_agencies_and_named_readers_see_theirs(week, partner, make_user):
    agency = make_user(Role.AGENCY_MEMBER, organisation="სააგენტო")
    assert "უწყებებისთვის" in titles(week_before(agency, MONDAY).new)
    hidden = approved_message(
        agency, "დასახელებულებს", approved_at=during(4), circle=Circle.DEPARTMENT
    )
    db.session.add(MessageReader(message_id=hidden.id, organisation_id=partner.organisation_id))
    db.session.commit()
    assert titles(week_before(partner, MONDAY).new)[0] == "დასახელებულებს"
    assert "დასახელებულებს" not in titles(week_before(agency, MONDAY).new)


def test_letter_says_all_of_it_with_links(week, partner):
    post()
    (letter,) = letters()
    assert (letter.kind, letter.to_address) == ("message_digest", "ngo@example.ge")
    assert (letter.user_id, letter.forget) == (partner.id, False)
    assert "5" in letter.subject
    for title in ("ახალი", "შეცვლილი", "გაუქმებული", "იწურება", "ძალაში შევიდა"):
        assert f"• {title}" in letter.text
    for hidden in ("ძველი", "უწყებებისთვის", "შიდა"):
        assert f"• {hidden}" not in letter.text
    assert "  ევროკავშირი ოჯახებს ეხმარება.\n" in letter.text
    assert "  მონაცემი შეიცვალა.\n" in letter.text
    assert f"{week['ending'].valid_until:%d.%m.%Y}" in letter.text
    assert f"  {BASE}/desk/messages/{week['new'].id}\n" in letter.text
    assert f"{BASE}/desk/messages/week/?week={MONDAY.isoformat()}" in letter.text
    assert f"{BASE}/account/notices" in letter.text
    assert "\n\n\n" not in letter.text


def test_mail_programs_learn_where_letters_are_turned_off(week, partner):
    post()
    (taken,) = queue.claim("sender", now=utcnow(), lease=DAY, limit=1)
    office = Address("StratCom", addr_spec="office@example.ge")
    message = as_message(
        taken, sender=office, recipient=office, host="x", at=utcnow(), choice=f"{BASE}/choice"
    )
    assert message["List-Unsubscribe"] == f"<{BASE}/choice>"


def test_letter_is_in_the_language_of_the_person(week, make_user):
    make_user(
        Role.PARTNER, organisation="Fund", email="a@example.org", language="en", name_en="Anna"
    )
    post()
    (letter,) = letters()
    assert letter.subject == "Messages of the week: 5"
    assert letter.text.startswith("Hello, Anna!")
    assert "New messages for you\n\n• Europe is our home" in letter.text
    assert (letter.language, letter.to_name) == ("en", "Anna")


def test_once_a_week_and_person_whatever_day_it_is(week, partner):
    assert [post(MONDAY), post(MONDAY), post(MONDAY + DAY), post(MONDAY + 6 * DAY)] == [0] * 4
    assert len(letters()) == 1
    assert db.session.get_one(MessageWeek, MONDAY).letters == 1


def test_a_week_that_began_late_is_made_up_for(week, partner):
    post(MONDAY + 3 * DAY)
    assert len(letters()) == 1
    assert db.session.scalars(sa.select(MessageWeek.monday)).all() == [MONDAY]


def test_who_gets_none(week, editor, make_user):
    make_user(Role.PARTNER, email="no@example.ge", digest=Digest.NONE)
    make_user(Role.PARTNER, email="")
    make_user(Role.PARTNER, email="gone@example.ge", disabled_at=utcnow())
    make_user(Role.DIRECTOR, email="director@example.ge")
    post()
    assert letters() == []


def test_nothing_to_say_is_no_letter(partner, editor):
    approved_message(editor, "ძველი", approved_at=during(-30))
    db.session.commit()
    post()
    assert letters() == []
    assert db.session.get_one(MessageWeek, MONDAY).letters == 0


def test_without_a_mail_server_the_week_is_not_taken_as_told(week, partner, app, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_URL", "")
    post()
    assert (letters(), db.session.scalars(sa.select(MessageWeek)).all()) == ([], [])


def test_letter_goes_with_the_reminders_of_the_day(week, partner, app):
    from stratcom.notices import reminders

    reminders.run_all(today())
    db.session.commit()
    assert [one.kind for one in letters()] == ["message_digest"]


def test_page_of_the_week(week, partner, new_browser):
    browser = new_browser().sign_in(partner)
    answer = browser.get(f"/desk/messages/week/?week={MONDAY.isoformat()}")
    assert answer.texts(".todo a") == [
        "გაუქმებული", "ახალი", "ძალაში შევიდა", "შეცვლილი", "იწურება"
    ]  # fmt: skip
    assert answer.html.select_one("[rel=prev]")["href"].endswith((MONDAY - 7 * DAY).isoformat())
    assert answer.html.select_one("[rel=next]")["href"].endswith((MONDAY + 7 * DAY).isoformat())
    here = browser.get("/desk/messages/week/")
    assert here.html.select("[rel=next]") == []
    for odd in ("?week=x", "?week=2199-01-01", "?week=0000-00-00"):
        assert browser.get(f"/desk/messages/week/{odd}").status == 200
    assert browser.get("/desk/messages/week/?week=1999-01-06").texts(".todo a") == []


def test_monday_of_any_day():
    assert monday_of(date(2026, 11, 29)) == monday_of(date(2026, 11, 23)) == date(2026, 11, 23)
