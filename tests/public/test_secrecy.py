"""Nothing but what is published reaches anyone who is not signed in."""

from datetime import timedelta

import pytest

from stratcom.audit.services import Machine
from stratcom.db import db, utcnow
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.queries import find_event
from stratcom.events.services.records import archive_event
from stratcom.moments import today

SECRET = "იდუმალება"
WORD = "zqxsecret"


@pytest.fixture
def hidden(add_event):
    """Events that nobody outside may hear of, each with the secret in every text."""
    told = {
        "title_en": WORD,
        "summary_ka": SECRET,
        "venue_ka": SECRET,
        "settlement": SECRET,
        "organisers": [SECRET],
        "municipality": "telavi",
        "audiences": ["students"],
    }
    events = [
        add_event(SECRET, state=state, **told)
        for state in EventState
        if state is not EventState.PUBLISHED
    ]
    events.append(add_event(SECRET, confidential=True, **told))
    later = utcnow() + timedelta(hours=1)
    events.append(add_event(SECRET, columns={"embargo_until": later}, **told))
    archived = add_event(SECRET, **told)
    archive_event(find_event(archived.id), actor=Machine())
    db.session.commit()
    return [*events, archived]


@pytest.fixture
def shown(add_event):
    """A published event whose inner fields hold the secret."""
    return add_event(
        "ღია",
        title_en="Open",
        municipality="telavi",
        internal_notes=f"{SECRET} {WORD}",
        columns={
            "occurrence": Occurrence.HELD,
            "lesson": f"{SECRET} {WORD}",
            "return_reason": f"{SECRET} {WORD}",
            "review_marks": {"title_ka": f"{SECRET} {WORD}"},
        },
    )


def everything(events):
    now = today()
    paths = ["/", "/events/", "/events/?per=50", "/municipalities/", "/municipalities/telavi/"]
    paths += ["/feeds/events.ics", "/events/?municipality=telavi&audience=students"]
    paths += [f"/events/?organiser={number}" for number in range(1, 6)]
    day = now + timedelta(days=10)
    paths += [f"/events/calendar/{day.year}/{day.month}/", "/events/?from=2000-01-01"]
    paths += [f"/events/{one.id}{end}" for one in events for end in ("/", "-x/", ".ics")]
    pages = [root + path for path in paths for root in ("", "/en")]
    return [*pages, "/sitemap.xml", f"/sitemap-{day.year}.xml", f"/sitemap-{now.year}.xml"]


def test_no_public_answer_holds_a_secret(browser, hidden, shown):
    slug = f"/events/{shown.id}-ghia/"
    for path in [*everything([*hidden, shown]), slug, f"/en/events/{shown.id}-open/"]:
        answer = browser.get(path)
        assert answer.status in {200, 301, 404}, path
        text = f"{answer.text}{answer.location}"
        assert SECRET not in text, path
        assert WORD not in text, path
        assert "idumaleba" not in text, path
    assert browser.get(slug).status == 200


def test_hidden_events_are_not_found_and_not_counted(browser, hidden):
    for event in hidden:
        assert browser.get(f"/events/{event.id}/").status == 404
        assert browser.get(f"/events/{event.id}.ics").status == 404
    assert "თელავი: 0" in browser.get("/").text
    assert browser.get(f"/en/events/?q={WORD}").html.select(".evs li") == []
    assert b"BEGIN:VEVENT" not in browser.get("/feeds/events.ics").data


def test_an_embargo_ends_by_itself(browser, add_event):
    event = add_event("ღია", columns={"embargo_until": utcnow() - timedelta(minutes=1)})
    assert browser.get(f"/events/{event.id}-ghia/").status == 200
    assert browser.get("/events/").texts(".evs a") == ["ღია"]


def test_signed_in_people_see_the_same_public_pages(browser, make_user, hidden, shown):
    before = browser.get("/events/").text
    assert browser.sign_in(make_user()).get("/events/").text == before
