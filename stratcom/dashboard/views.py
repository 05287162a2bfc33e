"""/desk/: today."""

from flask import Blueprint, Response
from flask_babel import lazy_gettext as _l

from stratcom.accounts.permissions import Permission
from stratcom.web.access import access
from stratcom.web.navigation import Entry
from stratcom.web.responses import page

bp = Blueprint("dashboard", __name__, url_prefix="/desk")
MENU = Entry("dashboard.index", _l("Today"), Permission.DESK, 10)


@bp.get("/")
@access(Permission.DESK)
def index() -> Response:
    """What waits for the person today."""
    return page("dashboard/index.html")
