"""Rows of a file held against the database: new, changed, in conflict, or there already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.events import queries
from stratcom.events.exports.tables import EXTRA
from stratcom.events.models import Event
from stratcom.events.rules import can_edit, can_view, problems
from stratcom.events.values import FIELDS, Values, snapshot
from stratcom.imports.enums import RowAction
from stratcom.imports.history import values_at
from stratcom.imports.likeness import KnownEvents
from stratcom.imports.proposals import bare, cut, proposed
from stratcom.imports.roundtrip import WRITABLE, ExactReader, OwnColumns
from stratcom.sheets import SheetRow
from stratcom.sheets.events import Note

CHUNK = 500


@dataclass
class Outcome:
    """What is proposed for a row of the file."""

    row: SheetRow
    action: RowAction
    error_code: str = ""
    event_id: int | None = None
    duplicate_of_event_id: int | None = None
    values: Values = field(default_factory=dict)
    changes: dict[str, list[Any]] = field(default_factory=dict)
    version: int | None = None

    @property
    def chosen(self) -> bool:
        """Ticked from the start: what nobody needs to think about."""
        return self.action in {RowAction.IMPORT, RowAction.UPDATE}


class Matcher:
    """Decides on every row of one file for one person; None stands for the machine."""

    def __init__(self, user: User | None, own: Mapping[str, OwnColumns]) -> None:
        self.user = user
        self.own = own
        self.exact = ExactReader.now()
        self.seen: set[str] = set()

    def outcomes(self, rows: Sequence[SheetRow]) -> Iterator[list[Outcome]]:
        """What is proposed for the rows, a few hundred at a time."""
        days = [row.values.date_start for row in rows if row.values.date_start]
        known = KnownEvents(self.user, min(days), max(days)) if days else None
        for start in range(0, len(rows), CHUNK):
            yield self._outcomes(rows[start : start + CHUNK], known)

    def _outcomes(self, rows: Sequence[SheetRow], known: KnownEvents | None) -> list[Outcome]:
        uids = {id(row): self._uid(row) for row in rows}
        ids = {uids[id(row)] for row in rows if row.action != "skip"} - {""}
        events = self._events(ids)
        versions = {
            event.id: version
            for row in rows
            if (event := events.get(uids[id(row)])) is not None
            and (version := _version(row)) is not None
            and version < event.row_version
        }
        now = {event.id: _held(event) for event in events.values()}
        base = values_at(now, versions)
        found = []
        for row in rows:
            uid = uids[id(row)]
            event = events.get(uid)
            if row.action == "skip":
                found.append(Outcome(row, RowAction.SKIP))
            elif event is not None and self._may_view(event):
                found.append(self._about(row, event, now[event.id], base.get(event.id)))
            elif uid and row.sheet in self.own:
                found.append(Outcome(row, RowAction.ERROR, "not_found", values=self._new(row)))
            else:
                found.append(self._new_row(row, known))
        return found

    def _uid(self, row: SheetRow) -> str:
        """The identifier as it stands: letters of ours may look like those of an old font."""
        return row.raw.get("id", "").strip() if row.sheet in self.own else row.values.id

    def _events(self, uids: set[str]) -> dict[str, Event]:
        if not uids:
            return {}
        found = db.session.scalars(sa.select(Event.id).where(Event.uid.in_(uids)))
        return {event.uid: event for event in queries.load(found)}

    def _may_view(self, event: Event) -> bool:
        return self.user is None or can_view(self.user, event)

    def _new_row(self, row: SheetRow, known: KnownEvents | None) -> Outcome:
        values = self._new(row)
        if row.action == "error":
            return Outcome(row, RowAction.ERROR, row.error_code, values=values)
        if row.action == "duplicate":
            return Outcome(row, RowAction.DUPLICATE, values=values)
        wrong = problems(bare(values))
        if wrong:
            row.notes.append(Note("inconsistent", next(iter(wrong))))
            return Outcome(row, RowAction.ERROR, "inconsistent", values=values)
        twin = known.twin(row.values, values) if known else None
        if twin is not None:
            return Outcome(row, RowAction.DUPLICATE, duplicate_of_event_id=twin, values=values)
        return Outcome(row, RowAction.IMPORT, values=values)

    def _new(self, row: SheetRow) -> Values:
        values = proposed(row.values)
        if columns := self.own.get(row.sheet):
            exact = self.exact.values(row.raw, columns) | _converted(row, columns)
            told = {
                n: v for n, v in exact.items() if n in FIELDS and v not in ("", None, [], False)
            }
            values |= cut(told)
        return values

    def _about(self, row: SheetRow, event: Event, now: Values, base: Values | None) -> Outcome:
        """A row about an event of ours: cell by cell against what is held now and was then."""
        if event.uid in self.seen:
            return Outcome(row, RowAction.ERROR, "repeated_id", event.id, values=self._new(row))
        self.seen.add(event.uid)
        said = self._said(row, now)
        version = _version(row)
        if version == event.row_version:
            base = now
        changes, conflict = compared(said, now, base)
        outcome = Outcome(
            row, RowAction.UNCHANGED, "", event.id,
            values=said | {"title_ka": said.get("title_ka") or now["title_ka"]},
            changes=changes, version=event.row_version,
        )  # fmt: skip
        if not changes:
            return outcome
        outcome.error_code = self._refusal(row, event, now, changes)
        if outcome.error_code:
            outcome.action = RowAction.ERROR
        else:
            outcome.action = RowAction.CONFLICT if conflict else RowAction.UPDATE
        return outcome

    def _said(self, row: SheetRow, now: Values) -> Values:
        if columns := self.own.get(row.sheet):
            exact = self.exact.values(row.raw, columns)
            for name, text in _converted(row, columns).items():
                if exact.get(name) != now.get(name):
                    exact[name] = text
            return cut({name: value for name, value in exact.items() if name in WRITABLE})
        # Another office's sheet that quotes our identifiers: only what it says counts.
        return {n: v for n, v in bare(proposed(row.values)).items() if n in WRITABLE}

    def _refusal(
        self, row: SheetRow, event: Event, now: Values, changes: Mapping[str, list[Any]]
    ) -> str:
        if event.archived_at is not None:
            return "archived"
        if self.user is not None and not can_edit(self.user, event):
            return "not_allowed"
        if row.action == "error" and row.error_code:
            return row.error_code
        wrong = problems(now | {name: pair[1] for name, pair in changes.items()})
        if wrong:
            row.notes.append(Note("inconsistent", next(iter(wrong))))
            return "inconsistent"
        return ""


def _converted(row: SheetRow, columns: OwnColumns) -> Values:
    """Texts that were pasted into our sheet in an old font, by the name of the column."""
    texts = {each.field: each.converted for each in row.conversions}
    return {
        column.name: texts[column.field]
        for column in columns.values()
        if column.kind == "text" and column.field in texts
    }


def compared(said: Values, now: Values, base: Values | None) -> tuple[dict[str, list[Any]], bool]:
    """The cells that the file changes as {field: [now, file]}, and whether any is in conflict.

    A cell changed in the database alone is left out: the file only repeats what was. Where both
    changed it, or nobody can tell, the entry is [now, file, what both began with, take the file's].
    """
    changes: dict[str, list[Any]] = {}
    conflict = False
    for name, value in said.items():
        if name not in now or _same(value, now[name]):
            continue
        if base is not None and _same(value, base[name]):
            continue
        changes[name] = [now[name], value]
        if base is None or not _same(now[name], base[name]):
            conflict = True
            changes[name] += [base[name] if base else None, False]
    return changes, conflict


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
    return bool(one == other)


def _held(event: Event) -> Values:
    return snapshot(event) | {name: getattr(event, name) for name in EXTRA}


def _version(row: SheetRow) -> int | None:
    text = row.values.version.removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
