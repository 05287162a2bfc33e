"""Two people editing at once: what each did, field by field, and a merge that loses nothing."""

from dataclasses import dataclass
from typing import Any

from stratcom.audit import queries as audit
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.events.models import Event
from stratcom.events.values import FIELDS, Values, snapshot


@dataclass(frozen=True)
class Line:
    """One field that differs: as it was read, as the other person saved it, as typed here."""

    name: str
    base: Any
    theirs: Any
    mine: Any

    @property
    def label(self) -> Any:
        """What the field is called."""
        return FIELDS[self.name].label

    @property
    def both(self) -> bool:
        """True when both changed it, differently: a person must choose."""
        return self.theirs not in (self.base, self.mine) and self.mine != self.base

    @property
    def only_theirs(self) -> bool:
        """True when only the other person changed it."""
        return self.mine == self.base != self.theirs


@dataclass(frozen=True)
class Conflict:
    """What a person must see before saving over somebody else's changes."""

    lines: list[Line]
    merged: Values
    entries: list[AuditEntry]


def find_conflict(event: Event, mine: Values, read_version: int) -> Conflict:
    """Compare `mine`, made from `read_version`, with the event as it is now.

    What it was then is worked out backwards from the trail. In `merged`, fields that only the
    other person changed are theirs; all others are as typed here.
    """
    entries = list(db.session.scalars(audit.history(event, after_version=read_version)))
    theirs = snapshot(event)
    base = dict(theirs)
    for entry in reversed(entries):
        base |= {name: pair[0] for name, pair in entry.changes.items() if name in FIELDS}
    lines = [Line(name, base[name], theirs[name], mine[name]) for name in FIELDS]
    shown = [line for line in lines if line.both or line.only_theirs]
    merged = mine | {line.name: line.theirs for line in shown if line.only_theirs}
    return Conflict(shown, merged, entries)
