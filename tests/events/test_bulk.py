"""One act on many events: done where allowed, refused with the reason elsewhere."""

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.events import queries
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.models import Event

SUBMITTED = {"state": EventState.SUBMITTED}


def ticked(*events, **more):
    return {"event": [f"{one.id}:{one.row_version}" for one in events], **more}


def states():
    return db.session.scalars(sa.select(Event.state).order_by(Event.id)).all()


def acts(action):
    found = sa.select(AuditEntry.subject_id).where(AuditEntry.action == action)
    return sorted(db.session.scalars(found))


def test_approval_says_what_was_done_and_what_was_refused(browser, make_user, make_event):
    director = make_user(Role.DIRECTOR, language="en")
    ready = make_event(title_ka="მზადაა", columns=SUBMITTED)
    own = make_event(title_ka="ჩემი", columns=SUBMITTED | {"submitted_by_id": director.id})
    draft = make_event(title_ka="შავი")
    published = make_event(title_ka="საჯარო", columns={"state": EventState.PUBLISHED})
    stale = make_event(title_ka="შეცვლილი", columns=SUBMITTED)
    sent = ticked(ready, own, draft, published, action="approve", back="state=submitted")
    sent["event"] += [f"{stale.id}:99", "404:1", "nonsense", ":"]
    answer = browser.sign_in(director).post("/desk/events/bulk", sent)
    assert answer.status == 200
    assert states() == ["approved", "submitted", "draft", "published", "submitted"]
    assert acts("event.approved") == [ready.id]
    assert answer.texts(".refused li") == [
        "ჩემი: You sent it for approval yourself: somebody else must approve it.",
        "შავი: Its state is “Draft”.",
        "საჯარო: Its state is “Published”.",
        "შეცვლილი: Somebody changed this event meanwhile. Read it again first.",
        "There is no such event.",
    ]
    assert answer.html.select("main a")[-1]["href"] == "/desk/events/?state=submitted"


def test_publishing_takes_approved_events_only(browser, make_user, make_event):
    approved = make_event(columns={"state": EventState.APPROVED})
    submitted = make_event(columns=SUBMITTED)
    sent = ticked(approved, submitted, action="publish")
    assert browser.sign_in(make_user(Role.EDITOR)).post("/desk/events/bulk", sent).status == 200
    assert states() == ["published", "submitted"]
    assert acts("event.published") == [approved.id]


def test_dates_move_with_their_hours_and_are_marked_for_review(browser, make_user, make_event):
    camp = make_event(
        first_day="2026-12-30",
        last_day="2027-01-02",
        start_time="10:00",
        columns={"state": EventState.APPROVED},
    )
    vague = make_event(title_ka="თვე", first_day="2026-12-01", precision="month")
    held = make_event(title_ka="იყო", columns={"occurrence": Occurrence.HELD})
    sent = ticked(camp, vague, held, action="shift", days="−7")
    answer = browser.sign_in(make_user(Role.EDITOR, language="en")).post("/desk/events/bulk", sent)
    assert (answer.status, len(answer.texts(".refused li"))) == (200, 2)
    moved = queries.find_event(camp.id)
    assert (str(moved.first_day), str(moved.last_day)) == ("2026-12-23", "2026-12-26")
    assert moved.starts_at.isoformat() == "2026-12-23T06:00:00+00:00"
    assert moved.review_marks == {"first_day": "2026-12-30", "last_day": "2027-01-02"}
    assert acts("event.shifted") == [camp.id]


def test_a_partner_moves_their_own_events_alone(browser, make_user, make_event):
    partner = make_user(Role.PARTNER, organisation="თელავის მერია", language="en")
    own = make_event("თელავის მერია", first_day="2026-12-01")
    shared = make_event("გორის მერია", columns={"state": EventState.APPROVED})
    hidden = make_event("გორის მერია", title_ka="ფარული")
    sent = ticked(own, shared, hidden, action="shift", days="1")
    answer = browser.sign_in(partner).post("/desk/events/bulk", sent)
    assert str(queries.find_event(own.id).first_day) == "2026-12-02"
    assert answer.texts(".refused li")[1] == "There is no such event."
    assert "ფარული" not in answer.text
    assert browser.post("/desk/events/bulk", ticked(own, action="approve")).status == 422


@pytest.mark.parametrize(
    "sent",
    [
        {"action": "approve"},
        {"action": "delete", "event": "1:1"},
        {"action": "shift", "event": "1:1", "days": "0"},
        {"action": "shift", "event": "1:1", "days": "ხვალ"},
        {"action": "shift", "event": "1:1", "days": "9999999999999"},
        {"action": "shift", "event": "1:1", "days": "400"},
        {"action": "shift", "event": "1:9", "days": "4"},
        {"action": "shift", "event": "99999999999999999999:1", "days": "4"},
        {},
    ],
)
def test_requests_that_can_do_nothing_are_refused(browser, make_user, make_event, sent):
    make_event(first_day="2026-12-01")
    browser.sign_in(make_user(Role.ADMINISTRATOR))
    answer = browser.post("/desk/events/bulk", sent)
    assert answer.status == 422
    assert str(queries.find_event(1).first_day) == "2026-12-01"
    assert answer.html.select_one(".note.error, .refused li")


def test_observers_get_no_boxes_and_no_answer(browser, make_user, make_event):
    make_event(columns={"state": EventState.PUBLISHED})
    browser.sign_in(make_user(Role.OBSERVER))
    page = browser.get("/desk/events/")
    assert (len(page.html.select("table.events tbody tr")), page.html.select("[name=event]")) == (
        1,
        [],
    )
    assert browser.post("/desk/events/bulk", {"action": "shift"}).status == 403
