"""How far an event has come, in words for those who sent it in."""

from flask_babel import gettext as _

from stratcom.events.enums import APPROVED_STATES, AWAITING, EventState, Occurrence
from stratcom.events.models import Event
from stratcom.moments import today


def standing(event: Event) -> tuple[str, str]:
    """The kind of badge and the words on it."""
    approved = event.state in APPROVED_STATES
    if event.archived_at is not None:
        return "", _("Put into the archive") if approved else _("Declined")
    if event.occurrence is Occurrence.CANCELLED:
        return "late", _("Cancelled")
    if event.occurrence is Occurrence.HELD:
        return "held", _("Held, the report is in")
    if approved and event.occurrence in AWAITING and event.last_day < today():
        return "late", _("It is over: the report is awaited")
    return _by_state(event)


def _by_state(event: Event) -> tuple[str, str]:
    words = {
        EventState.DRAFT: ("", _("Draft: not sent yet")),
        EventState.SUBMITTED: ("wait", _("Received, being considered")),
        EventState.RETURNED: ("late", _("Returned: please correct it")),
        EventState.APPROVED: ("ok", _("Approved")),
        EventState.PUBLISHED: ("ok", _("Published")),
    }
    return words[event.state]
