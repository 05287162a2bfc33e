"""The one search in a real browser: the combobox of the head, results while one types."""

import pytest

from tests.browser.test_pages import WIDER, violations
from tests.browser.test_weights import Scales

KB = 1024
OPEN = '#seek[aria-expanded="true"]'
ACTIVE = "document.getElementById('seek').getAttribute('aria-activedescendant')"
SAID = "document.getElementById('said').textContent"


def type_in_head(visitor, text):
    """Type into the field of the head and wait for what is offered."""
    visitor.page.click("#seek")
    visitor.page.wait_for_selector("#seek[role=combobox]")
    visitor.page.keyboard.type(text, delay=20)
    visitor.page.wait_for_selector(OPEN)


def test_suggestions_are_chosen_by_keys(visit):
    visitor = visit("director")
    page = visitor.page
    visitor.go("/desk/notices/")
    type_in_head(visitor, "შეხვედ")
    options = page.locator("#suggestions [role=option]")
    count = options.count()
    assert 1 < count <= 8
    assert page.evaluate(SAID).endswith(str(count))
    assert page.evaluate(ACTIVE) is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(ACTIVE) == "s2"
    assert page.locator('[role=option][aria-selected="true"]').get_attribute("id") == "s2"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    # Above the first the field itself is the choice again, and above that the last.
    assert page.evaluate(ACTIVE) is None
    page.keyboard.press("ArrowUp")
    assert page.evaluate(ACTIVE) == f"s{count}"
    page.keyboard.press("Escape")
    assert page.get_attribute("#seek", "aria-expanded") == "false"
    assert page.input_value("#seek") == "შეხვედ"
    assert page.evaluate("document.activeElement.id") == "seek"


def test_enter_opens_the_choice_or_searches(visit):
    visitor = visit("director")
    page = visitor.page
    visitor.go("/desk/notices/")
    type_in_head(visitor, "შეხვედ")
    address = page.locator("#s1").get_attribute("data-to")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    type_in_head(visitor, "შეხვედრა")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/search/?q=*")
    assert page.input_value("#q") == "შეხვედრა"
    assert page.locator(".hits li").count() > 0


def test_a_press_opens_the_choice_and_leaving_closes_the_list(visit):
    visitor = visit("director")
    page = visitor.page
    visitor.go("/desk/notices/")
    type_in_head(visitor, "შეხვედ")
    page.keyboard.press("Tab")
    assert page.locator("#suggestions [role=option]").count() == 0
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("End")
    page.keyboard.type("რ")
    page.wait_for_selector(OPEN)
    address = page.locator("#s2").get_attribute("data-to")
    page.click("#s2")
    page.wait_for_url(f"**{address}")


def test_a_slash_goes_to_the_nearest_field(visit):
    visitor = visit("director")
    page = visitor.page
    for path, field in (("/desk/notices/", "seek"), ("/desk/partners/", "q")):
        visitor.go(path)
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == field
        page.keyboard.type("1/2")
        assert page.input_value(f"#{field}") == "1/2"


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (768, "light"), (1280, "light")])
def test_the_open_list_is_accessible_and_fits(visit, width, scheme):
    visitor = visit("director", width=width, scheme=scheme)
    visitor.go("/desk/notices/")
    type_in_head(visitor, "შეხვედ")
    visitor.page.keyboard.press("ArrowDown")
    assert violations(visitor) == []
    assert visitor.page.evaluate(WIDER) == []
    box = visitor.page.locator("#suggestions").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_are_accessible_and_fit(visit, width, scheme):
    staff = visit("director", width=width, scheme=scheme)
    public = visit(width=width, scheme=scheme)
    queries = ("", "?q=შეხვედრა", "?q=შეხვედრა&kind=event&from=2020-01-01", "?q=შეხვედრაჟჟ")
    for query in queries:
        for visitor, root in ((staff, "/desk"), (public, ""), (public, "/en")):
            visitor.go(f"{root}/search/{query}")
            assert (violations(visitor), visitor.page.evaluate(WIDER)) == ([], []), (root, query)


@pytest.mark.parametrize("scripts", [True, False])
def test_results_come_while_one_types_or_at_a_press(visit, scripts):
    visitor = visit("editor", scripts=scripts)
    page = visitor.page
    visitor.go("/desk/search/")
    page.fill("#q", "შეხვედრა")
    if not scripts:
        page.click("#search-form .find button")
    page.wait_for_url("**/desk/search/?q=*")
    everything = page.locator(".hits li").count()
    assert everything > 1
    page.click('.chips a[href$="kind=event"]')
    page.wait_for_url("**kind=event*")
    page.click("#search-form summary")
    page.fill("#from", "2100-01-01")
    if not scripts:
        page.click("#search-form .actions button")
    page.wait_for_url("**from=2100-01-01*")
    assert "kind=event" in page.url
    assert page.locator(".hits li").count() == 0
    page.go_back()
    page.wait_for_url(lambda address: "from=" not in address)
    page.wait_for_selector(".hits li")


def test_the_field_of_the_head_works_without_scripts(visit):
    visitor = visit("editor", scripts=False, width=320)
    visitor.go("/desk/notices/")
    visitor.page.fill("#seek", "შეხვედრა")
    visitor.page.press("#seek", "Enter")
    visitor.page.wait_for_url("**/desk/search/?q=*")
    assert visitor.page.locator(".hits li").count() > 0


def test_answers_while_one_types_are_light(visit):
    visitor = visit("director")
    page = visitor.page
    scales = Scales(page)
    scales.load(visitor, "/desk/notices/")
    page.click("#seek")
    page.wait_for_selector("#seek[role=combobox]")
    scales.begin()
    page.keyboard.type("შეხვედრა")
    page.wait_for_selector(OPEN)
    weight, requests = scales.weight()
    assert requests >= 1
    assert weight / requests <= 2 * KB, (weight, requests)
    scales.load(visitor, "/desk/search/")
    scales.begin()
    page.fill("#q", "შეხვედრა")
    page.wait_for_selector(".hits li")
    page.wait_for_load_state("networkidle")
    weight, requests = scales.weight()
    assert weight / requests <= 4 * KB, (weight, requests)


def test_pages_of_results_are_light(visit):
    heavy = {}
    for root in ("", "/en"):
        for query in ("", "?q=შეხვედრა", "?q=შეხვედრა&kind=event"):
            visitor = visit()
            weight, requests = Scales(visitor.page).load(visitor, f"{root}/search/{query}")
            if weight > 14 * KB or requests > 3:
                heavy[root + query] = (weight, requests)
    for query in ("", "?q=შეხვედრა", "?q=შეხვედრა&kind=event"):
        visitor = visit("director")
        scales = Scales(visitor.page)
        cold, _ = scales.load(visitor, f"/desk/search/{query}")
        warm, _ = scales.load(visitor, f"/desk/search/{query}")
        if cold > 30 * KB or warm > 8 * KB:
            heavy[f"/desk{query}"] = (cold, warm)
    assert heavy == {}
