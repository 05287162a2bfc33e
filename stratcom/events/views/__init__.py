"""/desk/events/: one module for each group of screens."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from stratcom.accounts.permissions import Permission
from stratcom.web.navigation import Entry

bp = Blueprint("events", __name__, url_prefix="/desk/events")
MENU = (Entry("events.index", _l("Events"), Permission.EVENT_VIEW, 20, "events"),)

# Each module adds its routes to `bp`; a screen's module has the name of its address.
from stratcom.events.views import (  # noqa: E402
    bulk,
    calendars,
    exports,
    files,
    forms,
    lists,
    occasions,
    overviews,
    record,
    saved,
    templating,
)

bp.record_once(templating.offer)

__all__ = [
    "MENU",
    "bp",
    "bulk",
    "calendars",
    "exports",
    "files",
    "forms",
    "lists",
    "occasions",
    "overviews",
    "record",
    "saved",
    "templating",
]
