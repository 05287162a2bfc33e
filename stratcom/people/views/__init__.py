"""/desk/people/: one module for each group of screens."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from stratcom.accounts.permissions import Permission
from stratcom.web.navigation import Entry

bp = Blueprint("people", __name__, url_prefix="/desk/people")
MENU = (Entry("people.index", _l("People"), Permission.PERSON_VIEW, 31, "partners", leading=False),)

# Each module adds its routes to `bp`.
from stratcom.people.views import duplicates, erasing, lists, posts, record, relations  # noqa: E402

__all__ = ["MENU", "bp", "duplicates", "erasing", "lists", "posts", "record", "relations"]
