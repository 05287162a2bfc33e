"""The search of the public site: one page, no script, nothing but what is public."""

from datetime import timedelta
from urllib.parse import parse_qs, quote, urlsplit

import brotli
import pytest

from stratcom.accounts.permissions import Role
from stratcom.audit.services import Machine
from stratcom.config import settings
from stratcom.db import db, utcnow
from stratcom.factory import create_app
from stratcom.moments import today
from stratcom.partners.services.records import create_organisation
from tests.conftest import Browser
from tests.html_rules import page_faults
from tests.messages.sample import approved_message

KB = 1024


@pytest.fixture
def found(add_event, make_user):
    """An event, a message and an organisation that all say the same word."""
    event = add_event("მარნეულის გამოფენა", title_en="Exhibition in Marneuli")
    steward = make_user(Role.EDITOR)
    message = approved_message(steward, "გამოფენა ყველასთვის", public=True, published_at=utcnow())
    listed = {"listed": True, "listing_agreed_on": "2026-01-15"}
    body = create_organisation({"name_ka": "გამოფენების სახლი"} | listed, actor=Machine())
    db.session.commit()
    return {"events": event.id, "messages": message.id, "partners": body.id}


def paths(answer):
    return [one["href"] for one in answer.html.select(".hits a")]


@pytest.mark.parametrize(("root", "lang"), [("", "ka"), ("/en", "en")])
def test_every_kind_that_is_public_is_found(browser, found, root, lang):
    answer = browser.get(f"{root}/search/?q=გამოფენა")
    assert (answer.status, list(page_faults(answer.html, lang))) == (200, [])
    shown = {path.split("/")[-3]: path for path in paths(answer)}
    assert set(shown) == set(found)
    for section, number in found.items():
        assert shown[section].startswith(f"{root}/{section}/{number}-")
        assert browser.get(shown[section]).status == 200
    assert answer.html.select("script") == []
    assert answer.html.select_one("meta[name=robots]")["content"] == "noindex"


def test_english_readers_get_english_titles(browser, found):
    answer = browser.get("/en/search/?q=exhibition")
    event = answer.html.select_one(".hits a")
    assert (event.get_text(), event.get("lang")) == ("Exhibition in Marneuli", None)
    assert [one.get_text() for one in event.select("mark")] == ["Exhibition"]


def test_the_twin_asks_the_same(browser, found):
    answer = browser.get(f"/search/?q={quote('გამოფენა')}&kind=event")
    twin = answer.html.select_one("nav a[hreflang=en]")["href"]
    assert twin.startswith("/en/search/?q=")
    assert parse_qs(urlsplit(twin).query) == {"q": ["გამოფენა"], "kind": ["event"]}
    assert len(paths(browser.get(twin))) == 1


def test_one_kind_stays_while_one_searches_on(browser, found):
    answer = browser.get("/search/?q=გამოფენა&kind=partner")
    assert answer.html.select_one("form input[name=kind]")["value"] == "partner"
    assert paths(answer)[0].startswith(f"/partners/{found['partners']}-")
    # A kind that nobody outside may find is no kind here.
    assert len(paths(browser.get("/search/?q=გამოფენა&kind=person"))) == 3


def test_nothing_typed_and_nothing_found(browser, found):
    blank = browser.get("/search/")
    assert (blank.status, len(blank.html.select("main ul li a"))) == (200, 4)
    none = browser.get("/search/?q=წყალმცენარე&region=GE-KA&from=2020-01-01")
    assert (none.status, paths(none)) == (200, [])
    links = [parse_qs(urlsplit(one["href"]).query) for one in none.html.select("main p a")]
    assert {"q": ["წყალმცენარე"]} in links


def test_the_home_page_and_every_head_lead_to_the_search(browser):
    for root in ("", "/en"):
        home = browser.get(f"{root}/")
        assert home.html.select_one("main form")["action"] == f"{root}/search/"
        assert home.html.select_one(f'header a[href="{root}/search/"]')["aria-label"]


def test_a_list_of_25_is_light(browser, add_event):
    for number in range(26):
        day = (today() + timedelta(days=number)).isoformat()
        add_event(f"საჯარო შეხვედრა მოსწავლეებთან №{number}", first_day=day, municipality="telavi")
    answer = browser.get("/search/?q=შეხვედრა&kind=event")
    assert len(paths(answer)) == 25
    assert len(brotli.compress(answer.data, quality=5)) < 8 * KB


def test_answers_to_searches_are_not_kept(app, store, tmp_path, add_event, monkeypatch):
    made = settings(secret="x" * 40, database_url=store.url, media_dir=str(tmp_path))
    second = create_app(made | {"TESTING": True})
    kept = []
    monkeypatch.setattr(
        "stratcom.public.cache.Shelf.put", lambda _shelf, key, _kept: kept.append(key)
    )
    with second.app_context():
        reader = Browser(second)
        add_event("გამოფენა")
        for address in ("/search/?q=გამოფენა", "/en/search/?q=a", "/events/"):
            assert reader.get(address).headers["Cache-Control"] == "public, max-age=60"
        db.session.remove()
        db.engine.dispose()
    assert [key[0] for key in kept] == ["/events/?"]
