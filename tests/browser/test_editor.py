"""Nothing that was typed is lost: a killed browser, an ended session, no network, two editors."""

import os
import random
import re
import signal
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Error, expect

from stratcom.accounts.models import User, UserSession
from stratcom.db import db
from stratcom.drafting.queries import find_version
from tests.browser.conftest import OPTIONS, PASSWORD, Visitor, _chromium_path
from tests.browser.test_weights import KB, Scales

SCRIPTS = pytest.mark.parametrize("scripts", [False, True], ids=["without-scripts", "with-scripts"])
UMBRELLA = '#house-form textarea[lang="ka"] >> nth=0'
LONG = '#house-form textarea[rows="12"][lang="ka"]'
SENTENCE = "საქართველოს მოქალაქეები ევროკავშირის ქვეყნებში უვიზოდ მოგზაურობენ და სწავლობენ. "
KEY_MS = 25
LETTERS = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"


def begin(visitor, title):
    """A new message by the form; gives back its number."""
    visitor.go("/desk/messages/new")
    visitor.page.fill("#title_ka", title)
    visitor.page.click("#new-form button")
    visitor.page.wait_for_url(re.compile(r"/desk/messages/\d+/edit"))
    return int(re.search(r"/messages/(\d+)/", visitor.page.url)[1])


def edit(draft_id):
    return f"/desk/messages/{draft_id}/edit"


def save(page, value="save"):
    """Press the button and wait for what it leads to."""
    with page.expect_navigation():
        page.click(f'.sticky button[value="{value}"]')


def umbrella_of(served, draft_id, number):
    with served.app.app_context():
        version = find_version(draft_id, number)
        found = version.lead_ka if version else None
        db.session.remove()
        db.engine.dispose()
    return found


class Profile:
    """A browser of its own with a folder on disk, as a person's is."""

    def __init__(self, served, chromium, folder):
        self.folder = Path(folder)
        self.context = chromium.browser_type.launch_persistent_context(
            str(folder),
            executable_path=_chromium_path(),
            args=list(OPTIONS),
            viewport={"width": 1280, "height": 900},
        )
        self.visitor = Visitor(served, self.context)
        self.page = self.visitor.page

    def kill(self):
        """End the browser as a crash would: at once, without a word to its pages."""
        os.kill(self._process(), signal.SIGKILL)
        for _ in range(100):
            if not self._found():
                return
            time.sleep(0.05)

    def _process(self):
        (first, *_) = self._found()
        return first

    def _found(self):
        """The browser itself, not the processes of its pages."""
        found = []
        for one in Path("/proc").iterdir():
            try:
                said = (one / "cmdline").read_bytes() if one.name.isdigit() else b""
            except OSError:
                continue
            if f"--user-data-dir={self.folder}".encode() in said and b"--type=" not in said:
                found.append(int(one.name))
        return found


@contextmanager
def opened(served, chromium, folder):
    profile = Profile(served, chromium, folder)
    try:
        yield profile
    finally:
        with suppress(Error):
            profile.context.close()


def brought_back(page, served, draft_id):
    """Open the editor again and take what it offers."""
    page.goto(served.address + edit(draft_id))
    page.wait_for_load_state("networkidle")
    page.wait_for_selector("#kept-text")
    page.click('main a[href*="kept=1"]')
    page.wait_for_selector("#house-form")
    return page.input_value(UMBRELLA)


def test_browser_killed_in_mid_sentence_loses_at_most_five_seconds(served, chromium, tmp_path):
    text = SENTENCE * 4
    with opened(served, chromium, tmp_path / "first") as profile:
        profile.visitor.sign_in("editor")
        draft_id = begin(profile.visitor, "მოკლული ბრაუზერი")
        profile.page.focus(UMBRELLA)
        began = time.monotonic()
        profile.page.keyboard.type(text, delay=KEY_MS)
        typed = time.monotonic() - began
        profile.kill()
    second = typed / len(text)
    with opened(served, chromium, tmp_path / "another") as fresh:
        fresh.visitor.sign_in("editor")
        found = brought_back(fresh.page, served, draft_id)
    assert text.startswith(found)
    lost_elsewhere = (len(text) - len(found)) * second
    with opened(served, chromium, tmp_path / "first") as again:
        # A browser that was killed may have had no time to write its cookies down.
        again.page.goto(served.address + "/desk/")
        if "sign-in" in again.page.url:
            again.visitor.sign_in("editor")
        found = brought_back(again.page, served, draft_id)
        assert text.startswith(found)
        lost_here = (len(text) - len(found)) * second
        save(again.page)
    assert typed > 5
    assert lost_elsewhere <= 5, f"{lost_elsewhere:.1f} s"
    assert lost_here <= 5, f"{lost_here:.1f} s"
    print(f"lost: {lost_here:.1f} s here, {lost_elsewhere:.1f} s elsewhere")  # noqa: T201
    assert umbrella_of(served, draft_id, 2) == found.strip()


def end_sessions(served, login):
    with served.app.app_context():
        user_id = db.session.scalar(sa.select(User.id).where(User.login == login))
        db.session.execute(sa.delete(UserSession).where(UserSession.user_id == user_id))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    served.signed_in.clear()


@SCRIPTS
def test_session_that_ended_while_writing_loses_nothing(served, visit, scripts):
    visitor = visit(scripts=scripts)
    visitor.sign_in("editor")
    page = visitor.page
    draft_id = begin(visitor, "გასული სესია")
    visitor.expect(401, 400)
    end_sessions(served, "editor")
    # As long as the longest texts are: ten thousand words.
    dice = random.Random(4)
    long = " ".join("".join(dice.choices(LETTERS, k=dice.randint(3, 13))) for _ in range(10_000))
    page.fill(LONG, long)
    page.fill(UMBRELLA, "ტექსტი, რომელიც არ დაიკარგება.")
    if scripts:
        expect(page.locator("#kept")).not_to_be_empty()
    save(page)
    assert page.locator("#login").count() == 1
    page.fill("#login", "editor")
    page.fill("#password", PASSWORD)
    with page.expect_navigation():
        page.click("main button")
    with page.expect_navigation():
        page.click("main form button")
    assert page.url.endswith(f"/desk/messages/{draft_id}")
    assert umbrella_of(served, draft_id, 2) == "ტექსტი, რომელიც არ დაიკარგება."
    visitor.go(edit(draft_id))
    assert page.input_value(LONG) == long


def test_signing_in_elsewhere_lets_the_open_editor_keep_again(served, visit):
    visitor = visit()
    visitor.sign_in("editor")
    page = visitor.page
    draft_id = begin(visitor, "სხვა ჩანართი")
    visitor.expect(401, 400)
    end_sessions(served, "editor")
    page.fill(UMBRELLA, "აკრეფილი გასვლის შემდეგ")
    expect(page.locator("#kept")).not_to_be_empty()
    tab = visitor.context.new_page()
    tab.goto(served.address + "/account/sign-in")
    tab.fill("#login", "editor")
    tab.fill("#password", PASSWORD)
    tab.click("main button")
    tab.wait_for_url("**/desk/")
    with page.expect_response(
        lambda one: one.url.endswith("/keep") and one.status == 204, timeout=40_000
    ):
        page.fill(UMBRELLA, "აკრეფილი ისევ შესვლის შემდეგ")
    save(page)
    assert umbrella_of(served, draft_id, 2) == "აკრეფილი ისევ შესვლის შემდეგ"


def test_typed_without_a_network_is_kept_here_and_recovered(served, visit):
    visitor = visit()
    visitor.sign_in("editor")
    page = visitor.page
    draft_id = begin(visitor, "უქსელოდ")
    page.context.set_offline(True)
    page.focus(UMBRELLA)
    page.keyboard.type(SENTENCE, delay=KEY_MS)
    expect(page.locator("#kept")).to_have_text(re.compile(r"\d\d:\d\d"))
    page.click('.sticky button[value="save"]')
    page.wait_for_timeout(300)
    assert page.input_value(UMBRELLA) == SENTENCE
    page.wait_for_timeout(2000)
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(served.address + edit(draft_id))
    page.wait_for_selector("#kept-text")
    expect(page.locator(".diff ins")).to_contain_text(SENTENCE.split()[0])
    page.click('main a[href*="kept=1"]')
    assert page.input_value(UMBRELLA) == SENTENCE.strip()
    save(page)
    assert umbrella_of(served, draft_id, 2) == SENTENCE.strip()
    visitor.go(edit(draft_id))
    assert page.locator("#kept-text").count() == 0
    visitor.complaints = [one for one in visitor.complaints if "INTERNET_DISCONNECTED" not in one]


def test_keeping_goes_on_when_the_network_is_back(served, visit):
    visitor = visit("editor")
    page = visitor.page
    begin(visitor, "ქსელი დაბრუნდა")
    page.context.set_offline(True)
    page.fill(UMBRELLA, "ნაწერი")
    expect(page.locator("#kept")).not_to_be_empty()
    with page.expect_response(lambda one: one.url.endswith("/keep") and one.status == 204):
        page.context.set_offline(False)
    visitor.complaints = [one for one in visitor.complaints if "INTERNET_DISCONNECTED" not in one]


def test_kept_text_is_offered_and_discarded_without_scripts(served, visit):
    typing, reading = visit("editor"), visit("editor", scripts=False)
    draft_id = begin(typing, "გადაგდებული ტექსტი")
    with typing.page.expect_response(lambda one: one.url.endswith("/keep")):
        typing.page.fill(UMBRELLA, "აკრეფილი და შეუნახავი")
    reading.go(edit(draft_id))
    expect(reading.page.locator(".diff ins")).to_have_text("აკრეფილი და შეუნახავი")
    reading.page.click('main a[href*="kept=1"]')
    assert reading.page.input_value(UMBRELLA) == "აკრეფილი და შეუნახავი"
    reading.go(edit(draft_id))
    reading.page.click("main button.danger")
    assert reading.page.input_value(UMBRELLA) == ""


@SCRIPTS
def test_two_editors_lose_nothing(served, visit, scripts):
    first, second = visit("editor", scripts=scripts), visit("director", scripts=scripts)
    draft_id = begin(first, "ორი ავტორი")
    first.page.fill(UMBRELLA, "ევროკავშირი ოჯახებს ეხმარება.")
    save(first.page)
    for one in (first, second):
        one.go(edit(draft_id))
    second.page.fill(UMBRELLA, "ევროკავშირი მრავალშვილიან ოჯახებს ეხმარება.")
    second.page.fill('#house-form textarea[lang="ka"] >> nth=1', "საყრდენი მეორე ავტორისგან")
    save(second.page)
    first.expect(409)
    page = first.page
    page.fill(UMBRELLA, "ევროკავშირი ქართულ ოჯახებს ეხმარება.")
    page.fill(LONG, "ვრცელი ტექსტი პირველი ავტორისგან")
    save(page)
    clash = page.locator(".clash")
    assert clash.count() == 1
    expect(clash.locator("p").nth(0).locator("ins")).to_have_text(re.compile("მრავალშვილიან"))
    expect(clash.locator("p").nth(1).locator("ins")).to_have_text(re.compile("ქართულ"))
    assert page.input_value('#house-form .pair textarea[lang="ka"] >> nth=1') != ""
    assert page.input_value(LONG) == "ვრცელი ტექსტი პირველი ავტორისგან"
    if scripts:
        expect(page.locator("#conflict")).to_be_focused()
    clash.locator('input[value="theirs"]').check()
    save(page)
    assert umbrella_of(served, draft_id, 4) == "ევროკავშირი მრავალშვილიან ოჯახებს ეხმარება."
    first.go(edit(draft_id))
    assert (
        page.input_value('#house-form textarea[lang="ka"] >> nth=1') == "საყრდენი მეორე ავტორისგან"
    )
    assert page.input_value(LONG) == "ვრცელი ტექსტი პირველი ავტორისგან"


@SCRIPTS
def test_rows_are_added_moved_and_saved(served, visit, scripts):
    visitor = visit("editor", scripts=scripts)
    page = visitor.page
    begin(visitor, "სტრიქონები")
    pillars = page.locator('#pillars > fieldset > .pair textarea[lang="ka"]')
    for place, text in enumerate(("პირველი", "მეორე", "მესამე")):
        pillars.nth(place).fill(text)
    page.click('button[value="add:pillar"]')
    expect(pillars).to_have_count(4)
    pillars.nth(3).fill("მეოთხე")
    page.locator("#pillars > fieldset").nth(3).locator('> .tools button[value^="up:"]').click()
    expect(pillars.nth(2)).to_have_value("მეოთხე")
    page.locator("#pillars > fieldset").nth(0).locator("> .tools input").check()
    save(page, "go")
    assert [one.input_value() for one in pillars.all()] == ["მეორე", "მეოთხე", "მესამე"]


def test_toolbar_writes_markdown_that_can_be_undone_and_previewed(served, visit):
    visitor = visit("editor")
    page = visitor.page
    begin(visitor, "გაფორმება")
    page.focus(LONG)
    page.keyboard.type("მთავარი აზრი")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+b")
    assert page.input_value(LONG) == "**მთავარი აზრი**"
    page.keyboard.press("Control+z")
    assert page.input_value(LONG) == "მთავარი აზრი"
    page.click(".md-list")
    assert page.input_value(LONG) == "- მთავარი აზრი"
    page.click(".md-preview")
    expect(page.locator(".preview li")).to_have_text("მთავარი აზრი")
    expect(page.locator('[data-words="ka"]')).to_have_text("3")


def test_editor_is_light(served, visit):
    visitor = visit("editor")
    draft_id = served.site.values["draft_id"][0]
    scales = Scales(visitor.page)
    cold, _ = scales.load(visitor, edit(draft_id))
    warm, _ = scales.load(visitor, edit(draft_id))
    scales.begin()
    questions = visitor.page.locator("#questions > fieldset")
    before = questions.count()
    visitor.page.click('button[value="add:question"]')
    expect(questions).to_have_count(before + 1)
    visitor.page.wait_for_timeout(200)
    row, _ = scales.weight()
    assert cold <= 30 * KB, cold
    assert warm <= 8 * KB, warm
    assert 0 < row <= 4 * KB, row


def test_button_pressed_twice_saves_once(served, visit):
    visitor = visit("editor")
    draft_id = begin(visitor, "ორჯერ დაჭერილი")
    visitor.page.fill(UMBRELLA, "ერთხელ შენახული")
    with visitor.page.expect_navigation():
        visitor.page.dblclick('.sticky button[value="save"]')
    expect(visitor.page.locator("h1")).to_have_text("ორჯერ დაჭერილი")
    assert umbrella_of(served, draft_id, 2) == "ერთხელ შენახული"
    assert umbrella_of(served, draft_id, 3) is None
    visitor.go(edit(draft_id))
    assert visitor.page.input_value(UMBRELLA) == "ერთხელ შენახული"
