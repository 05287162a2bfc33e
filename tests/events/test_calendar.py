"""Month and week: every event on each of its days."""

from collections import Counter
from datetime import date, timedelta

import pytest

from stratcom.accounts.permissions import Role
from stratcom.events import queries
from stratcom.events.calendar import agenda
from stratcom.events.enums import DatePrecision
from tests.events.population import everything, populate

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def test_an_agenda_counts_every_event_on_each_of_its_days(app, make_user):
    populate(150)
    found = agenda(queries.visible_to(make_user(Role.DIRECTOR)), FIRST, LAST, per_day=4)
    counted: Counter[date] = Counter()
    vague = 0
    for event in everything():
        if event.first_day > LAST or event.last_day < FIRST:
            continue
        if event.precision is not DatePrecision.EXACT:
            vague += 1
            continue
        for number in range((event.last_day - event.first_day).days + 1):
            counted[event.first_day + timedelta(days=number)] += 1
    assert [one.day for one in found.days] == [FIRST + timedelta(days=n) for n in range(30)]
    assert {one.day: one.total for one in found.days} == {d.day: counted[d.day] for d in found.days}
    for one in found.days:
        assert len(one.events) == min(4, one.total)
        assert all(event.first_day <= one.day <= event.last_day for event in one.events)
    assert len(found.vague) + found.vague_more == vague > 0


@pytest.mark.parametrize("htmx", [False, True])
def test_the_month_shows_titles_and_leads_to_the_rest(browser, make_user, make_event, htmx):
    for number in range(6):
        make_event(title_ka=f"შეხვედრა {number}", first_day="2026-12-04")
    make_event(title_ka="ბანაკი", first_day="2026-11-29", last_day="2026-12-02")
    make_event(title_ka="თვის ბოლოს", first_day="2026-12-01", precision="month")
    browser.sign_in(make_user(Role.EDITOR))
    answer = browser.get("/desk/events/calendar/2026/12/?format=&q=", htmx=htmx)
    cells = {cell.time["datetime"]: cell for cell in answer.html.select(".cal td") if cell.time}
    assert len(cells) == 31
    assert len(cells["2026-12-04"].select("a:not(.more)")) == 4
    more = cells["2026-12-04"].select_one(".more")
    assert more["href"] == "/desk/events/?from=2026-12-04&to=2026-12-04"
    assert more.get_text().startswith("+2")
    assert [day for day in sorted(cells) if "ბანაკი" in cells[day].get_text()] == [
        "2026-12-01",
        "2026-12-02",
    ]
    assert answer.html.select_one(".vague li a").get_text().startswith("თვის ბოლოს")
    if htmx:
        assert answer.headers["HX-Push-Url"] == "/desk/events/calendar/2026/12/"


def test_the_filter_form_keeps_the_month(browser, make_user, make_event):
    make_event(first_day="2026-12-04")
    browser.sign_in(make_user(Role.EDITOR))
    answer = browser.get("/desk/events/calendar/?at=2026-12&region=", htmx=True)
    assert answer.html.select_one(".cal time")["datetime"] == "2026-12-01"
    assert answer.headers["HX-Push-Url"] == "/desk/events/calendar/2026/12/"
    later = answer.html.select_one('nav a[rel="next"]')["href"]
    assert later == "/desk/events/calendar/2027/1/"


def test_the_week_is_in_order_of_time(browser, make_user, make_event):
    make_event(title_ka="საღამოს", first_day="2026-12-04", start_time="18:00", end_time="19:30")
    make_event(title_ka="დილით", first_day="2026-12-04", start_time="09:00")
    make_event(title_ka="მთელი დღე", first_day="2026-12-04")
    make_event(title_ka="გრძელდება", first_day="2026-12-03", last_day="2026-12-04")
    browser.sign_in(make_user(Role.EDITOR))
    answer = browser.get("/desk/events/week/2026-W49/")
    days = answer.html.select(".weekday")
    friday = days[4]
    assert (len(days), friday.time["datetime"]) == (7, "2026-12-04")
    assert [one.get_text() for one in friday.select("li a")] == [
        "გრძელდება",
        "მთელი დღე",
        "დილით",
        "საღამოს",
    ]
    assert "18:00–19:30" in friday.get_text()
    earlier = answer.html.select_one('nav a[rel="prev"]')["href"]
    assert earlier == "/desk/events/week/2026-W48/"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("calendar/2026/13/", 404),
        ("calendar/0/1/", 404),
        ("calendar/99999999999/1/", 404),
        ("calendar/1990/1/", 200),
        ("calendar/2100/12/", 200),
        ("week/2026-W53/", 200),
        ("week/2025-W53/", 404),
        ("week/2026-W00/", 404),
        ("week/1990-W01/", 200),
        ("week/2100-W52/", 200),
        ("calendar/?from=0001-01-01", 200),
        ("week/?from=9999-12-31", 200),
        ("calendar/2026/11/?from=2027-01-01", 200),
    ],
)
def test_edges_of_the_calendar(browser, make_user, path, status):
    browser.sign_in(make_user(Role.OBSERVER))
    assert browser.get(f"/desk/events/{path}").status == status
