"""The main job by hand, with scripts and without; nothing typed is ever lost."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from stratcom.moments import today
from tests.media import files

DAY = today() + timedelta(days=60)


def fill_event(page, title):
    page.fill("#title_ka", title)
    page.fill("#first_day", DAY.isoformat())
    page.select_option("#municipality", "telavi")
    page.fill("#organisers", "თელავის მერია")


def wait_until(page, condition):
    """Ask again and again: what Playwright polls with would break the page's own policy."""
    for _ in range(50):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never true: {condition}")


def press(page, to):
    """Press the button of that step and wait for what it leads to."""
    page.click(f'#workflow-panel button[name="to"][value="{to}"]')
    page.wait_for_selector(f'#workflow-panel button[name="to"][value="{to}"]', state="detached")


@pytest.mark.parametrize("scripts", [False, True], ids=["without-scripts", "with-scripts"])
def test_event_goes_from_a_draft_to_the_public(visit, served, scripts):
    title = f"შეხვედრა თელავში {'სკრიპტით' if scripts else 'უსკრიპტოდ'}"
    author = visit(scripts=scripts)
    author.sign_in("infocentre")
    author.go("/desk/events/new")
    fill_event(author.page, title)
    author.page.click("#event-form .save button")
    author.page.wait_for_url(re.compile(r"/desk/events/\d+\?"))
    event_id = re.search(r"/events/(\d+)", author.page.url)[1]
    assert author.page.inner_text("h1") == title
    press(author.page, "submitted")

    director = visit("director", scripts=scripts)
    director.go(f"/desk/events/{event_id}")
    press(director.page, "approved")
    nobody = visit(scripts=scripts)
    nobody.expect(404)
    assert nobody.go(f"/events/{event_id}/").status == 404
    press(director.page, "published")
    assert nobody.go(f"/events/{event_id}/").status == 200
    assert nobody.page.inner_text("h1") == title
    nobody.go(f"/events/?q={title.split()[-1]}")
    expect(nobody.page.get_by_role("link", name=title)).to_be_visible()


@pytest.mark.parametrize("scripts", [False, True], ids=["without-scripts", "with-scripts"])
def test_refused_form_keeps_what_was_typed(visit, scripts):
    visitor = visit("infocentre", scripts=scripts)
    visitor.expect(422)
    page = visitor.page
    visitor.go("/desk/events/new")
    page.fill("#title_ka", "უთარიღო ღონისძიება")
    page.select_option("#municipality", "gori")
    page.click("#event-form .save button")
    page.wait_for_selector(".error-summary")
    assert page.input_value("#title_ka") == "უთარიღო ღონისძიება"
    assert page.input_value("#municipality") == "gori"
    assert page.get_attribute("#first_day", "aria-invalid") == "true"
    assert page.locator('.error-summary a[href="#first_day"]').count() == 1
    if scripts:
        expect(page.locator(".error-summary")).to_be_focused()


def test_warning_of_a_clash_appears_while_typing_and_leaves_the_focus(visit, served):
    visitor = visit("ngo")
    visitor.expect(422)
    page = visitor.page
    visitor.go("/desk/events/new")
    page.click("#event-form .save button")
    page.wait_for_selector(".error-summary")
    page.fill("#title_ka", "სხვა შეხვედრა")
    # The sample of that town is three days ahead.
    page.fill("#first_day", (today() + timedelta(days=4)).isoformat())
    page.select_option("#municipality", "gori")
    page.focus("#settlement")
    expect(page.locator("#clashes")).to_contain_text("ლექცია უსაფრთხოებაზე")
    expect(page.locator("#settlement")).to_be_focused()
    assert page.input_value("#title_ka") == "სხვა შეხვედრა"


def test_clashes_are_found_without_scripts_too(visit):
    page = (visitor := visit("ngo", scripts=False)).page
    visitor.go("/desk/events/new")
    page.fill("#title_ka", "სხვა შეხვედრა")
    page.fill("#first_day", (today() + timedelta(days=4)).isoformat())
    page.select_option("#municipality", "gori")
    page.click('button[formaction*="clashes"]')
    expect(page.locator("#clashes")).to_contain_text("ლექცია უსაფრთხოებაზე")
    assert page.input_value("#title_ka") == "სხვა შეხვედრა"


def test_draft_comes_back_after_a_reload(visit):
    visitor = visit("ministry")
    page = visitor.page
    visitor.go("/desk/events/new")
    page.fill("#title_ka", "დაუმთავრებელი ფიქრი")
    page.select_option("#municipality", "poti")
    wait_until(page, "localStorage.getItem('draft:event-new') !== null")
    page.reload()
    assert page.input_value("#title_ka") == ""
    page.locator("#event-form .note.warning button").first.click()
    assert page.input_value("#title_ka") == "დაუმთავრებელი ფიქრი"
    assert page.input_value("#municipality") == "poti"
    page.fill("#first_day", DAY.isoformat())
    page.click("#event-form .save button")
    page.wait_for_url(re.compile(r"/desk/events/\d+\?"))
    assert page.evaluate("localStorage.getItem('draft:event-new')") is None


def test_back_and_forward_after_a_filter_show_whole_pages(visit):
    visitor = visit("director")
    page = visitor.page
    visitor.go("/desk/events/")
    before = page.inner_text("main")
    page.fill("#q", "დისკუსია დეზინფორმაციაზე")
    page.wait_for_url(re.compile(r"[?&]q="))
    expect(page.locator("#events-list")).to_contain_text("დისკუსია დეზინფორმაციაზე")
    page.click("#events-list tbody a >> text=დისკუსია დეზინფორმაციაზე")
    page.wait_for_url(re.compile(r"/desk/events/\d+$"))
    page.go_back()
    page.wait_for_url(re.compile(r"[?&]q="))
    expect(page.locator("header.top")).to_have_count(1)
    expect(page.locator("#events-list")).to_contain_text("დისკუსია დეზინფორმაციაზე")
    assert page.input_value("#q") == "დისკუსია დეზინფორმაციაზე"
    page.go_back()
    page.wait_for_url(re.compile(r"/desk/events/$"))
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator("header.top")).to_have_count(1)
    expect(page.locator("h1")).to_have_count(1)
    assert page.inner_text("main").split() == before.split()
    page.go_forward()
    page.wait_for_url(re.compile(r"[?&]q="))
    expect(page.locator("header.top")).to_have_count(1)
    expect(page.locator("#events-list")).to_contain_text("დისკუსია დეზინფორმაციაზე")


@pytest.mark.parametrize("scripts", [False, True], ids=["without-scripts", "with-scripts"])
def test_photograph_is_added_and_a_bad_file_refused(visit, served, scripts, tmp_path):
    (tmp_path / "დარბაზი.jpg").write_bytes(files.photograph())
    (tmp_path / "ყალბი.jpg").write_bytes(b"MZ not a picture")
    visitor = visit("editor", scripts=scripts)
    visitor.expect(422)
    page = visitor.page
    event_id = served.site.samples["online" if scripts else "month"]
    visitor.go(f"/desk/events/{event_id}")
    page.click("#files-panel details:last-of-type > summary")
    page.set_input_files("#new-files", sorted(tmp_path.iterdir()))
    page.fill("#new-caption-ka", "სავსე დარბაზი")
    page.click("#files-panel details:last-of-type form button")
    expect(page.locator("#files-panel [role=alert] li")).to_have_text(re.compile("ყალბი.jpg"))
    if scripts:
        expect(page.locator("#files-panel .error-summary")).to_be_focused()
    visitor.go(f"/desk/events/{event_id}")
    image = page.locator("#files-panel img")
    expect(image).to_have_attribute("alt", "სავსე დარბაზი")
    image.scroll_into_view_if_needed()
    wait_until(page, "document.querySelector('#files-panel img').naturalWidth > 0")


def test_expired_session_leads_to_sign_in_and_brings_the_text_back(visit, served):
    visitor = visit()
    visitor.expect(401)
    visitor.sign_in("ministry")
    page = visitor.page
    visitor.go("/desk/events/new")
    fill_event(page, "გვიან გაგზავნილი")
    visitor.context.clear_cookies()
    page.click("#event-form .save button")
    page.wait_for_url(re.compile("/account/sign-in"))
    visitor.sign_in("ministry")
    visitor.go("/desk/events/new")
    page.locator("#event-form .note.warning button").first.click()
    assert page.input_value("#title_ka") == "გვიან გაგზავნილი"


def test_server_that_does_not_answer_leaves_the_form_as_it_was(visit):
    visitor = visit("infocentre")
    page = visitor.page
    visitor.go("/desk/events/new")
    fill_event(page, "უკავშირო ღონისძიება")
    page.route("**/desk/events/**", lambda route: route.abort("internetdisconnected"))
    page.click("#event-form .save button")
    expect(page.locator("#notices .error")).to_be_visible()
    assert page.input_value("#title_ka") == "უკავშირო ღონისძიება"
    visitor.complaints.clear()
