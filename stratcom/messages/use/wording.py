"""How uses of messages are said in lists and files."""

from stratcom.events.reference import reference
from stratcom.events.wording import event_days, event_place
from stratcom.georgian import dates
from stratcom.i18n import current_language
from stratcom.messages.models import Message, MessageUse
from stratcom.settings.services import read_settings
from stratcom.vocabularies.enums import TermKind


def spoken_title(message: Message) -> str:
    """The title of the version in force: a later draft is nobody's business here."""
    return message.approved.title if message.approved else message.title


def when_used(use: MessageUse) -> str:
    """The day, or the days of the event."""
    if use.event is not None:
        return event_days(use.event)
    return dates.short_day(use.day) if use.day else ""


def where_used(use: MessageUse) -> str:
    """The place in the reader's language."""
    if use.event is not None:
        return event_place(use.event)
    return use.municipality.name if use.municipality else ""


def what_for(use: MessageUse) -> str:
    """The event's title, or what else it was."""
    return use.event.title if use.event is not None else use.reference


def whom_for(use: MessageUse) -> str:
    """The audience that was named, else those of the event."""
    if use.audience is not None:
        return use.audience.label
    if use.event is None:
        return ""
    known = reference().terms
    terms = (known[link.term_id] for link in use.event.term_links)
    return ", ".join(one.name for one in terms if one.kind == TermKind.AUDIENCE)


def department() -> str:
    """What the department is called in the reader's language."""
    office = read_settings()
    return office.department_en if current_language() == "en" else office.department_ka
