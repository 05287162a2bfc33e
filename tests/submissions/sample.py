"""A guest link with what came by it, for tests of every page."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.events.enums import EventState
from stratcom.events.services.workflow import move_event
from stratcom.events.values import empty_values
from stratcom.moments import today
from stratcom.partners.services import find_or_add
from stratcom.submissions.models import GuestLink, GuestSubmission
from stratcom.submissions.services import create_link, send_as_guest
from stratcom.submissions.tokens import token_of

SENDER = {"sender_name": "ეკა", "sender_email": "eka@example.org", "sender_phone": ""}


def add_submissions(director: User) -> None:
    """One event that waits for approval and one that waits for its report."""
    body = find_or_add("ახალგაზრდული კავშირი (ნიმუში)", name_en="Youth union", actor=director)
    db.session.flush()
    until = today() + timedelta(days=60)
    terms: dict[str, Any] = {"valid_until": until, "most": 10, "language": "ka", "note": ""}
    link = create_link(organisation=body, actor=director, **terms)
    for title, days in (("ვორკშოპი ბიბლიოთეკაში", 40), ("შეხვედრა სოფელში", -1)):
        day = (today() + timedelta(days=days)).isoformat()
        values = empty_values() | {"title_ka": title, "first_day": day, "last_day": day}
        values["municipality"] = "sighnaghi"
        event = send_as_guest(link, values, SENDER).event
    approved = EventState.APPROVED
    move_event(event, approved, actor=director, expected_version=event.row_version)


def sample_ids() -> dict[str, list[Any]]:
    """What stands for them in addresses."""
    links = db.session.scalars(sa.select(GuestLink).order_by(GuestLink.id)).all()
    return {
        "link_id": [one.id for one in links],
        "token": [token_of(one) for one in links],
        "submission_id": list(db.session.scalars(sa.select(GuestSubmission.id))),
    }
