"""How the trail says what became of pledges and questions."""

from typing import Any

from flask_babel import lazy_gettext as _l

from stratcom.audit.record_words import Words
from stratcom.messages.enums import CLOSE_LABELS, QUESTION_LABELS, CloseReason, QuestionState

NOTHING = "–"
LABELS = {
    "state": _l("State"),
    "closed_as": _l("Reason"),
    "organisation": _l("Organisation"),
    "note": _l("Note"),
}


def field_in_words(name: str) -> str:
    """What a field is called."""
    return str(LABELS.get(name, name))


def value_in_words(name: str, value: Any) -> str:
    """A label in place of a code."""
    if value in (None, ""):
        return NOTHING
    if name == "state":
        return str(QUESTION_LABELS[QuestionState(value)])
    if name == "closed_as":
        return str(CLOSE_LABELS[CloseReason(value)])
    return str(value)


WORDS = Words(field_in_words, value_in_words)
# The tables whose acts are said so.
TABLES = ("message_pledge", "message_question")
