"""Messages in a real browser: found while typing, read in two languages, compared."""

import pytest


@pytest.mark.parametrize("scripts", [True, False])
def test_a_message_is_found_and_read_side_by_side(visit, scripts):
    visitor = visit("editor", scripts=scripts)
    page = visitor.page
    visitor.go("/desk/messages/")
    rows = page.locator("#messages-list tbody tr")
    everything = rows.count()
    assert everything > 1
    page.fill("#q", "უსაფრთხოებით")
    if not scripts:
        page.click("#filters-form button")
    page.wait_for_url("**/desk/messages/?q=*")
    assert 1 <= rows.count() < everything
    rows.first.locator("a").click()
    page.wait_for_url("**/desk/messages/*")
    page.click("main .tabs a:last-child")
    page.wait_for_url("**?view=both")
    languages = page.locator(".roof > span").evaluate_all("them => them.map(one => one.lang)")
    assert languages == ["ka", "en"]


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_wider_than_the_window(visit, served, width):
    visitor = visit("director", width=width)
    drafts = served.site.values["draft_id"]
    paths = ["/desk/messages/", "/desk/messages/languages"]
    paths += [f"/desk/messages/{one}?view=both" for one in drafts]
    paths += [f"/desk/drafts/{drafts[0]}/{rest}" for rest in ("versions", "versions/1", "compare")]
    wide = []
    for path in paths:
        visitor.go(path)
        if visitor.page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert wide == []
