"""A reader of the public pages asks a question on a phone, without scripts or an account."""

from playwright.sync_api import expect

from tests.browser.test_partner_tasks import Journey
from tests.browser.test_weights import KB


def test_reader_asks_on_a_phone(visit):
    visitor = visit(width=320, scripts=False)
    page = visitor.page
    journey = Journey(page)
    visitor.go("/messages/")
    page.click("ul.says li:last-child a")
    assert page.context.cookies() == []
    page.click("aside .btn")
    page.wait_for_url("**/ask")
    assert [one["httpOnly"] for one in page.context.cookies()] == [True]
    page.fill("#text", "რა შეიცვალა ჩემთვის?")
    page.fill("#email", "reader@example.org")
    page.click("main form button")
    page.wait_for_url("**/asked")
    expect(page.locator("main h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    pages, weight = journey.taken(page)
    assert (pages, weight <= 14 * KB) == (4, True), (pages, weight)
