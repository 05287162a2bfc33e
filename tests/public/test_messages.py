"""Thematic messages for everybody: the approved version, while it is in force, in two languages."""

from datetime import timedelta

import pytest

from stratcom.accounts.permissions import Role
from stratcom.db import db, utcnow
from stratcom.drafting.enums import PartKind
from stratcom.drafting.parts import Part
from stratcom.events.reference import reference
from stratcom.messages.models import MessageAudience
from stratcom.messages.services.filing import file_message
from stratcom.moments import today
from tests.messages.sample import approved_message, house_parts


@pytest.fixture
def publish(make_user):
    editor = make_user(Role.EDITOR)

    def make(title="ევროპა ჩვენი სახლია", *, audience="", **columns):
        shown = {"public": True, "published_at": utcnow()} | columns
        made = approved_message(editor, title, **shown)
        if audience:
            term_id = reference().term_ids[("audience", audience)]
            db.session.add(MessageAudience(message_id=made.id, term_id=term_id))
        db.session.commit()
        return made.id

    return make


@pytest.fixture
def publish_parts(make_user, monkeypatch):
    """A published message of other parts than the sample's."""
    editor = make_user(Role.EDITOR)

    def make(parts, *, ready=("ka", "en"), **columns):
        monkeypatch.setattr("tests.messages.sample.house_parts", lambda _title: parts)
        shown = {"public": True, "published_at": utcnow()} | columns
        made = approved_message(editor, **shown)
        db.session.commit()
        return made.id

    return make


def titles(browser, query="", root=""):
    answer = browser.get(f"{root}/messages/{query}")
    assert answer.status == 200
    return answer.texts("ul.says h2")


def page_of(browser, number, root=""):
    moved = browser.get(f"{root}/messages/{number}/")
    assert moved.status == 301
    answer = browser.get(moved.location)
    assert answer.status == 200
    return answer


def test_page_says_what_was_approved(publish, browser):
    number = publish(audience="farmers" if ("audience", "farmers") in reference().term_ids else "")
    answer = page_of(browser, number)
    assert answer.html.h1.get_text() == "ევროპა ჩვენი სახლია"
    assert answer.texts(".lede") == ["ევროკავშირი ოჯახებს ეხმარება."]
    assert answer.texts(".holds h2") == ["უვიზო მიმოსვლა", "თავისუფალი ვაჭრობა", "განათლება"]
    fact, plain = answer.html.select(".rests li")
    assert fact.a["href"] == "https://ec.europa.eu/"
    assert fact.a.get_text() == "ევროკომისია"
    assert fact.time["datetime"] == "2017-03-28"
    assert plain.get_text(strip=True) == "ექსპორტი გაიზარდა."
    assert answer.texts("section[aria-labelledby=answers] h3") == ["რას კარგავს ფერმერი?"]
    assert answer.html.select_one("section[aria-labelledby=more] strong").get_text() == "სრული"
    assert answer.html.select_one("[rel=canonical]")["href"].endswith(
        f"/messages/{number}-evropa-chveni-sakhlia/"
    )
    twin = answer.html.select_one("head [hreflang=en]")["href"]
    assert twin == f"/en/messages/{number}-europe-is-our-home/"
    english = browser.get(twin)
    assert english.html.h1.get_text() == "Europe is our home"
    assert english.html.select_one("head [hreflang=ka]")["href"] == (
        f"/messages/{number}-evropa-chveni-sakhlia/"
    )
    assert english.html.select_one(".rests a")["lang"] == "ka"
    assert answer.html.select("script") == []
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_any_other_ending_leads_to_the_right_one(publish, browser):
    number = publish()
    right = f"/messages/{number}-evropa-chveni-sakhlia/"
    for odd in (f"/messages/{number}/", f"/messages/{number}-x/", f"/messages/{number}-europe/"):
        assert (browser.get(odd).status, browser.get(odd).location) == (301, right)
    moved = browser.get(f"/messages/{number}-x/ask")
    assert (moved.status, moved.location) == (301, f"{right}ask")


@pytest.mark.parametrize(
    ("columns", "status"),
    [
        ({"public": False}, 404),
        ({"archived_at": utcnow()}, 404),
        ({"approved_number": None}, 404),
        ({"valid_from": today() + timedelta(days=1)}, 404),
        ({"withdrawn_at": utcnow()}, 410),
        ({"valid_until": today() - timedelta(days=1)}, 410),
        ({"withdrawn_at": utcnow(), "public": False}, 410),
        ({"withdrawn_at": utcnow(), "public": False, "published_at": None}, 404),
        ({"withdrawn_at": utcnow(), "archived_at": utcnow()}, 404),
        ({"valid_until": today() - timedelta(days=1), "public": False}, 404),
    ],
)
def test_what_is_not_in_force_is_nowhere(publish, browser, columns, status):
    number = publish("უჩინარი სიტყვა", **columns)
    for root in ("", "/en"):
        assert titles(browser, root=root) == []
        for end in ("/", "-x/", "-x/ask", "-x/asked"):
            answer = browser.get(f"{root}/messages/{number}{end}")
            assert answer.status == status, end
            assert "უჩინარი" not in answer.text
        assert "უჩინარი" not in browser.get(f"{root}/feeds/messages.atom").text
        assert "უჩინარი" not in browser.get(f"{root}/").text
    with browser.client.session_transaction() as session:
        session["csrf"] = browser.token
    assert browser.post(f"/messages/{number}-x/ask", {"text": "კითხვა ასეთი"}).status == status
    assert f"/messages/{number}-" not in browser.get("/sitemap-messages.xml").text


def test_english_parts_that_are_missing_stand_in_georgian_and_say_so(publish_parts, browser):
    parts = [*house_parts("სათაური"), Part("p9", PartKind.PILLAR, {"ka": "მხოლოდ ქართულად"})]
    number = publish_parts(parts)
    english = page_of(browser, number, "/en")
    assert english.html.select(".holds h2")[-1]["lang"] == "ka"
    assert english.html.select(".holds h2")[0].get("lang") is None
    assert "Some parts are not translated yet" in english.text
    assert "Some parts are not translated yet" not in page_of(browser, number).text


def test_a_translation_that_nobody_called_ready_is_not_shown(make_user, browser, monkeypatch):
    monkeypatch.setattr(
        "tests.messages.sample.create_message", _without_ready(monkeypatch), raising=True
    )
    made = approved_message(make_user(Role.EDITOR), public=True, published_at=utcnow())
    db.session.commit()
    english = page_of(browser, made.id, "/en")
    assert english.html.h1["lang"] == "ka"
    assert "This message is not available in this language yet." in english.text
    for path in ("/en/messages/", "/en/feeds/messages.atom", "/en/", "/sitemap-messages.xml"):
        text = browser.get(path).text
        assert "Europe is our home" not in text
        assert "europe-is-our-home" not in text


def _without_ready(_monkeypatch):
    from stratcom.messages.services.records import create_message

    def create(**values):
        return create_message(**values | {"ready": ["ka"]})

    return create


def test_facts_out_of_date_leave_the_page(publish_parts, browser):
    yesterday = (today() - timedelta(days=1)).isoformat()
    parts = [
        *house_parts("სათაური"),
        Part("f8", PartKind.PROOF, {"ka": "ვადაგასული"}, "p1", {"until": yesterday}),
        Part("f9", PartKind.PROOF, {"ka": "დღემდე"}, "", {"until": today().isoformat()}),
    ]
    text = page_of(browser, publish_parts(parts)).text
    assert "ვადაგასული" not in text
    assert "დღემდე" in text


def test_links_lead_to_web_pages_alone(publish_parts, browser):
    facts = {"url": "javascript:alert(1)", "source": "წყარო"}
    parts = [
        *house_parts("სათაური"),
        Part("f9", PartKind.PROOF, {"ka": "<script>x</script>"}, "", facts),
        Part("b9", PartKind.BODY, {"ka": "<script>x</script> [ბმული](javascript:alert(1))"}),
    ]
    answer = page_of(browser, publish_parts(parts))
    assert "<script" not in answer.text
    assert [a for a in answer.html.select("a") if a["href"].startswith("javascript")] == []


def test_list_is_narrowed_by_words_theme_and_audience(publish, browser):
    known = reference()
    theme, other = known.offered("theme")[:2]
    audience = known.offered("audience")[0]
    publish("სოფლის მეურნეობა", theme_id=theme.id, audience=audience.code)
    publish("უსაფრთხოება", theme_id=other.id)
    assert titles(browser) == ["უსაფრთხოება", "სოფლის მეურნეობა"]
    assert titles(browser, "?q=უსაფრთხოებას") == ["უსაფრთხოება"]
    assert titles(browser, "?q=ოჯახებისთვის") == titles(browser)
    assert titles(browser, "?q=სოფ") == ["სოფლის მეურნეობა"]
    assert titles(browser, f"?theme={theme.code}") == ["სოფლის მეურნეობა"]
    assert titles(browser, f"?audience={audience.code}") == ["სოფლის მეურნეობა"]
    assert titles(browser, "?theme=no-such") == []
    assert titles(browser, "?q=არარსებული") == []
    assert titles(browser, "?page=7") == []
    offered = browser.get("/messages/").html
    assert {one["value"] for one in offered.select("#theme option")} == {"", theme.code, other.code}
    assert {one["value"] for one in offered.select("#audience option")} == {"", audience.code}
    assert titles(browser, root="/en") == ["Europe is our home"] * 2


def test_first_page_names_the_newest(publish, browser):
    assert browser.get("/").html.select(".lede") == []
    publish("ძველი", published_at=utcnow() - timedelta(days=3))
    number = publish("ახალი")
    answer = browser.get("/")
    assert answer.texts(".lede h2") == ["ახალი"]
    assert answer.html.select_one(".lede a")["href"] == f"/messages/{number}-akhali/"
    assert browser.get("/en/").texts(".lede h2") == ["Europe is our home"]


def test_withdrawing_shows_at_once_though_pages_are_kept(publish, kept_app, browser):
    from stratcom.audit.services import Machine, record
    from stratcom.messages.models import Message
    from tests.conftest import Browser

    number = publish()
    reader = Browser(kept_app)
    path = page_path(reader, number)
    assert reader.get(path).status == 200
    found = db.session.get_one(Message, number)
    found.withdrawn_at = utcnow()
    record("message.withdrawn", found, actor=Machine())
    file_message(found)
    db.session.commit()
    assert reader.get(path).status == 410
    assert reader.get("/messages/").texts("ul.says h2") == []


def page_path(browser, number):
    return browser.get(f"/messages/{number}/").location


@pytest.fixture
def kept_app(app, store, tmp_path):
    """A second app on the same database, as another process would be, with its cache on."""
    from stratcom.config import settings
    from stratcom.factory import create_app

    made = settings(secret="x" * 40, database_url=store.url, media_dir=str(tmp_path))
    second = create_app(made | {"TESTING": True})
    yield second
    with second.app_context():
        db.session.remove()
        db.engine.dispose()
