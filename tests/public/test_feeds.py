"""Calendars, read back with a calendar library."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from stratcom.events.enums import Occurrence
from stratcom.moments import today


def entries(answer):
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return {str(one["uid"]): one for one in Calendar.from_ical(answer.data).walk("VEVENT")}


def only(answer):
    (entry,) = entries(answer).values()
    return entry


def test_entry_says_what_the_page_says(browser, add_event):
    event = add_event(
        "ტრენინგი, მასწავლებლებს; №1",
        title_en="Training",
        summary_ka="მოკლედ.",
        first_day="2026-12-07",
        start_time="14:00",
        end_time="16:30",
        municipality="telavi",
        settlement="იყალთო",
        venue_ka="სკოლა",
        format="training",
        audiences=["teachers"],
        themes=["eu_integration"],
        languages=["ka"],
        organisers=["ცენტრი"],
        contact="info@example.ge",
        internal_notes="შიდა",
        columns={"sequence": 3},
    )
    answer = browser.get("/feeds/events.ics")
    entry = only(answer)
    assert entry["uid"] == f"{event.uid}@localhost"
    assert (entry["summary"], entry["status"]) == ("ტრენინგი, მასწავლებლებს; №1", "CONFIRMED")
    assert entry["sequence"] == 3
    assert entry.decoded("dtstart") == datetime(2026, 12, 7, 10, tzinfo=UTC)
    assert entry.decoded("dtend") == datetime(2026, 12, 7, 12, 30, tzinfo=UTC)
    assert entry["location"] == "სკოლა, იყალთო, თელავი"
    assert entry["url"].startswith(f"http://localhost/events/{event.id}-treningi")
    assert entry["categories"].to_ical().decode() == "ტრენინგი,პედაგოგები,ევროინტეგრაცია"
    assert "მოკლედ." in entry["description"]
    assert "ცენტრი" in entry["description"]
    assert "შიდა" not in answer.text
    assert entry["dtstamp"].dt == entry["last-modified"].dt
    calendar = Calendar.from_ical(answer.data)
    assert calendar["refresh-interval"].dt == timedelta(hours=6)
    assert calendar["x-wr-calname"]
    assert max(len(line) for line in answer.data.splitlines()) <= 75


def test_english_feed_leads_to_english_pages(browser, add_event):
    event = add_event("ტრენინგი", title_en="Training", municipality="telavi")
    entry = only(browser.get("/en/feeds/events.ics"))
    assert (entry["summary"], entry["location"]) == ("Training", "Telavi")
    assert entry["url"] == f"http://localhost/en/events/{event.id}-training/"


def test_whole_days_end_on_the_day_after(browser, add_event):
    add_event("ბანაკი", first_day="2026-12-07", last_day="2026-12-09", certainty="tentative")
    entry = only(browser.get("/feeds/events.ics"))
    assert entry.decoded("dtstart") == date(2026, 12, 7)
    assert entry.decoded("dtend") == date(2026, 12, 10)
    assert (entry["status"], entry["transp"]) == ("TENTATIVE", "TRANSPARENT")


def test_a_month_is_a_span_that_says_so(browser, add_event):
    add_event(
        "ა", title_en="Fair", precision="month", certainty="tentative", first_day="2026-12-01"
    )
    entry = only(browser.get("/en/feeds/events.ics"))
    assert entry["summary"] == "Fair (day to be settled: December 2026)"
    assert entry.decoded("dtstart") == date(2026, 12, 1)
    assert entry.decoded("dtend") == date(2027, 1, 1)


def test_cancelled_events_stay_in_the_feed_as_cancelled(browser, add_event):
    add_event(
        title_en="x",
        columns={"occurrence": Occurrence.CANCELLED, "change_reason": "მიზეზი"},
    )
    entry = only(browser.get("/en/feeds/events.ics?alarm=30"))
    assert entry["status"] == "CANCELLED"
    assert entry["description"].startswith("Cancelled: მიზეზი")
    assert entry.walk("VALARM") == []


def test_alarm_rings_before_the_event(browser, add_event):
    add_event(first_day="2026-12-07", start_time="14:00")
    (alarm,) = only(browser.get("/feeds/events.ics?alarm=30")).walk("VALARM")
    assert alarm["trigger"].dt == timedelta(minutes=-30)
    for odd in ("0", "-5", "x", "999999"):
        assert only(browser.get(f"/feeds/events.ics?alarm={odd}")).walk("VALARM") == []


def test_feed_holds_the_past_year_what_comes_and_obeys_filters(browser, add_event):
    now = today()
    for title, days, place in (("მომავალი", 400, "telavi"), ("ახლახან", -300, "gori")):
        add_event(title, first_day=(now + timedelta(days=days)).isoformat(), municipality=place)
    add_event("ძველი", first_day=(now - timedelta(days=500)).isoformat(), municipality="telavi")
    add_event(
        "მიმდინარე",
        first_day=(now - timedelta(days=2)).isoformat(),
        last_day=(now + timedelta(days=2)).isoformat(),
    )

    def titles(query=""):
        found = entries(browser.get(f"/feeds/events.ics{query}"))
        return {str(one["summary"]) for one in found.values()}

    assert titles() == {"მომავალი", "ახლახან", "მიმდინარე"}
    assert titles("?municipality=telavi") == {"მომავალი"}
    assert titles("?municipality=telavi&from=2000-01-01") == {"მომავალი", "ძველი"}
    assert titles(f"?to={now - timedelta(days=200)}") == {"ახლახან"}


def test_single_event_is_a_download(browser, add_event):
    event = add_event("ერთი")
    answer = browser.get(f"/events/{event.id}.ics")
    assert answer.headers["Content-Disposition"] == f"attachment; filename=event-{event.id}.ics"
    assert only(answer)["summary"] == "ერთი"
