"""Words and checks that the templates of events use."""

from datetime import date

from flask.blueprints import BlueprintSetupState
from flask_login import current_user

from stratcom.events import rules, trail_words
from stratcom.events.models import Event
from stratcom.events.queries import recent_organisers
from stratcom.events.values import snapshot
from stratcom.events.wording import event_days, event_days_long, event_hours, event_place
from stratcom.georgian import dates
from stratcom.i18n import current_language

ORGANISERS_OFFERED = 20


def when(event: Event) -> str:
    """Days and hours of an event."""
    return ", ".join(part for part in (event_days_long(event), event_hours(event)) if part)


def known_organisers() -> list[str]:
    """Organisers named of late, to choose from while typing."""
    return recent_organisers(ORGANISERS_OFFERED)


def may_join(event: Event) -> bool:
    """May the signed-in person offer to join this event?"""
    return rules.can_join(current_user, event)


def may_report(event: Event) -> bool:
    """May the signed-in person say how this event went?"""
    return rules.can_report(current_user, event)


def weekday(day: date) -> str:
    """Name of the day of the week in the reader's language."""
    return dates.weekday(day, _language())


def weekdays() -> tuple[str, ...]:
    """Short names of the days of the week, from Monday."""
    return dates.SHORT_WEEKDAYS[_language()]


def _language() -> dates.Lang:
    return "en" if current_language() == "en" else "ka"


def offer(state: BlueprintSetupState) -> None:
    """Add the words of events to every template."""
    state.app.jinja_env.globals.update(
        when=when,
        where=event_place,
        value_in_words=trail_words.value_in_words,
        field_label=trail_words.field_label,
        shown_changes=trail_words.shown_changes,
        current_values=snapshot,
        may_join=may_join,
        known_organisers=known_organisers,
        may_report=may_report,
        when_short=event_days,
        hours=event_hours,
        weekday=weekday,
        weekdays=weekdays,
    )
