"""Headers, weights and methods of public answers."""

import re

import brotli
import pytest

from stratcom.web.assets import asset_url

PATHS = ("/", "/en/", "/events/", "/events/calendar/2026/11/", "/municipalities/telavi/")
PATHS += ("/feeds/events.ics", "/about/", "/robots.txt", "/sitemap.xml", "/en/events/?online=1")
KB = 1024


@pytest.mark.parametrize("path", PATHS)
def test_answers_may_be_kept_and_ask_for_no_cookie(browser, add_event, path):
    add_event(municipality="telavi")
    answer = browser.get(path)
    assert answer.status == 200
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    again = browser.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status, again.data) == (304, b"")
    assert "Cookie" not in again.headers.get("Vary", "")


def test_a_change_of_an_event_changes_the_tag(browser, add_event):
    add_event("ერთი")
    tag = browser.get("/events/").headers["ETag"]
    add_event("ორი")
    assert browser.get("/events/", headers={"If-None-Match": tag}).status == 200


def test_head_answers_like_get_without_a_body(browser, add_event):
    add_event()
    answer = browser._send("HEAD", "/events/", htmx=False)
    assert (answer.status, answer.data) == (200, b"")


def packed(data: bytes) -> int:
    return len(brotli.compress(data, quality=5))


def test_pages_are_light_and_need_one_more_file(browser, app, add_event):
    topics = ("ევროკავშირის პროგრამები", "ნატო და უსაფრთხოება", "უვიზო მიმოსვლა", "დეზინფორმაცია")
    places = ("telavi", "gori", "batumi", "kutaisi", "zugdidi", "marneuli", "akhaltsikhe")
    for number in range(30):
        event = add_event(
            f"საინფორმაციო შეხვედრა №{number}: {topics[number % 4]}",
            title_en=f"Information meeting No. {number}: {topics[number % 4]}",
            municipality=places[number % 7],
            settlement=f"სოფელი {number}",
            start_time=f"{9 + number % 9:02}:30",
            first_day=f"2027-05-{number % 28 + 1:02}",
            audiences=["students", "teachers"][: number % 2 + 1],
            summary_ka=f"შეხვედრაზე განიხილავენ თემას: {topics[number % 4]}. " * 3,
            description_ka=f"ღონისძიების აღწერა №{number}. " * 20,
            organisers=["ნატოსა და ევროკავშირის შესახებ საინფორმაციო ცენტრი"],
        )
    with app.test_request_context():
        style = asset_url("css/base.css")
    style_size = len(brotli.compress(browser.get(style).data, quality=11))
    assert style_size <= 3 * KB
    limits = {
        "/": 8,
        "/events/": 8,
        f"/events/{event.id}/": 5,
        "/events/calendar/2027/5/": 9,
        "/municipalities/telavi/": 8,
        "/municipalities/": 8,
    }
    for path, limit in limits.items():
        answer = browser.get(path, follow_redirects=True)
        assert packed(answer.data) <= limit * KB, path
        assert packed(answer.data) + style_size <= 14 * KB, path
        needed = re.findall(r'(?:src|href)="([^"]+\.(?:css|js|png|svg|webp))"', answer.text)
        assert needed == [style], path
