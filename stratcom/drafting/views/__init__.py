"""/desk/drafts/: what all texts that are drafted have in common, one module for each screen."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from stratcom.accounts.permissions import Permission
from stratcom.web.navigation import Entry

bp = Blueprint("drafting", __name__, url_prefix="/desk/drafts")
MENU = (
    Entry(
        "drafting.waiting",
        _l("To approve"),
        Permission.MESSAGE_APPROVE,
        22,
        section="messages",
        leading=False,
    ),
)

# Each module adds its routes to `bp`.
from stratcom.drafting.views import approval, keeping, preview, themes, waiting  # noqa: E402

__all__ = ["MENU", "approval", "bp", "keeping", "preview", "themes", "waiting"]
