"""/desk/partners/: the directory of organisations, one module for each group of screens."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from stratcom.accounts.permissions import Permission
from stratcom.web.navigation import Entry

bp = Blueprint("partners", __name__, url_prefix="/desk/partners")
MENU = (
    Entry(
        "partners.index",
        _l("Organisations"),
        Permission.ORGANISATION_VIEW,
        30,
        section="partners",
        heading=_l("Partners"),
    ),
    Entry(
        "partners.duplicates",
        _l("Duplicates"),
        Permission.ORGANISATION_MERGE,
        35,
        section="partners",
        leading=False,
    ),
)

# Each module adds its routes to `bp`; a screen's module has the name of its address.
from stratcom.partners.views import (  # noqa: E402
    duplicates,
    forms,
    lists,
    logos,
    record,
    succession,
)

__all__ = ["MENU", "bp", "duplicates", "forms", "lists", "logos", "record", "succession"]
