"""Words and checks that the templates of events use."""

from flask.blueprints import BlueprintSetupState
from flask_login import current_user

from stratcom.events import rules, trail_words
from stratcom.events.models import Event
from stratcom.events.values import snapshot
from stratcom.events.wording import event_days_long, event_hours, event_place


def when(event: Event) -> str:
    """Days and hours of an event."""
    return ", ".join(part for part in (event_days_long(event), event_hours(event)) if part)


def may_join(event: Event) -> bool:
    """May the signed-in person offer to join this event?"""
    return rules.can_join(current_user, event)


def offer(state: BlueprintSetupState) -> None:
    """Add the words of events to every template."""
    state.app.jinja_env.globals.update(
        when=when,
        where=event_place,
        value_in_words=trail_words.value_in_words,
        act_in_words=trail_words.act_in_words,
        field_label=trail_words.field_label,
        shown_changes=trail_words.shown_changes,
        current_values=snapshot,
        may_join=may_join,
    )
