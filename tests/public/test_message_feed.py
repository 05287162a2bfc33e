"""The Atom feed of messages, read back as XML, and the site map."""

import uuid
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest

from stratcom.accounts.permissions import Role
from stratcom.db import db, utcnow
from stratcom.events.reference import reference
from tests.messages.sample import approved_message

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PATH = "/feeds/messages.atom"


@pytest.fixture
def publish(make_user):
    editor = make_user(Role.EDITOR)

    def make(title="ევროპა & <სახლი>", **columns):
        shown = {"public": True, "published_at": utcnow()} | columns
        made = approved_message(editor, title, **shown)
        db.session.commit()
        return made

    return make


def read(browser, path):
    answer = browser.get(path)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert "Set-Cookie" not in answer.headers
    return ElementTree.fromstring(answer.data)


def text(element, name):
    (found,) = element.findall(f"a:{name}", ATOM)
    return found.text


@pytest.mark.parametrize(("root", "language"), [("", "ka"), ("/en", "en")])
def test_feed_has_what_atom_requires(publish, browser, root, language):
    theme = reference().offered("theme")[0]
    approved = utcnow() - timedelta(days=2)
    message = publish(approved_at=approved, published_at=approved, theme_id=theme.id)
    feed = read(browser, root + PATH)
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert feed.get(LANG) == language
    assert uuid.UUID(text(feed, "id").removeprefix("urn:uuid:")).version == 5
    assert text(feed, "title")
    assert datetime.fromisoformat(text(feed, "updated")) == approved
    assert feed.findtext("a:author/a:name", namespaces=ATOM)
    links = {one.get("rel"): one for one in feed.findall("a:link", ATOM)}
    assert links["self"].get("href") == f"http://localhost{root}{PATH}"
    assert links["alternate"].get("href") == f"http://localhost{root}/messages/"
    (entry,) = feed.findall("a:entry", ATOM)
    title = "Europe is our home" if root else "ევროპა & <სახლი>"
    assert text(entry, "title") == title
    assert text(entry, "id") != text(feed, "id")
    assert datetime.fromisoformat(text(entry, "updated")) == approved
    assert datetime.fromisoformat(text(entry, "published")) == approved
    (link,) = entry.findall("a:link", ATOM)
    assert link.get("href").startswith(f"http://localhost{root}/messages/{message.id}-")
    assert link.get("hreflang") == language
    assert browser.get(link.get("href").removeprefix("http://localhost")).status == 200
    summary = text(entry, "summary")
    expected = ["The EU helps families.", "Free trade"] if root else ["ოჯახებს", "თავისუფალი"]
    assert all(one in summary for one in expected)
    assert entry.find("a:category", ATOM).get("term") == theme.code


def test_identifiers_stay_when_the_message_changes(publish, browser):
    message = publish()

    def seen(root=""):
        (entry,) = read(browser, root + PATH).findall("a:entry", ATOM)
        return text(entry, "id"), text(entry, "updated")

    before, english = seen(), seen("/en")
    message.approved_at = utcnow() + timedelta(minutes=5)
    message.title_ka = "სხვა"
    db.session.commit()
    after = seen()
    assert before[0] == after[0] != english[0]
    assert before[1] < after[1]


def test_feed_obeys_the_filters_of_the_list(publish, browser):
    publish("უსაფრთხოება")
    publish("ვაჭრობა")

    def titles(query):
        entries = read(browser, f"{PATH}?{query}").findall("a:entry", ATOM)
        return [text(one, "title") for one in entries]

    assert titles("q=უსაფრთხოების") == ["უსაფრთხოება"]
    assert titles("") == ["ვაჭრობა", "უსაფრთხოება"]
    assert titles("theme=no-such") == []


def test_an_empty_feed_is_a_feed(browser):
    feed = read(browser, PATH)
    assert feed.findall("a:entry", ATOM) == []
    assert datetime.fromisoformat(text(feed, "updated"))


def test_page_tells_where_the_feed_is(publish, browser):
    publish()
    for root in ("", "/en"):
        link = browser.get(f"{root}/messages/").html.select_one("[type='application/atom+xml']")
        assert link["href"] == root + PATH


def test_site_map_names_both_languages(publish, browser):
    message = publish("ვაჭრობა")
    index = browser.get("/sitemap.xml").text
    assert "http://localhost/sitemap-messages.xml" in index
    found = ElementTree.fromstring(browser.get("/sitemap-messages.xml").data)
    ka = f"http://localhost/messages/{message.id}-vachroba/"
    en = f"http://localhost/en/messages/{message.id}-europe-is-our-home/"
    assert [one.text for one in found.findall("s:url/s:loc", SITEMAP)] == [ka, en]
    twins = {(x.get("hreflang"), x.get("href")) for x in found.findall("s:url/x:link", SITEMAP)}
    assert twins == {("ka", ka), ("en", en)}
    assert "http://localhost/en/messages/" in browser.get("/sitemap-pages.xml").text
