"""What a leaver has in hand goes to another in one act."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.contacts.enums import AgreementKind, ContactKind
from stratcom.contacts.models import Agreement, ContactEntry
from stratcom.db import db
from stratcom.events.facets import Facet, facet
from stratcom.events.models import Event, EventFacet
from stratcom.events.services.records import create_event
from stratcom.events.values import empty_values
from stratcom.moments import today
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from stratcom.partners.services import find_or_add
from stratcom.submissions.models import GuestLink
from stratcom.team.holders import holders


@pytest.fixture
def leaver(make_user):
    return make_user(Role.EDITOR, login="levan", name="ლევან", name_en="Levan")


@pytest.fixture
def heir(make_user):
    return make_user(Role.EDITOR, login="nino", name="ნინო")


def event_of(user, owner_id=None):
    day = today().isoformat()
    values = empty_values() | {"title_ka": "შეხვედრა", "first_day": day, "last_day": day}
    return create_event(values, actor=user, owner_id=owner_id)


@pytest.fixture
def things(app, leaver, heir):
    """One of each kind of record in the leaver's hands, and some that are not."""
    body = find_or_add("ორგანიზაცია", actor=leaver)
    db.session.flush()
    event, _owned = event_of(leaver), event_of(leaver, owner_id=body.id)
    common = {"organisation_id": body.id, "valid_until": today() + timedelta(days=9)}
    link = GuestLink(nonce="a", created_by_id=leaver.id, **common)
    over = {**common, "valid_until": today() - timedelta(days=1)}
    db.session.add_all([link, GuestLink(nonce="b", created_by_id=leaver.id, **over)])
    step = {"next_step": "დარეკვა", "next_step_owner_id": leaver.id, "happened_on": today()}
    entry = ContactEntry(kind=next(iter(ContactKind)), purpose="ზარი", **step)
    agreement = Agreement(
        kind=next(iter(AgreementKind)), title_ka="მემორანდუმი", responsible_id=leaver.id
    )
    db.session.add_all([entry, agreement])
    db.session.commit()
    return {"events": event, "guest_links": link, "next_steps": entry, "agreements": agreement}


def in_hand(user):
    return {one.name: one.count(db.session.get(User, user.id)) for one in holders()}


def test_everything_goes_in_one_act(new_browser, admin, leaver, heir, things):
    browser, theirs = new_browser().sign_in(admin), new_browser().sign_in(leaver)
    assert set(things) <= set(in_hand(leaver))
    assert {name: in_hand(leaver)[name] for name in things} == dict.fromkeys(things, 1)
    path = f"/desk/accounts/{leaver.id}/hand-over"
    shown = browser.get(path)
    assert shown.texts("dl dd") == ["1"] * 4
    answer = browser.post(path, {"to": str(heir.id), "and_disable": "y"})
    assert answer.status == 200
    assert answer.texts("dl dd")[:2] == ["ლევან", "ნინო"]
    assert set(in_hand(leaver).values()) == {0}
    assert {name: in_hand(heir)[name] for name in things} == dict.fromkeys(things, 1)
    event = db.session.get(Event, things["events"].id)
    filed = set(
        db.session.scalars(sa.select(EventFacet.facet).where(EventFacet.event_id == event.id))
    )
    assert facet(Facet.CREATED_BY, heir.id) in filed
    assert facet(Facet.CREATED_BY, leaver.id) not in filed
    assert not db.session.get(User, leaver.id).is_active
    assert theirs.get("/desk/").status == 302
    entry = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.action == "user.handed_over")
    ).one()
    assert (entry.actor_id, entry.subject_id) == (admin.id, leaver.id)
    assert entry.changes == {"to": ["", "nino"], **{name: [1, 0] for name in things}}
    notice = db.session.scalars(sa.select(Notice)).one()
    assert (notice.user_id, notice.kind) == (heir.id, NoticeKind.HANDED_OVER)
    assert notice.words == {"who_ka": "ლევან", "who_en": "Levan", "count": 4}


def test_nothing_goes_when_the_account_may_not_be_disabled(browser, admin, heir, things, leaver):
    """The last administrator hands over, and cannot be disabled in the same act."""
    db.session.execute(sa.update(Event).values(created_by_id=admin.id))
    db.session.commit()
    before = in_hand(admin)
    browser.sign_in(admin)
    path = f"/desk/accounts/{admin.id}/hand-over"
    assert browser.get(path).html.select_one("[name=and_disable]") is None
    assert browser.post(path, {"to": str(heir.id), "and_disable": "y"}).status == 200
    assert db.session.get(User, admin.id).is_active
    assert before["events"] == 1


def test_editor_hands_own_work_to_the_department_alone(browser, leaver, heir, things, stranger):
    browser.sign_in(leaver)
    path = f"/desk/accounts/{leaver.id}/hand-over"
    offered = [one["value"] for one in browser.get(path).html.select("#to option")]
    assert offered == ["", str(heir.id)]
    assert browser.post(path, {"to": str(stranger.id)}).status == 422
    assert browser.post(path, {"to": str(heir.id), "and_disable": "y"}).status == 200
    assert db.session.get(User, leaver.id).is_active, "disabling is for those who manage accounts"
    assert in_hand(heir)["events"] == 1


def test_disabled_and_invited_people_receive_nothing(browser, admin, leaver, make_user, things):
    gone = make_user(Role.EDITOR, name="წასული")
    db.session.execute(sa.update(User).where(User.id == gone.id).values(disabled_at=sa.func.now()))
    db.session.commit()
    browser.sign_in(admin)
    path = f"/desk/accounts/{leaver.id}/hand-over"
    assert browser.post(path, {"to": str(gone.id)}).status == 422
    assert browser.post(path, {"to": str(leaver.id)}).status == 422
    assert in_hand(leaver)["events"] == 1


def test_alone_in_an_organisation_one_is_told_to_invite_somebody(browser, stranger):
    answer = browser.sign_in(stranger).get(f"/desk/accounts/{stranger.id}/hand-over")
    assert answer.html.select_one("main a[href='/desk/accounts/new']") is not None
    assert answer.html.select_one("#to") is None
