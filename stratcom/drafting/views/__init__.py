"""/desk/drafts/: what all texts that are drafted have in common, one module for each screen."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from stratcom.accounts.permissions import Permission
from stratcom.web.navigation import Entry

bp = Blueprint("drafting", __name__, url_prefix="/desk/drafts")
MENU = (
    Entry(
        "drafting.index",
        _l("To review"),
        Permission.MESSAGE_VIEW,
        22,
        section="messages",
        leading=False,
    ),
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
from stratcom.drafting.views import (  # noqa: E402
    approval,
    asking,
    comments,
    keeping,
    preview,
    review,
    rounds,
    templating,
    themes,
    versions,
    waiting,
    wording,
)

bp.record_once(templating.offer)

__all__ = [
    "MENU",
    "approval",
    "asking",
    "bp",
    "comments",
    "keeping",
    "preview",
    "review",
    "rounds",
    "templating",
    "themes",
    "versions",
    "waiting",
    "wording",
]
