"""Events for tests, made the way the app makes them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.models import Event
from stratcom.events.services.records import create_event
from stratcom.moments import today
from stratcom.partners.services import find_or_add


@pytest.fixture
def make_event(app) -> Callable[..., Event]:
    """Add an event; `owner` is an organisation's name, other names are fields or columns."""

    def make(owner: str | None = None, *, columns: dict[str, Any] | None = None, **values: Any):
        day = (today() + timedelta(days=30)).isoformat()
        given = {"title_ka": "საინფორმაციო შეხვედრა", "first_day": day, "last_day": day} | values
        if "last_day" not in values:
            given["last_day"] = given["first_day"]
        body = find_or_add(owner, actor=Machine()) if owner else None
        db.session.flush()
        event = create_event(
            given, actor=Machine(), owner_id=body.id if body else None, **(columns or {})
        )
        db.session.commit()
        return event

    return make
