"""Rounds of review, answers and comments in words, as the trail shows them."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.accounts.models import User
from stratcom.audit.record_words import Words
from stratcom.db import db
from stratcom.drafting.enums import COMMENT_STATE_LABELS, VERDICT_LABELS
from stratcom.georgian import dates
from stratcom.i18n import LANGUAGES
from stratcom.moments import read_day
from stratcom.partners.models import Organisation

LABELS: dict[str, Any] = {
    "due_on": _l("Answers are due"),
    "note": _l("What should they look at?"),
    "open_comments": _l("Partner organisations see everything"),
    "number": _l("Version"),
    "verdict": _l("View"),
    "verdict_number": _l("Version"),
    "remarks": _l("Remarks"),
    "answered_at": _l("Answered on"),
    "answered_by_id": _l("Who answered"),
    "on_behalf": _l("Written down for them"),
    "came_by": _l("How the answer came"),
    "reminded_at": _l("Reminded on"),
    "seen_at": _l("Seen"),
    "closed_at": _l("Closed"),
    "closed_by_id": _l("Closed by"),
    "organisation_id": _l("Organisation"),
    "user_id": _l("Person"),
    "author_id": _l("Person"),
    "quote": _l("Passage"),
    "replacement": _l("Suggested words"),
    "reason": _l("Explanation"),
    "text": _l("Comment"),
    "language": _l("Language"),
    "state": _l("State"),
}
NAMED: dict[str, Mapping[Any, Any]] = {
    "verdict": VERDICT_LABELS,
    "state": COMMENT_STATE_LABELS,
    "language": LANGUAGES,
}


def field_in_words(name: str) -> str:
    """What a field is called."""
    return str(LABELS.get(name, name))


def value_in_words(name: str, value: Any) -> str:
    """A plain value of a field for a reader."""
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in NAMED:
        labels = {str(code): str(label) for code, label in NAMED[name].items()}
        return labels.get(str(value), str(value))
    if name == "organisation_id":
        body = db.session.get(Organisation, value)
        return str(body.name) if body else str(value)
    if name.endswith(("_by_id", "user_id", "author_id")):
        person = db.session.get(User, value)
        return person.called if person else str(value)
    day = read_day(str(value)[:10]) if name.endswith(("_on", "_at")) else None
    return dates.short_day(day) if day else str(value)


WORDS = Words(field_in_words, value_in_words)
TRAIL_WORDS = dict.fromkeys(("draft_review", "draft_reviewer", "draft_comment"), WORDS)
