"""The month calendar and the shades of the tile map."""

from datetime import date

import pytest

from stratcom.events.reference import Named
from stratcom.moments import today
from stratcom.places.tilemap import tile_map, upper_limits
from stratcom.public.month import beyond, shorten


def cell(page, number):
    return next(one for one in page.html.select(".cal td") if one.b and one.b.next == str(number))


def test_a_full_day_shows_three_titles_and_the_number_of_the_rest(browser, add_event):
    for number in range(5):
        add_event(f"ღონისძიება {number}", municipality="telavi", first_day="2026-05-09")
    add_event("სხვა დღეს", first_day="2026-05-10")
    add_event("სხვა თვეში", first_day="2026-06-09")
    page = browser.get("/events/calendar/2026/5/?municipality=telavi")
    links = cell(page, 9).select("a")
    assert len(links) == 4
    assert links[3].get_text().startswith("+2")
    day = browser.get(links[3]["href"])
    assert len(day.html.select(".evs li")) == 5
    assert cell(page, 10).select("a") == []
    assert "სხვა თვეში" not in page.text
    assert len(cell(browser.get("/events/calendar/2026/5/"), 10).select("a")) == 1


def test_days_begin_with_their_time_and_in_its_order(browser, add_event):
    add_event("გვიან", first_day="2026-05-09", start_time="18:00")
    add_event("ადრე", first_day="2026-05-09", start_time="09:00")
    page = browser.get("/events/calendar/2026/5/")
    assert [one.get_text(" ", strip=True) for one in cell(page, 9).select("a")] == [
        "09:00 ადრე",
        "18:00 გვიან",
    ]


def test_events_of_several_days_stand_on_each(browser, add_event):
    add_event("ბანაკი", first_day="2026-04-29", last_day="2026-05-02")
    page = browser.get("/events/calendar/2026/5/")
    assert [len(cell(page, day).select("a")) for day in (1, 2, 3)] == [1, 1, 0]
    assert len(cell(browser.get("/events/calendar/2026/4/"), 30).select("a")) == 1


def test_events_without_a_day_stand_below(browser, add_event):
    add_event("თვის განმავლობაში", precision="month", certainty="tentative", first_day="2026-05-01")
    page = browser.get("/events/calendar/2026/5/")
    assert page.html.select(".cal a") == []
    assert page.texts(".evs a") == ["თვის განმავლობაში"]


def test_months_follow_each_other_and_keep_the_filters(browser):
    page = browser.get("/en/events/calendar/2026/12/?online=1")
    assert page.texts("h1") == ["December 2026"]
    assert page.html.select_one("a[rel=prev]")["href"] == "/en/events/calendar/2026/11/?online=1"
    assert page.html.select_one("a[rel=next]")["href"] == "/en/events/calendar/2027/1/?online=1"
    now = today()
    here = browser.get("/en/events/calendar/?online=1")
    assert here.location == f"/en/events/calendar/{now.year}/{now.month}/?online=1"


@pytest.mark.parametrize("path", ["1989/12", "2101/1", "2026/13", "2026/0", "999999999999/1"])
def test_months_outside_of_the_calendar_are_not_found(browser, path):
    assert browser.get(f"/events/calendar/{path}/").status == 404


def test_the_calendar_ends_where_it_must(browser):
    assert browser.get("/events/calendar/1990/1/").html.select_one("a[rel=prev]") is None
    assert browser.get("/events/calendar/2100/12/").html.select_one("a[rel=next]") is None
    assert beyond(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert beyond(date(2100, 12, 1), 1) is None


def test_long_titles_are_cut_at_a_word():
    assert shorten("მოკლე") == "მოკლე"
    cut = shorten("სიტყვა " * 20)
    assert len(cut) <= 61
    assert cut.endswith("სიტყვა…")


@pytest.mark.parametrize(
    ("counts", "limits"),
    [
        ([], []),
        ([0, 0], []),
        ([0, 3], [3]),
        ([1, 1, 1, 9], [1, 9]),
        ([1, 2, 3, 4], [1, 2, 3, 4]),
        ([1, 2, 3, 4, 5, 6, 7, 8], [2, 4, 6, 8]),
    ],
)
def test_shades_are_quarters_of_the_places_that_have_any(counts, limits):
    assert upper_limits(counts) == limits


def test_map_key_covers_every_count_and_occupied_tiles_stay_dashed():
    places = [Named(n, f"p{n}", "ა", "a", tile=(n, 0), occupied=n == 9) for n in range(10)]
    drawn = tile_map(places, {n: n for n in range(10)})
    assert drawn.key == [("q0", 0, 0), ("q1", 1, 3), ("q2", 4, 5), ("q3", 6, 7), ("q4", 8, 9)]
    assert [tile.shade for tile in drawn.tiles][:3] == ["q0", "q1", "q1"]
    assert drawn.tiles[8].shade == "q4"
    assert drawn.tiles[9].shade == "o"
