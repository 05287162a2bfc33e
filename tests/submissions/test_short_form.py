"""The short form of partners: sent in one step, corrected without losing anything else."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.events.enums import DatePrecision, EventState
from stratcom.events.models import Event
from stratcom.events.queries import find_event
from stratcom.events.services.records import edit_event
from stratcom.events.services.workflow import move_event
from stratcom.events.values import snapshot
from stratcom.moments import today
from stratcom.notices.models import Notice

OWN, OTHER = "ახალი ხმა", "გორის მერია"


@pytest.fixture
def partner(make_user):
    return make_user(Role.PARTNER, organisation=OWN, language="en")


def only_event():
    return find_event(db.session.scalars(sa.select(Event.id)).one())


@pytest.mark.parametrize("htmx", [False, True])
def test_an_event_is_sent_in_one_step(browser, partner, make_user, typed, htmx):
    director = make_user(Role.DIRECTOR)
    answer = browser.sign_in(partner).post("/desk/submit/", typed, htmx=htmx)
    event = only_event()
    assert answer.status == (204 if htmx else 303)
    assert answer.location == f"/desk/submit/{event.id}/sent?saved=short-new"
    assert (event.state, event.owner_id) == (EventState.SUBMITTED, partner.organisation_id)
    assert event.created_by_id == event.submitted_by_id == partner.id
    said = snapshot(event)
    assert {name: said[name] for name in ("organisers", "languages", "audiences", "region")} == {
        "organisers": [OWN],
        "languages": ["ka"],
        "audiences": ["students", "youth"],
        "region": "GE-KA",
    }
    assert (said["start_time"], said["last_day"], said["planned_total"]) == (
        "15:00",
        typed["first_day"],
        40,
    )
    told = db.session.execute(sa.select(Notice.user_id, Notice.kind)).all()
    assert told == [(director.id, "event_submitted")]
    actions = db.session.scalars(
        sa.select(AuditEntry.action).where(AuditEntry.subject_type == "event")
    )
    assert actions.all() == ["event.created", "event.submitted"]
    page = browser.get(answer.location)
    assert page.html.select_one("[data-draft-saved]")["data-draft-saved"] == "event-short-new"
    assert typed["title_ka"] in page.text


def test_a_draft_is_kept_without_being_sent(browser, partner, typed):
    answer = browser.sign_in(partner).post("/desk/submit/", typed | {"draft": "1"})
    event = only_event()
    assert (answer.status, event.state) == (303, EventState.DRAFT)
    assert answer.location == f"/desk/events/{event.id}?saved=short-new"
    assert db.session.scalars(sa.select(Notice)).all() == []


@pytest.mark.parametrize("htmx", [False, True])
def test_what_was_typed_stays_when_it_is_refused(browser, partner, typed, htmx):
    wrong = typed | {"first_day": "", "municipality": "", "planned_total": "ორმოცი"}
    answer = browser.sign_in(partner).post("/desk/submit/", wrong, htmx=htmx)
    assert answer.status == 422
    assert bool(answer.html.select("h1")) is not htmx
    assert len(answer.html.select(".error-summary li")) == 3
    assert answer.html.select_one("#title_ka")["value"] == typed["title_ka"]
    assert answer.html.select_one("#planned_total")["value"] == "ორმოცი"
    assert answer.html.select_one("#summary_ka").get_text().strip() == typed["summary_ka"]
    ticked = [one["value"] for one in answer.html.select("#audiences input[checked]")]
    assert ticked == ["students", "youth"]
    assert answer.texts("#municipality-error") == [
        "Choose the municipality, or tick that it is online."
    ]
    assert db.session.scalars(sa.select(Event)).all() == []


def test_an_online_event_needs_no_municipality(browser, partner, typed):
    given = typed | {"municipality": "", "online": "y", "online_url": "example.org"}
    answer = browser.sign_in(partner).post("/desk/submit/", given)
    assert answer.texts("#online_url-error") == ["An address begins with https:// or http://."]
    answer = browser.post("/desk/submit/", given | {"online_url": "https://example.org/"})
    assert (answer.status, only_event().online) == (303, True)


def test_ticked_audiences_are_never_folded_away(browser, partner, typed):
    given = typed | {"audiences": ["diplomats"], "title_ka": ""}
    answer = browser.sign_in(partner).post("/desk/submit/", given)
    shown = answer.html.select("#audiences > .ticks input")
    assert [one["value"] for one in shown if one.has_attr("checked")] == ["diplomats"]
    assert len(shown) == 9
    assert len(answer.html.select("#audiences input")) == 18


@pytest.fixture
def returned(make_event, partner, make_user):
    """An event of one's own with more in it than the short form shows, sent back."""
    made = make_event(
        OWN,
        columns={"created_by_id": partner.id},
        title_ka="ძველი",
        description_ka="გრძელი ტექსტი",
        partners=[OTHER],
        themes=["security"],
        municipality="gori",
        settlement="სვენეთი",
        start_time="10:00",
        end_time="12:00",
    )
    event = find_event(made.id)
    move_event(event, EventState.SUBMITTED, actor=partner, expected_version=event.row_version)
    move_event(
        event,
        EventState.RETURNED,
        actor=make_user(Role.DIRECTOR),
        expected_version=event.row_version,
        reason="სად?",
    )
    db.session.commit()
    return event.id


def fields_of(answer, form="#short-form"):
    """What a browser would send back unchanged."""
    sent = {}
    for one in answer.html.select(f"{form} input, {form} textarea, {form} select"):
        if one.get("type") in {"checkbox", "radio"}:
            if one.has_attr("checked"):
                sent.setdefault(one["name"], []).append(one["value"])
        elif one.name == "select":
            chosen = one.select_one("option[selected]")
            sent[one["name"]] = chosen["value"] if chosen else ""
        else:
            sent[one["name"]] = one.get_text().strip() if one.name == "textarea" else one["value"]
    sent.pop("csrf_token", None)
    return sent


@pytest.mark.parametrize("htmx", [False, True])
def test_a_returned_event_is_corrected_and_sent_again(browser, partner, returned, htmx):
    browser.sign_in(partner)
    answer = browser.get(f"/desk/submit/{returned}")
    assert "სად?" in answer.texts(".note.warning")[0]
    before = snapshot(find_event(returned))
    fields = fields_of(answer) | {"venue_ka": "სკოლა"}
    answer = browser.post(f"/desk/submit/{returned}", fields, htmx=htmx)
    assert answer.location == f"/desk/submit/{returned}/sent?saved=short-{returned}"
    event = find_event(returned)
    assert (event.state, event.return_reason) == (EventState.SUBMITTED, "")
    after = snapshot(event)
    changed = {name: after[name] for name in after if after[name] != before[name]}
    assert changed == {"venue_ka": "სკოლა"}


def test_a_correction_may_be_kept_without_sending(browser, partner, returned):
    browser.sign_in(partner)
    fields = fields_of(browser.get(f"/desk/submit/{returned}"))
    browser.post(f"/desk/submit/{returned}", fields | {"venue_ka": "სკოლა", "draft": "1"})
    event = find_event(returned)
    assert (event.state, event.venue_ka, event.return_reason) == (
        EventState.RETURNED,
        "სკოლა",
        "სად?",
    )


def test_a_save_over_somebody_elses_loses_nothing(browser, partner, returned, make_user):
    browser.sign_in(partner)
    fields = fields_of(browser.get(f"/desk/submit/{returned}"))
    event = find_event(returned)
    given = {"venue_ka": "მერია", "planned_total": 70}
    edit_event(event, given, actor=make_user(), expected_version=event.row_version)
    db.session.commit()
    answer = browser.post(f"/desk/submit/{returned}", fields | {"venue_ka": "სკოლა"})
    assert answer.status == 409
    now = fields_of(answer)
    assert (now["venue_ka"], now["planned_total"]) == ("სკოლა", "70")
    assert answer.texts(".error-summary dd") == ["Saved by the other person: მერია"]
    assert find_event(returned).venue_ka == "მერია"
    assert browser.post(f"/desk/submit/{returned}", now).status == 303
    event = find_event(returned)
    assert (event.venue_ka, event.planned_total) == ("სკოლა", 70)


def test_an_approved_event_is_saved_and_marked_for_review(browser, partner, returned):
    event = find_event(returned)
    event.state = EventState.APPROVED
    db.session.commit()
    browser.sign_in(partner)
    answer = browser.get(f"/desk/submit/{returned}")
    assert answer.html.select_one(".save button").get_text() == "Save"
    browser.post(f"/desk/submit/{returned}", fields_of(answer) | {"venue_ka": "სკოლა"})
    event = find_event(returned)
    assert (event.state, event.review_marks) == (EventState.APPROVED, {"venue_ka": ""})


def test_what_the_short_form_cannot_say_leads_to_the_long_one(browser, partner, returned):
    event = find_event(returned)
    event.precision = DatePrecision.MONTH
    db.session.commit()
    answer = browser.sign_in(partner).get(f"/desk/submit/{returned}")
    assert (answer.status, answer.location) == (303, f"/desk/events/{returned}/edit")


def test_others_events_are_neither_seen_nor_changed(new_browser, make_user, returned, typed):
    stranger = new_browser().sign_in(make_user(Role.PARTNER, organisation=OTHER))
    for path in (f"/desk/submit/{returned}", f"/desk/submit/{returned}/sent"):
        assert stranger.get(path).status == 404
    assert stranger.post(f"/desk/submit/{returned}", typed).status == 404
    event = find_event(returned)
    event.state = EventState.PUBLISHED
    db.session.commit()
    assert stranger.post(f"/desk/submit/{returned}", typed).status == 403
    observer = new_browser().sign_in(make_user(Role.OBSERVER, organisation=OWN))
    assert observer.get("/desk/submit/").status == 403
    assert find_event(returned).title_ka == "ძველი"


def test_clashes_are_shown_with_and_without_scripts(browser, partner, make_event, typed):
    day = today() + timedelta(days=22)
    make_event(
        OTHER,
        title_ka="სხვა შეხვედრა",
        first_day=day.isoformat(),
        municipality="telavi",
        columns={"state": EventState.PUBLISHED},
    )
    browser.sign_in(partner)
    part = browser.post("/desk/events/clashes", typed, htmx=True)
    whole = browser.post("/desk/submit/", typed | {"check": "1"})
    for answer in (part, whole):
        assert answer.status == 200
        assert answer.texts("#clashes li > a")[0] == "სხვა შეხვედრა"
    assert whole.html.select_one("#title_ka")["value"] == typed["title_ka"]
    assert len(whole.html.select(".error")) == 0
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Event)) == 1


def test_markup_stays_text(browser, partner, typed):
    browser.sign_in(partner).post(
        "/desk/submit/", typed | {"title_ka": "<script>alert(1)</script>"}
    )
    for path in ("/desk/", f"/desk/submit/{only_event().id}/sent"):
        answer = browser.get(path)
        assert "<script>alert" not in answer.text
        assert "&lt;script&gt;alert(1)" in answer.text
