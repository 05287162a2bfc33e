"""Finished answers are kept, and never shown after a change."""

import time
from dataclasses import replace

import pytest

from stratcom.accounts.permissions import Role
from stratcom.audit.services import Machine
from stratcom.config import settings
from stratcom.db import db
from stratcom.events import queries
from stratcom.events.enums import EventState
from stratcom.events.services import workflow
from stratcom.events.services.records import create_event
from stratcom.factory import create_app
from stratcom.public import cache
from tests.conftest import Browser


@pytest.fixture
def kept_app(app, store, tmp_path):
    """A second app on the same database, as another process would be, with its cache on."""
    made = settings(secret="x" * 40, database_url=store.url, media_dir=str(tmp_path))
    second = create_app(made | {"TESTING": True})
    with second.app_context():
        yield second
        db.session.remove()
        db.engine.dispose()


def publish(title):
    day = {"first_day": "2027-05-01", "last_day": "2027-05-01"}
    event = create_event(
        {"title_ka": title} | day, actor=Machine(), owner_id=None, state=EventState.PUBLISHED
    )
    db.session.commit()
    return event.id


def test_second_request_is_answered_without_reading_events(kept_app, monkeypatch):
    publish("ერთი")
    reader = Browser(kept_app)
    first = reader.get("/events/")
    monkeypatch.setattr("stratcom.public.views.listing", None)
    second = reader.get("/events/")
    assert (second.status, second.data) == (200, first.data)
    assert second.headers["ETag"] == first.headers["ETag"]
    again = reader.get("/events/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.data) == (304, b"")


def test_change_made_elsewhere_is_seen_at_once(kept_app, app, make_user):
    event_id = publish("წასაღები")
    reader = Browser(kept_app)
    assert "წასაღები" in reader.get("/events/").text
    with app.app_context():  # another process
        event = queries.find_event(event_id)
        workflow.move_event(
            event, EventState.APPROVED, actor=make_user(Role.EDITOR), expected_version=1
        )
        db.session.commit()
        db.session.remove()
    assert "წასაღები" not in reader.get("/events/").text
    assert reader.get(f"/events/{event_id}/").status == 404


def test_forms_of_packing_are_kept_apart(kept_app):
    publish("ერთი")
    reader = Browser(kept_app)
    packed = reader.get("/events/", headers={"Accept-Encoding": "br"})
    plain = reader.get("/events/")
    assert packed.headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in plain.headers
    assert "ერთი" in plain.text


def test_old_answers_leave_when_there_is_no_room(monkeypatch):
    monkeypatch.setattr(cache, "MOST_BYTES", 10)
    shelf = cache.Shelf()
    kept = cache.Kept("1", time.monotonic() + 60, b"123456", ())
    shelf.put("a", kept)
    shelf.put("b", kept)
    assert shelf.get("a", "1") is None
    assert shelf.get("b", "1") is kept
    assert shelf.get("b", "2") is None
    shelf.put("b", replace(kept, until=0))
    assert shelf.get("b", "1") is None
