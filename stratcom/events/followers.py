"""Features above that follow what becomes of events; the factory announces them."""

from collections.abc import Callable, Sequence

from flask import Flask, current_app

from stratcom.events.enums import EventState
from stratcom.events.models import Event

FOLLOWERS = "event_followers"
# Hears of events that were taken to a state, in the transaction that took them there.
Follower = Callable[[Sequence[Event], EventState], None]


def announce(app: Flask, follower: Follower) -> None:
    """Let a feature follow events; the factory calls this."""
    app.extensions.setdefault(FOLLOWERS, []).append(follower)


def tell_followers(events: Sequence[Event], to: EventState) -> None:
    """Let every follower hear of it."""
    known: list[Follower] = current_app.extensions.get(FOLLOWERS, [])
    for follower in known:
        follower(events, to)
