"""/desk/messages/: one module for each group of screens."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from stratcom.accounts.permissions import Permission
from stratcom.web.navigation import Entry

bp = Blueprint("messages", __name__, url_prefix="/desk/messages")
MENU = (
    Entry(
        "messages.index", _l("Thematic messages"), Permission.MESSAGE_VIEW, 20, section="messages"
    ),
    Entry(
        "messages.languages",
        _l("By language"),
        Permission.MESSAGE_EDIT,
        21,
        section="messages",
        leading=False,
    ),
    Entry(
        "messages.questions",
        _l("Questions"),
        Permission.MESSAGE_ANSWER,
        23,
        section="messages",
        leading=False,
    ),
    Entry(
        "messages.used",
        _l("Use"),
        Permission.MESSAGE_VIEW,
        24,
        section="messages",
        leading=False,
    ),
    Entry(
        "messages.imports",
        _l("From Word"),
        Permission.MESSAGE_EDIT,
        26,
        section="messages",
        leading=False,
    ),
)

# Each module adds its routes to `bp`; a screen's module has the name of its address.
from stratcom.messages.views import (  # noqa: E402
    briefs,
    detail,
    details,
    editing,
    event_messages,
    exports,
    importing,
    languages,
    lists,
    questions,
    taking,
    templating,
    use_reports,
    use_words,
    uses,
    validity,
    weeks,
)

bp.record_once(templating.offer)
bp.record_once(use_words.offer)

__all__ = [
    "MENU",
    "bp",
    "briefs",
    "detail",
    "details",
    "editing",
    "event_messages",
    "exports",
    "importing",
    "languages",
    "lists",
    "questions",
    "taking",
    "use_reports",
    "uses",
    "validity",
    "weeks",
]
