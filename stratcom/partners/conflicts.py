"""A save over somebody else's, field by field, and a merge that loses nothing."""

from dataclasses import dataclass
from typing import Any

from stratcom.audit import queries as audit
from stratcom.db import db
from stratcom.partners.models import Organisation
from stratcom.partners.values import FIELDS, Values, snapshot


@dataclass(frozen=True)
class Line:
    """One field that both changed: as the other person saved it, and as typed here."""

    name: str
    theirs: Any
    mine: Any

    @property
    def label(self) -> Any:
        """What the field is called."""
        return FIELDS[self.name].label


@dataclass(frozen=True)
class Conflict:
    """What a person must see before saving over somebody else's changes."""

    lines: list[Line]
    merged: Values
    savers: list[str]


def find_conflict(organisation: Organisation, mine: Values, read_version: int) -> Conflict:
    """Compare `mine`, made from `read_version`, with the organisation as it is now.

    What it was then is worked out backwards from the trail. In `merged`, fields that only the
    other person changed are theirs; all others are as typed here.
    """
    entries = list(db.session.scalars(audit.history(organisation, after_version=read_version)))
    theirs = snapshot(organisation)
    base = dict(theirs)
    for entry in reversed(entries):
        base |= {name: pair[0] for name, pair in entry.changes.items() if name in FIELDS}
    merged = {name: theirs[name] if mine[name] == base[name] else mine[name] for name in mine}
    lines = [
        Line(name, theirs[name], mine[name])
        for name in mine
        if mine[name] != base[name] and theirs[name] not in (base[name], mine[name])
    ]
    return Conflict(lines, merged, list(dict.fromkeys(one.actor_name for one in entries)))
