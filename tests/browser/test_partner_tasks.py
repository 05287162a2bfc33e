"""The three tasks of a partner, each in three page loads and 60 KB, by a browser new to it."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.events.enums import EventState
from stratcom.events.services.records import create_event
from stratcom.moments import today
from tests.browser.test_weights import KB, Scales

MOST_PAGES, MOST_BYTES = 3, 60 * KB
SCRIPTS = pytest.mark.parametrize("scripts", [False, True], ids=["without-scripts", "with-scripts"])


class Journey(Scales):
    """Weighs a whole task and counts its pages."""

    def taken(self, page):
        """(pages, bytes) so far."""
        page.wait_for_load_state("networkidle")
        pages = [one for one, (kind, _) in self.kinds.items() if kind == "Document"]
        return len(pages), self.weight()[0]


def assert_light(journey, page):
    pages, weight = journey.taken(page)
    assert pages <= MOST_PAGES
    assert weight <= MOST_BYTES, weight


@SCRIPTS
def test_signing_in_is_light(visit, scripts):
    visitor = visit(scripts=scripts)
    journey = Journey(visitor.page)
    visitor.sign_in("ngo")
    expect(visitor.page.locator("main h2")).to_have_count(4)
    assert_light(journey, visitor.page)


def test_the_desk_of_a_partner_is_light(visit):
    visitor = visit("ngo")
    scales = Scales(visitor.page)
    cold, _ = scales.load(visitor, "/desk/")
    warm, _ = scales.load(visitor, "/desk/")
    assert (cold <= 30 * KB, warm <= 6 * KB) == (True, True), (cold, warm)


@SCRIPTS
def test_submitting_an_event_is_light(visit, served, scripts):
    visitor = visit("ngo", scripts=scripts)
    page = visitor.page
    journey = Journey(page)
    visitor.go("/desk/")
    page.click("main .bar .btn")
    page.wait_for_url("**/desk/submit/")
    title = f"საჯარო ლექცია {'სკრიპტით' if scripts else 'უსკრიპტოდ'}"
    page.fill("#title_ka", title)
    page.fill("#first_day", (today() + timedelta(days=33)).isoformat())
    page.select_option("#municipality", "telavi")
    page.check('#audiences input[value="students"]')
    page.fill("#summary_ka", "ღია საუბარი ყველასთვის.")
    page.click("#short-form .save button")
    page.wait_for_url(re.compile(r"/desk/submit/\d+/sent"))
    expect(page.locator("main")).to_contain_text(title)
    assert_light(journey, page)
    event_id = int(re.search(r"submit/(\d+)/", page.url)[1])
    with served.app.app_context():
        state = db.session.execute(
            sa.text("SELECT state FROM event WHERE id = :id"), {"id": event_id}
        ).scalar()
        db.engine.dispose()
    assert state == EventState.SUBMITTED


@SCRIPTS
def test_reporting_is_light(visit, served, scripts):
    event_id = add_finished_event(served, f"დასრულებული შეხვედრა {int(scripts)}")
    visitor = visit("ngo", scripts=scripts)
    page = visitor.page
    journey = Journey(page)
    visitor.go("/desk/")
    page.click(f'main a[href="/desk/events/{event_id}/report"]')
    page.wait_for_selector("#report-form")
    page.fill("#actual_total", "37")
    page.fill("#result", "ბევრი კითხვა დაისვა.")
    page.click("#report-form button")
    page.wait_for_url(f"**/desk/events/{event_id}")
    expect(page.locator("#notices .success")).to_be_visible()
    assert_light(journey, page)


def add_finished_event(served, title):
    """An event of the partner that was published and is over."""
    with served.app.app_context():
        partner = db.session.get_one(User, served.site.people["ngo"])
        day = (today() - timedelta(days=1)).isoformat()
        values = {"title_ka": title, "first_day": day, "last_day": day, "municipality": "telavi"}
        given = {"owner_id": partner.organisation_id, "state": EventState.PUBLISHED}
        event_id = create_event(values, actor=partner, **given).id
        db.session.commit()
        db.engine.dispose()
    return event_id


def test_the_short_form_warns_of_clashes_while_one_types(visit):
    visitor = visit("ngo")
    page = visitor.page
    visitor.go("/desk/submit/")
    page.fill("#title_ka", "სხვა შეხვედრა")
    page.fill("#first_day", (today() + timedelta(days=4)).isoformat())
    page.select_option("#municipality", "gori")
    page.focus("#venue_ka")
    expect(page.locator("#clashes")).to_contain_text("ლექცია უსაფრთხოებაზე")
    expect(page.locator("#venue_ka")).to_be_focused()
    assert page.input_value("#title_ka") == "სხვა შეხვედრა"


def test_messages_are_marked_once_they_were_seen(visit):
    visitor = visit("ministry")
    page = visitor.page
    visitor.go("/desk/notices/")
    expect(page.locator("#unread-notices b")).to_have_count(1)
    page.wait_for_timeout(2_500)
    expect(page.locator("#unread-notices b")).to_have_count(0)
    visitor.go("/desk/notices/")
    expect(page.locator("#notices-list .st")).to_have_count(0)


def test_a_guest_sends_an_event_on_a_phone(visit, served):
    visitor = visit(width=320, scripts=False)
    page = visitor.page
    journey = Journey(page)
    visitor.go(f"/submit/{served.site.values['token'][0]}/")
    page.fill("#title_ka", "საუბარი ბიბლიოთეკაში")
    page.fill("#first_day", (today() + timedelta(days=21)).isoformat())
    page.select_option("#municipality", "kutaisi")
    page.fill("#sender_name", "ეკა")
    page.fill("#sender_phone", "555 00 00 00")
    page.click("#guest-form .actions button")
    page.wait_for_url("**/sent")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.click("main .btn")
    expect(page.locator(".todo li").first).to_contain_text("საუბარი ბიბლიოთეკაში")
    pages, weight = journey.taken(page)
    assert (pages, weight <= 40 * KB) == (3, True), weight
