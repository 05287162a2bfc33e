"""Messages: their words, their page, and how often they come by e-mail."""

import pytest
import sqlalchemy as sa

from stratcom.accounts.enums import Digest
from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.i18n import switch_language
from stratcom.notices import wording
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from stratcom.notices.services import tell

TITLE = {"title_ka": "ლექცია <b>გორში</b>", "title_en": ""}


@pytest.fixture
def person(make_user):
    return make_user(Role.PARTNER, organisation="ნიმუში", language="en")


def told(person, count=1, **values):
    given = {"path": "/desk/events/1", "words": TITLE} | values
    for _number in range(count):
        tell([person], NoticeKind.EVENT_APPROVED, **given)
    db.session.commit()


def test_every_kind_has_words(app):
    words = {"title_ka": "ა", "who_ka": "ბ", "day": "2027-02-01", "count": 3}
    for kind in NoticeKind:
        said = wording.in_words(kind, words)
        assert "%" not in said
        assert said == str(wording.in_markup(kind, words)).replace("&#39;", "'")
        assert wording.in_words(kind, {}) != ""


def test_words_are_in_the_language_of_the_reader(app):
    words = TITLE | {"reason": "დააზუსტეთ თარიღი."}
    with app.test_request_context("/desk/"):
        switch_language("en")
        said = wording.in_markup(NoticeKind.EVENT_RETURNED, words)
        assert said == (
            '“<span lang="ka">ლექცია &lt;b&gt;გორში&lt;/b&gt;</span>” was returned for correction.'
        )
        assert wording.in_words(NoticeKind.EVENT_RETURNED, {"title_en": "A", "title_ka": "ა"}) == (
            "“A” was returned for correction."
        )
        assert wording.in_words(NoticeKind.AGREEMENT_ENDS, {"day": "2027-02-01"}) == (
            "“untitled” ends on 1 February 2027. With: not known."
        )
    assert wording.reason_of(words) == "დააზუსტეთ თარიღი."


def test_the_head_of_every_page_counts_what_is_unread(browser, person):
    browser.sign_in(person)
    assert browser.get("/desk/").texts("#unread-notices") == ["Messages"]
    told(person, 3)
    assert browser.get("/desk/").texts("#unread-notices") == ["Messages 3"]


def test_messages_are_marked_when_they_were_seen(browser, person, make_user):
    told(person, 30)
    other = make_user(Role.PARTNER)
    told(other)
    browser.sign_in(person)
    answer = browser.get("/desk/notices/")
    assert len(answer.html.select("#notices-list li .st")) == 25
    assert answer.texts("#notices-list li a")[0] == "“ლექცია <b>გორში</b>” was approved."
    # Reading by GET alone changes nothing.
    assert browser.get("/desk/").texts("#unread-notices") == ["Messages 30"]
    fields = {
        one["name"]: one["value"] for one in answer.html.select("#notices-list input[type=hidden]")
    }
    answer = browser.post("/desk/notices/read", fields, htmx=True)
    assert (answer.status, answer.texts("#unread-notices")) == (200, ["Messages 5"])
    assert answer.html.select("html") == []
    assert len(browser.get("/desk/notices/?page=2").html.select("#notices-list li .st")) == 5
    answer = browser.post("/desk/notices/read", fields | {"all": "1"})
    assert (answer.status, answer.location) == (303, "/desk/notices/")
    assert browser.get("/desk/").texts("#unread-notices") == ["Messages"]
    unread = sa.select(Notice.user_id).where(Notice.read_at.is_(None))
    assert db.session.scalars(unread).all() == [other.id]


@pytest.mark.parametrize("htmx", [False, True])
def test_list_is_a_page_or_its_part(browser, person, htmx):
    told(person)
    answer = browser.sign_in(person).get("/desk/notices/", htmx=htmx)
    assert bool(answer.html.select("h1")) is not htmx
    assert len(answer.html.select("#notices-list")) == 1


def test_odd_numbers_mark_nothing(browser, person):
    told(person)
    browser.sign_in(person)
    for number in ("", "x", "-1", "²", "9" * 40):
        browser.post("/desk/notices/read", {"since": number, "up_to": number})
    assert browser.get("/desk/").texts("#unread-notices") == ["Messages 1"]


def test_one_chooses_how_often_messages_come_by_mail(browser, person):
    browser.sign_in(person)
    answer = browser.get("/account/notices")
    assert answer.html.select_one("input[checked]")["value"] == "at_once"
    assert answer.texts(".note") == [
        "Your account has no e-mail address yet. Add it under “My account”."
    ]
    answer = browser.post("/account/notices", {"digest": "weekly"})
    assert (answer.status, answer.location) == (303, "/account/notices")
    assert db.session.get_one(User, person.id).digest is Digest.WEEKLY
    entry = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.changes) == (
        "user.digest_chosen",
        {"digest": ["at_once", "weekly"]},
    )
    answer = browser.post("/account/notices", {"digest": "hourly"})
    assert (answer.status, len(answer.html.select("fieldset.bad .error"))) == (422, 1)
    assert db.session.get_one(User, person.id).digest is Digest.WEEKLY


def test_what_is_told_once_is_told_once(app, person, make_user):
    given = {"path": "/desk/", "words": TITLE, "once": "report_due:1:0"}
    assert tell([person], NoticeKind.REPORT_DUE, **given) == 1
    assert tell([person, make_user()], NoticeKind.REPORT_DUE, **given) == 1
    assert tell([person], NoticeKind.REPORT_DUE, but=person.id, path="/", words={}) == 0
