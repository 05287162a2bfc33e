"""Forms of the list screens: an act on many events, and a saved view."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.validators import DataRequired

from stratcom.events.services.bulk import MOST_DAYS, MOST_EVENTS
from stratcom.web.forms import BaseForm, at_most

LONGEST_QUERY = 1_000


class SaveViewForm(BaseForm):
    """The name under which the present filters are kept."""

    name = StringField(_l("Name of the view"), [DataRequired(), at_most(80)])


class BulkRequest:
    """Ticked events with the version that was seen, and what to do with them.

    Plain parsing: the boxes come as 'id:version' and are built from the list, not typed.
    """

    def __init__(self, posted: MultiDict[str, str]) -> None:
        self.action = posted.get("action", "")
        self.days = _whole(posted.get("days", ""))
        pairs = (_pair(text) for text in posted.getlist("event")[:MOST_EVENTS])
        self.versions: dict[int, int] = dict(pair for pair in pairs if pair)

    @classmethod
    def from_request(cls) -> "BulkRequest":
        """What was posted now."""
        return cls(request.form)

    def problem(self, actions: Any) -> str:
        """Why nothing can be done, in the reader's language, or nothing."""
        if self.action not in actions:
            return _("Choose what to do with the ticked events.")
        if not self.versions:
            return _("Tick at least one event.")
        if self.action == "shift" and (not self.days or abs(self.days) > MOST_DAYS):
            return _(
                "Give the number of days, from −%(most)s to %(most)s and not zero.",
                most=MOST_DAYS,
            )
        return ""


def _pair(text: str) -> tuple[int, int] | None:
    parts = [_whole(part) for part in text.split(":")]
    return (parts[0], parts[1]) if len(parts) == 2 and parts[0] and parts[1] else None


def _whole(text: str) -> int | None:
    """A whole number of at most nine figures, with any of the usual minus signs."""
    text = text.strip().replace("−", "-")
    digits = text.removeprefix("-").removeprefix("+")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        return None
    return -int(digits) if text.startswith("-") else int(digits)
