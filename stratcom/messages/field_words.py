"""How fields of a house and their values are said to people."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.drafting.enums import PART_LABELS
from stratcom.drafting.fields import TEXT
from stratcom.drafting.parts import Part
from stratcom.events.reference import reference
from stratcom.i18n import LANGUAGES
from stratcom.messages.enums import CHANNEL_LABELS
from stratcom.messages.house.reading import AUDIENCE, CHANNEL, DAY, LANGUAGE, SOURCE, UNTIL, URL
from stratcom.moments import read_day
from stratcom.vocabularies.enums import TermKind
from stratcom.web.filters import long_day

FACT_LABELS = {
    SOURCE: _l("Source"),
    DAY: _l("Day"),
    URL: _l("Link"),
    UNTIL: _l("Valid until"),
    AUDIENCE: _l("Audience"),
    CHANNEL: _l("Channel"),
    LANGUAGE: _l("Language"),
    TEXT: _l("Text"),
}
TERMS = {AUDIENCE: TermKind.AUDIENCE, LANGUAGE: TermKind.LANGUAGE}


def field_in_words(part: Part | None, name: str) -> str:
    """'Proof point, Georgian', 'Proof point, source'."""
    what: Any = LANGUAGES.get(name) or FACT_LABELS.get(name, "")
    kind = PART_LABELS[part.kind] if part else _("Text")
    return f"{kind}, {what}" if what else str(kind)


def value_in_words(name: str, value: str) -> str:
    """A text as it is, a code by its name, a day as people write it."""
    if name in TERMS and value:
        known = reference()
        term = known.terms.get(known.term_ids.get((TERMS[name], value), 0))
        return term.name if term else value
    if name == CHANNEL and value:
        labels = {str(channel): str(label) for channel, label in CHANNEL_LABELS.items()}
        return labels.get(value, value)
    day = read_day(value) if name in {DAY, UNTIL} else None
    return long_day(day) if day else value


def script_words() -> dict[str, str]:
    """What the script of the editor says."""
    return {
        "kept": _("Kept at {time}"),
        "offline": _("No connection: kept in this browser at {time}"),
        "here": _("Kept in this browser; the server did not take it"),
        "out": _("You are signed out. Sign in in another tab: your text is kept here"),
        "failed": _("No answer from the server. What you typed is still here; try again."),
        "toolbar": _("Formatting"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "heading": _("Heading"),
        "list": _("List"),
        "numbered": _("Numbered list"),
        "quote": _("Quotation"),
        "link": _("Link"),
        "preview": _("Preview"),
    }
