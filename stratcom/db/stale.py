"""Refusing to write over what somebody saved meanwhile."""

from flask_babel import gettext as _

from stratcom.db.base import Versioned
from stratcom.errors import StaleError


def refuse_stale(record: Versioned, expected_version: int, message: str = "") -> None:
    """Raise StaleError when the record was saved since the caller read `expected_version`."""
    if record.row_version != expected_version:
        raise StaleError(message or _("Somebody changed this meanwhile. Reload the page."))
