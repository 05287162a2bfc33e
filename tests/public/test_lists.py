"""The list: filters that combine, chips that take them away, pages, bad input."""

from datetime import timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from stratcom.moments import today


@pytest.fixture
def some_events(add_event):
    add_event(
        "ტრენინგი მასწავლებლებს",
        title_en="Training of teachers",
        municipality="telavi",
        audiences=["teachers"],
        themes=["eu_integration"],
        format="training",
        organisers=["ცენტრი"],
        first_day="2025-03-01",
    )
    add_event(
        "დისკუსია სტუდენტებთან",
        municipality="telavi",
        audiences=["students"],
        format="discussion",
        online=True,
        first_day="2025-04-01",
    )
    add_event("კონცერტი", municipality="gori", audiences=["students"], first_day="2025-05-01")


FIRST, SECOND, THIRD = "ტრენინგი მასწავლებლებს", "დისკუსია სტუდენტებთან", "კონცერტი"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [THIRD, SECOND, FIRST]),
        ("sort=oldest", [FIRST, SECOND, THIRD]),
        ("municipality=telavi", [SECOND, FIRST]),
        ("municipality=telavi&audience=students", [SECOND]),
        ("region=GE-KA&format=training&theme=eu_integration", [FIRST]),
        ("audience=students&audience=teachers", [THIRD, SECOND, FIRST]),
        ("online=1", [SECOND]),
        ("from=2025-03-15&to=2025-04-15", [SECOND]),
        ("from=15.03.2025", [THIRD, SECOND]),
        ("organiser=" + quote("ცენტრი"), [FIRST]),
        ("q=" + quote("მასწავლებლებისთვის"), [FIRST]),
        ("q=teacher&municipality=telavi", [FIRST]),
        ("municipality=atlantis", []),
        ("state=draft&mine=1", [THIRD, SECOND, FIRST]),
    ],
)
def test_filters_combine(browser, some_events, query, found):
    assert browser.get(f"/events/?{query}").texts(".evs a") == found


def test_each_chip_takes_its_filter_away(browser, some_events):
    page = browser.get("/en/events/?municipality=telavi&audience=students&audience=teachers")
    chips = page.html.select('ul[aria-label="Filters in force"] a')
    assert [one.get_text(" ").split(" ×")[0] for one in chips] == ["Telavi", "Students", "Teachers"]
    kept = [parse_qs(urlsplit(one["href"]).query) for one in chips]
    assert kept[0] == {"audience": ["students", "teachers"]}
    assert kept[1] == {"municipality": ["telavi"], "audience": ["teachers"]}
    chosen = page.html.select_one("#audience option[selected]")
    assert chosen["value"] == "students"
    assert page.html.select_one("input[type=hidden][name=audience]")["value"] == "teachers"


def test_coming_and_past_are_one_press_away(browser, add_event):
    add_event("მომავალი", first_day=(today() + timedelta(days=1)).isoformat())
    add_event("შორეული", first_day=(today() + timedelta(days=9)).isoformat())
    add_event("გასული", first_day=(today() - timedelta(days=1)).isoformat())
    chips = browser.get("/en/events/").html.select("ul[aria-label=Time] a")
    coming, past = (one["href"] for one in chips[1:])
    answer = browser.get(f"/en/events/{coming}")
    assert answer.texts(".evs a") == ["მომავალი", "შორეული"]
    assert answer.html.select_one("ul[aria-label=Time] [aria-current]").get_text() == "Upcoming"
    assert browser.get(f"/en/events/{past}").texts(".evs a") == ["გასული"]


def test_empty_list_says_what_to_do(browser, some_events):
    page = browser.get("/en/events/?q=nowhere")
    assert "No event fits all these filters." in page.texts(".note")[0]
    assert page.html.select_one('.note a[href="/en/events/"]')


def test_pages_hold_25_or_50(browser, add_event):
    for number in range(53):
        add_event(f"ღონისძიება {number}", first_day=f"2025-01-{number % 28 + 1:02}")
    first = browser.get("/en/events/?online=0")
    assert len(first.html.select(".evs li")) == 25
    assert first.texts(".count") == ["1–25 of 53"]
    following = first.html.select_one(".pager a[rel=next]")["href"]
    second = browser.get(following)
    assert second.texts(".count") == ["26–50 of 53"]
    assert "online=0" in second.html.select_one(".pager a[rel=prev]")["href"]
    last = browser.get("/en/events/?page=3")
    assert len(last.html.select(".evs li")) == 3
    assert last.html.select_one(".pager a[rel=next]") is None
    assert len(browser.get("/events/?per=50").html.select(".evs li")) == 50
    assert len(browser.get("/events/?per=5000").html.select(".evs li")) == 25
    beyond = browser.get("/en/events/?page=9")
    assert beyond.html.select_one('.note a[href="/en/events/"]')
    seen = {one["href"] for page in (first, second, last) for one in page.html.select(".evs a")}
    assert len(seen) == 53


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=x",
        "page=99999999999999999999",
        "page=²",
        "from=tomorrow",
        "from=2026-02-30&to=9999-99-99",
        "from=0001-01-01&to=9999-12-31",
        "from=9999-12-31",
        "to=0001-01-01",
        "organiser=99999999999999999999999",
        "organiser=-1",
        "q=" + "x" * 5000,
        "q=%00%FF",
        "q=%22%27%3C%25_",
        "region=" + quote("კახეთი"),
        "audience=&theme=&format=",
        "&".join(f"audience=a{number}" for number in range(500)),
        "per=x&sort=x&online=maybe",
    ],
)
@pytest.mark.parametrize("path", ["/events/", "/en/events/calendar/2026/11/", "/feeds/events.ics"])
def test_odd_queries_never_fail(browser, some_events, path, query):
    assert browser.get(f"{path}?{query}").status in {200, 400}


def test_what_is_no_date_is_said(browser, some_events):
    page = browser.get("/en/events/?from=tomorrow")
    assert page.texts("[role=alert]") == ["“tomorrow” is not a date. Write it as 2026-11-23."]
    assert len(page.html.select(".evs li")) == 3
