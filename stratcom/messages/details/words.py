"""Details of messages in words, for the trail and for conflicts."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.events.reference import reference
from stratcom.georgian import dates
from stratcom.messages.details.values import LABELS, Details
from stratcom.messages.enums import CIRCLE_LABELS
from stratcom.partners.models import Organisation

NOTHING = "–"


def differing(typed: Details, present: Details) -> list[tuple[str, str]]:
    """What stands in the record where it is not what was typed: fields and values in words."""
    stored = asdict(present)
    return [
        (str(LABELS[name]), detail_in_words(name, stored[name]))
        for name, said in asdict(typed).items()
        if said != stored[name]
    ]


def detail_in_words(name: str, value: Any) -> str:
    """A plain value of one detail."""
    if not value:
        return NOTHING
    if isinstance(value, date):
        return dates.short_day(value)
    if name == "circle":
        return str(CIRCLE_LABELS[value])
    if name == "steward_id":
        found = db.session.get(User, value)
        return found.called if found else NOTHING
    ids = value if isinstance(value, frozenset) else [value]
    return "; ".join(_bodies(ids) if name == "reader_ids" else _terms(ids))


def _bodies(ids: Iterable[int]) -> list[str]:
    found = (db.session.get(Organisation, one) for one in sorted(ids))
    return [one.name for one in found if one]


def _terms(ids: Iterable[int]) -> list[str]:
    known = reference().terms
    return [known[one].name for one in sorted(ids) if one in known]
