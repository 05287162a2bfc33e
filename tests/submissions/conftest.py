"""Guest links and what is typed into the forms."""

from datetime import timedelta

import pytest

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.moments import today
from stratcom.partners.services import find_or_add
from stratcom.submissions.services import create_link
from stratcom.submissions.tokens import token_of
from tests.events.conftest import make_event

__all__ = ["make_event"]
DAY = (today() + timedelta(days=20)).isoformat()
TYPED = {
    "title_ka": "საუბარი ევროპაზე",
    "first_day": DAY,
    "start_time": "15:00",
    "municipality": "telavi",
    "venue_ka": "ბიბლიოთეკა",
    "audiences": ["students", "youth"],
    "planned_total": "40",
    "summary_ka": "ღია შეხვედრა.",
    "contact": "ნინო, 555 12 34 56",
}
SENDER = {"sender_name": "ეკა", "sender_email": "eka@example.org", "sender_phone": "555 00 00 00"}


@pytest.fixture
def typed():
    """A short form, filled in."""
    return dict(TYPED)


@pytest.fixture
def sent_by_guest():
    """The same with who sends it."""
    return TYPED | SENDER


@pytest.fixture
def make_link(app):
    """Add a guest link; returns it with its token."""

    def make(organisation="ახალი ხმა", **values):
        body = find_or_add(organisation, actor=Machine())
        db.session.flush()
        given = {"valid_until": today() + timedelta(days=60), "most": 10, "language": "ka"}
        link = create_link(organisation=body, actor=Machine(), **given | {"note": ""} | values)
        db.session.commit()
        return link, token_of(link)

    return make


class Visit:
    """A guest's browser on the page of a link."""

    def __init__(self, browser, token):
        self.browser, self.token, self.root = browser, token, f"/submit/{token}/"
        browser.get(self.root)
        with browser.client.session_transaction() as session:
            session["csrf"] = browser.token

    def get(self, path=""):
        return self.browser.get(self.root + path)

    def post(self, fields, path="", **options):
        return self.browser.post(self.root + path, fields, **options)


@pytest.fixture
def visit(new_browser):
    return lambda token: Visit(new_browser(), token)
