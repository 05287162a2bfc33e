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
)

# Each module adds its routes to `bp`; a screen's module has the name of its address.
from stratcom.messages.views import detail, editing, lists, templating  # noqa: E402

bp.record_once(templating.offer)

__all__ = ["MENU", "bp", "detail", "editing", "lists"]
