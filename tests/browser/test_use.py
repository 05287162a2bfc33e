"""Choosing what is to be said, copying it, and the brief on one sheet of paper."""

import io

from playwright.sync_api import expect
from pypdf import PdfReader


def test_a_message_is_chosen_on_the_page_of_the_event(served, visit):
    visitor = visit("editor")
    page = visitor.page
    event_id = served.site.samples["draft"]
    visitor.go(f"/desk/events/{event_id}")
    chosen = page.locator("#event-messages > ul li")
    before = chosen.count()
    page.click("#choices a")
    page.fill("#choice-words", "ევროპ")
    expect(page.locator("#choice-words")).to_be_focused()
    page.locator("#choices li button").first.click()
    expect(chosen).to_have_count(before + 1)
    assert page.url.endswith(f"/desk/events/{event_id}")
    chosen.last.locator("form button").click()
    expect(chosen).to_have_count(before)


def test_the_text_is_copied(served, visit):
    visitor = visit("editor")
    page = visitor.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.go("/desk/messages/1")
    page.locator("#text-panel a").first.click()
    page.click("[data-copy]")
    expect(page.locator("[data-copied]")).to_have_text(
        page.locator("[data-copied]").get_attribute("data-copied")
    )
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "ევროკავშირი ოჯახებს ეხმარება." in copied


def test_the_brief_is_one_sheet(served, visit):
    visitor = visit("editor")
    visitor.go(f"/desk/messages/briefs/{served.site.samples['confirmed']}")
    paper = visitor.page.pdf(prefer_css_page_size=True)
    sheets = PdfReader(io.BytesIO(paper)).pages
    assert len(sheets) == 1
    assert (round(sheets[0].mediabox.width), round(sheets[0].mediabox.height)) == (595, 842)
