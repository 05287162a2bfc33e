"""The desk of a partner: my events, my reports, what I was told, messages to use."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from stratcom.accounts.models import User
from stratcom.dashboard.queries import Waiting, reports
from stratcom.dashboard.thematic import thematic_messages
from stratcom.db import db
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.facets import Facet, name_facet
from stratcom.events.models import Event
from stratcom.events.queries import load, visible_to
from stratcom.events.rules import own_facet
from stratcom.events.search import find_page
from stratcom.moments import today
from stratcom.notices.models import Notice
from stratcom.notices.queries import messages

SHOWN = 6
SENT_ON = (EventState.SUBMITTED, EventState.APPROVED, EventState.PUBLISHED)


def partner_desk(user: User) -> dict[str, Any]:
    """The few things that matter, each as short as it can be."""
    return {
        "returned": _unsent(user, EventState.RETURNED),
        "drafts": _unsent(user, EventState.DRAFT),
        "coming": _coming(user),
        "due": reports(user),
        "reported": _reported(user),
        "messages": latest_messages(user),
        "thematic": thematic_messages(user),
    }


def _unsent(user: User, state: EventState) -> list[Event]:
    """What waits to be corrected or finished."""
    search = visible_to(user).also(own_facet(user)).also(name_facet(Facet.STATE, state.value))
    return load(find_page(search, number=1, size=SHOWN).items)


def _coming(user: User) -> Waiting:
    """What was sent and is still to come, the soonest first."""
    states = [name_facet(Facet.STATE, one.value) for one in SENT_ON]
    search = visible_to(user).also(own_facet(user)).also(*states).between(today(), None)
    found = find_page(replace(search, oldest_first=True), number=1, size=SHOWN)
    query = {"mine": 1, "from": today().isoformat(), "sort": "oldest"}
    return Waiting(load(found.items), found.total, query)


def _reported(user: User) -> list[Event]:
    """The latest events on which one's organisation has reported."""
    held = name_facet(Facet.OCCURRENCE, Occurrence.HELD.value)
    search = visible_to(user).also(own_facet(user)).also(held)
    found = find_page(search.between(None, today() + timedelta(days=1)), number=1, size=SHOWN)
    return [one for one in load(found.items) if one.reported_at is not None]


def latest_messages(user: User) -> list[Notice]:
    """The newest messages to the person."""
    return list(db.session.scalars(messages(user).limit(SHOWN)))
