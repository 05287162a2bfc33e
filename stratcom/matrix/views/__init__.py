"""/desk/matrix/: who does what where, where it overlaps, where nothing is done, who pays."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from stratcom.accounts.permissions import Permission
from stratcom.web.navigation import Entry

bp = Blueprint("matrix", __name__, url_prefix="/desk/matrix")
MENU = (
    Entry(
        "matrix.index",
        _l("Who does what where"),
        Permission.MATRIX_VIEW,
        36,
        "partners",
        leading=False,
    ),
)

from stratcom.matrix.views import files, screens  # noqa: E402 they add their routes

__all__ = ["MENU", "bp", "files", "screens"]
