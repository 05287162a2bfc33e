"""An organisation says that it will use a message, and takes it back."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db, utcnow
from stratcom.messages.enums import Circle
from stratcom.messages.models import MessagePledge
from stratcom.moments import today
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from tests.messages.sample import approved_message, draft_message


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR)


@pytest.fixture
def partner(make_user):
    return make_user(Role.PARTNER, organisation="ფონდი")


def saved(message):
    db.session.commit()
    return message.id


def pledges():
    db.session.expire_all()
    return db.session.scalars(sa.select(MessagePledge)).all()


@pytest.mark.parametrize("htmx", [False, True])
def test_partner_says_it_and_takes_it_back(editor, partner, new_browser, htmx):
    number = saved(approved_message(editor))
    browser = new_browser().sign_in(partner)
    page = browser.get(f"/desk/messages/{number}")
    assert "ფონდი" not in page.texts("section[aria-labelledby=pledges]")[0]
    answer = browser.post(f"/desk/messages/{number}/pledge", {"note": "სკოლებში"}, htmx=htmx)
    assert answer.location == f"/desk/messages/{number}"
    assert answer.status == (204 if htmx else 303)
    (given,) = pledges()
    assert (given.note, given.by_id, given.taken_back_at) == ("სკოლებში", partner.id, None)
    told = db.session.scalars(sa.select(Notice)).one()
    assert (told.user_id, told.kind) == (editor.id, NoticeKind.MESSAGE_PLEDGED)
    assert (told.words["who_ka"], told.path) == ("ფონდი", f"/desk/messages/{number}")
    assert "სკოლებში" in browser.get(f"/desk/messages/{number}").texts("section .note.success")[0]
    seen = new_browser().sign_in(editor).get(f"/desk/messages/{number}")
    assert seen.texts("section[aria-labelledby=pledges] li")[0].startswith("ფონდი")
    browser.post(f"/desk/messages/{number}/unpledge", htmx=htmx)
    assert pledges()[0].taken_back_at is not None
    assert "pledges" not in new_browser().sign_in(editor).get(f"/desk/messages/{number}").text
    acts = db.session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id.desc()).limit(2))
    assert list(acts) == ["message.pledge_taken_back", "message.pledged"]


def test_saying_it_again_changes_the_note_and_tells_nobody(editor, partner, new_browser):
    number = saved(approved_message(editor))
    browser = new_browser().sign_in(partner)
    for note in ("ერთი", "ორი"):
        browser.post(f"/desk/messages/{number}/pledge", {"note": note})
    assert [one.note for one in pledges()] == ["ორი"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Notice)) == 1
    assert browser.get(f"/desk/messages/{number}/pledge").html.select_one("#note")["value"] == "ორი"
    browser.post(f"/desk/messages/{number}/unpledge")
    browser.post(f"/desk/messages/{number}/pledge")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Notice)) == 2


def test_a_note_too_long_comes_back(editor, partner, new_browser):
    number = saved(approved_message(editor))
    answer = (
        new_browser().sign_in(partner).post(f"/desk/messages/{number}/pledge", {"note": "ა" * 301})
    )
    assert answer.status == 422
    assert answer.html.select_one("#note")["value"] == "ა" * 301
    assert pledges() == []


@pytest.mark.parametrize(
    ("columns", "status"),
    [
        ({"withdrawn_at": utcnow()}, 403),
        ({"valid_until": today() - timedelta(days=1)}, 403),
        ({"valid_from": today() + timedelta(days=1)}, 403),
        ({"archived_at": utcnow()}, 404),
        ({"circle": Circle.AGENCIES}, 404),
        ({"circle": Circle.DEPARTMENT}, 404),
    ],
)
def test_only_what_is_in_force_and_meant_for_one(editor, partner, new_browser, columns, status):
    number = saved(approved_message(editor, **columns))
    browser = new_browser().sign_in(partner)
    assert browser.post(f"/desk/messages/{number}/pledge").status == status
    assert browser.post(f"/desk/messages/{number}/ask", {"text": "კითხვა ასეთი"}).status == status
    assert pledges() == []


def test_drafts_staff_and_onlookers_cannot(editor, partner, make_user, new_browser):
    draft, shown = draft_message(editor), approved_message(editor)
    db.session.commit()
    assert new_browser().sign_in(partner).post(f"/desk/messages/{draft.id}/pledge").status == 404
    path = f"/desk/messages/{shown.id}/pledge"
    assert new_browser().sign_in(editor).post(path).status == 403
    assert new_browser().sign_in(editor).get(path).location == f"/desk/messages/{shown.id}"
    onlooker = make_user(Role.OBSERVER, organisation="ელჩობა")
    assert new_browser().sign_in(onlooker).post(path).status == 403
    assert new_browser().sign_in(onlooker).post(f"/desk/messages/{shown.id}/unpledge").status == 403


def test_one_organisation_sees_nothing_of_another(editor, partner, make_user, new_browser):
    number = saved(approved_message(editor))
    new_browser().sign_in(partner).post(f"/desk/messages/{number}/pledge", {"note": "საიდუმლო"})
    other = new_browser().sign_in(make_user(Role.PARTNER, organisation="სხვა"))
    text = other.get(f"/desk/messages/{number}").text
    assert "საიდუმლო" not in text
    assert "ფონდი" not in text
    colleague = make_user(Role.PARTNER, organisation="ფონდი")
    assert "საიდუმლო" in new_browser().sign_in(colleague).get(f"/desk/messages/{number}").text


def test_first_page_tells_of_messages_and_of_what_was_withdrawn(editor, partner, new_browser):
    fresh = approved_message(editor, "ახალი", valid_until=today() + timedelta(days=5))
    gone = approved_message(editor, "წაღებული")
    approved_message(editor, "შიდა", circle=Circle.DEPARTMENT)
    db.session.commit()
    browser = new_browser().sign_in(partner)
    browser.post(f"/desk/messages/{gone.id}/pledge")
    gone.withdrawn_at = utcnow()
    db.session.commit()
    card = browser.get("/desk/").texts("section[aria-labelledby=to-use] li")
    assert len(card) == 2
    assert card[0].startswith("წაღებული")
    assert card[1].startswith("ახალი")
    assert f"{fresh.valid_until:%d.%m.%Y}" in card[1]
    staff = new_browser().sign_in(editor).get("/desk/")
    assert staff.html.select("section[aria-labelledby=to-use]") == []
