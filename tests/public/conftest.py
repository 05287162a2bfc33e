"""Published events to look at."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.enums import EventState
from stratcom.events.models import Event
from stratcom.events.services.records import create_event, refile
from stratcom.moments import today


@pytest.fixture
def add_event(app: Flask) -> Callable[..., Event]:
    """Add an event, published unless told otherwise, in ten days unless told otherwise.

    Keywords are fields of the event; those of `columns` are set on the record as they are.
    """

    def add(
        title_ka: str = "შეხვედრა თელავში",
        *,
        state: EventState = EventState.PUBLISHED,
        columns: dict[str, Any] | None = None,
        **values: Any,
    ) -> Event:
        soon = (today() + timedelta(days=10)).isoformat()
        day = values.setdefault("first_day", soon)
        values.setdefault("last_day", day)
        event = create_event(
            {"title_ka": title_ka, "certainty": "confirmed", **values},
            actor=Machine(),
            owner_id=None,
            state=state,
        )
        for name, value in (columns or {}).items():
            setattr(event, name, value)
        db.session.flush()
        refile(event)
        db.session.commit()
        return event

    return add
