"""/desk/accounts/: who may sign in, one module for each group of screens."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from stratcom.accounts.permissions import Permission
from stratcom.team.enums import STANDING_LABELS
from stratcom.web.navigation import Entry

bp = Blueprint("team", __name__, url_prefix="/desk/accounts")
MENU = (
    Entry(
        "team.index",
        _l("Accounts"),
        Permission.ACCOUNT_INVITE,
        82,
        section="settings",
        leading=False,
    ),
)

# Each module adds its routes to `bp`.
from stratcom.team.views import account, acts, handing, inviting, lists  # noqa: E402

bp.record_once(
    lambda state: state.app.jinja_env.globals.update(standing_label=STANDING_LABELS.__getitem__)
)

__all__ = ["MENU", "account", "acts", "bp", "handing", "inviting", "lists"]
