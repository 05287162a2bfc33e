"""Refusing to write over what somebody saved meanwhile."""

from typing import Any

from flask_babel import lazy_gettext as _l

from stratcom.db.base import Versioned
from stratcom.errors import StaleError

CHANGED = _l("Somebody changed this meanwhile. Reload the page.")


def refuse_stale(record: Versioned, expected_version: int, message: Any = CHANGED) -> None:
    """Raise StaleError when the record was saved since the caller read `expected_version`."""
    if record.row_version != expected_version:
        raise StaleError(str(message))
