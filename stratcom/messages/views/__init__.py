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
)

# Each module adds its routes to `bp`; a screen's module has the name of its address.
from stratcom.messages.views import (  # noqa: E402
    detail,
    editing,
    languages,
    lists,
    questions,
    taking,
    templating,
    weeks,
)

bp.record_once(templating.offer)

__all__ = ["MENU", "bp", "detail", "editing", "languages", "lists", "questions", "taking", "weeks"]
