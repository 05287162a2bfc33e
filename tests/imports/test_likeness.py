"""Events of the database known again in the rows of a file."""

from datetime import date

import pytest

from stratcom.accounts.permissions import Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.services.records import create_event
from stratcom.imports.likeness import KnownEvents
from stratcom.sheets import EventValues

DAY = "2026-05-09"


@pytest.fixture
def known(app, make_user):
    values = {
        "title_ka": "NATO-ს კვირეული საჯარო სკოლებში",
        "title_en": "NATO week in public schools",
        "first_day": DAY,
        "last_day": DAY,
        "municipality": "telavi",
        "start_time": "12:00",
    }
    event = create_event(values, actor=Machine(), owner_id=None)
    db.session.commit()
    day = date.fromisoformat(DAY)
    return event, KnownEvents(make_user(Role.EDITOR), day, day)


@pytest.mark.parametrize(
    ("title", "is_known"),
    [
        ("NATO-ს კვირეული საჯარო სკოლებში", True),
        ("ნატოს კვირეულები საჯარო სკოლებისთვის", True),
        ("ნატოს კვირეული საჯარო სკორებში", False),  # too short a word to be mistyped
        ("ნატოს კვირული საჯარო სკოლებში", True),
        ("natos kvireuli sajaro skolebshi", True),
        ("NATO weeks in public schools", True),
        ("NATO week in private schools", False),
        ("ნატოს კვირეული სკოლებში", False),
    ],
)
def test_titles_of_one_event(known, title, is_known):
    event, events = known
    values = {"first_day": DAY, "last_day": DAY, "municipality": "telavi"}
    twin = events.twin(EventValues(title_ka=title), values)
    assert twin == (event.id if is_known else None)


def test_another_hour_or_place_is_another_event(known):
    event, events = known
    row = EventValues(title_ka=event.title_ka)
    same = {"first_day": DAY, "last_day": DAY, "municipality": "telavi"}
    assert events.twin(row, same | {"start_time": "12:00"}) == event.id
    assert events.twin(row, same | {"start_time": "15:00"}) is None
    assert events.twin(row, same | {"municipality": "gori"}) is None
