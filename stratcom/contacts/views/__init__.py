"""/desk/contacts/ and /desk/agreements/: one module for each group of screens."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from stratcom.accounts.permissions import Permission
from stratcom.web.navigation import Entry

bp = Blueprint("contacts", __name__, url_prefix="/desk/contacts")
MENU = (
    Entry("contacts.index", _l("Contacts"), Permission.CONTACT_VIEW, 32, "partners", leading=False),
)

# Each module adds its routes to `bp`; agreements have a blueprint of their own.
from stratcom.contacts.views import agreements, entries, files, steps, templating  # noqa: E402

bp.record_once(templating.offer)

__all__ = ["MENU", "agreements", "bp", "entries", "files", "steps", "templating"]
