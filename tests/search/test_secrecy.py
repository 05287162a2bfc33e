"""Whoever may not see a record learns nothing of it from any screen of the search.

Each secret is a word that stands nowhere else. Every answer to it, to a part of it or to it
misspelt must be the same after the secret was written down as it was before.
"""

from urllib.parse import quote

import pytest

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.enums import EventState
from stratcom.events.services.records import create_event
from stratcom.moments import today
from stratcom.partners.services import find_or_add
from stratcom.people.services.records import create_person
from tests.messages.sample import draft_message

DRAFT, CONFIDENTIAL, NOTES = "ჟღაფნურმაძო", "ჭყლოპქეჯიზი", "ძრუწხომპატე"
MESSAGE, BODY, PERSON = "ჰვიბჟელთუსა", "ხმოდჩაქრუზი", "ღპეთზუნკაშო"
# The secret by the kind of what holds it.
SECRETS = {DRAFT: "event", CONFIDENTIAL: "event", NOTES: "event"}
SECRETS |= {MESSAGE: "message", BODY: "partner", PERSON: "person"}
HIDDEN = {
    "": set(SECRETS),
    "ngo": set(SECRETS),
    "observer": set(SECRETS) - {BODY},
    "infocentre": set(SECRETS) - {BODY, PERSON},
}


def addresses(login, word, kind):
    """All screens that answer to a word."""
    word = quote(word)
    if login:
        yield f"/desk/search/suggest?q={word}"
        yield f"/desk/search/?q={word}"
        yield f"/desk/search/?q={word}&kind={kind}&from=2000-01-01"
    else:
        yield f"/search/?q={word}"
        yield f"/en/search/?q={word}&kind={kind}&from=2000-01-01"
    yield f"{'/desk' if login else ''}/search/?q={quote('შეხვედრა ევროპის')}+{word}"


def variants(word):
    """The word whole, half typed, with a letter lost, with a letter changed."""
    return word, word[:6], word[:4] + word[5:], f"{word[:5]}ქ{word[6:]}"


def plant(site):
    """Write the secrets down where not everybody reads, for no organisation of the readers'."""
    day = today().isoformat()
    values = {"first_day": day, "last_day": day, "municipality": "telavi", "organisers": ["ნატო"]}
    plain = {"actor": Machine(), "owner_id": None}
    create_event({"title_ka": f"{DRAFT} სოფლად"} | values, **plain, state=EventState.DRAFT)
    confidential = {"title_ka": f"{CONFIDENTIAL} სოფლად", "confidential": True}
    create_event(confidential | values, **plain, state=EventState.PUBLISHED)
    noted = {"title_ka": "გამოფენა სოფლად", "internal_notes": f"{NOTES} სოფლად"}
    create_event(noted | values, **plain, state=EventState.PUBLISHED)
    draft_message(site.user("editor"), f"{MESSAGE} სოფლად")
    find_or_add(f"{BODY} სახლი", actor=Machine())
    create_person({"first_name_ka": PERSON, "last_name_ka": "ხვედელიძე"}, actor=Machine())
    db.session.commit()


@pytest.mark.parametrize("login", list(HIDDEN))
def test_nothing_is_learnt_of_what_one_may_not_see(site, browser, login):
    if login:
        browser.sign_in(site.user(login))
    asked = [
        address
        for secret in sorted(HIDDEN[login])
        for word in variants(secret)
        for address in addresses(login, word, SECRETS[secret])
    ]

    def answers():
        return {one: browser.get(one, htmx=bool(login)).text for one in asked}

    before = answers()
    plant(site)
    after = answers()
    assert [one for one in asked if before[one] != after[one]] == []


def test_the_secrets_are_found_by_who_may_see_them(site, browser):
    plant(site)
    browser.sign_in(site.user("director"))
    for secret in SECRETS:
        assert len(browser.get(f"/desk/search/?q={secret}").html.select(".hits > li")) == 1, secret
        half = browser.get(f"/desk/search/?q={secret[:6]}")
        assert len(half.html.select(".hits > li")) == 1, secret
        misspelt = browser.get(f"/desk/search/?q={secret[:4]}{secret[5:]}")
        assert secret in misspelt.text, secret
    assert browser.get(f"/desk/search/suggest?q={DRAFT[:6]}", htmx=True).html.select("li") != []
