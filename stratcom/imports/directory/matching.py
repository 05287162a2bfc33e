"""What is proposed for each row: new, changed cell by cell, unchanged, a duplicate or an error."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.imports.directory.columns import POST, by_name
from stratcom.imports.directory.opening import Said
from stratcom.imports.directory.persons import People, same_body
from stratcom.imports.directory.subjects import Organisations, Subject, Values, surest
from stratcom.imports.enums import ImportKind, RowAction

AT_ONCE = 500
SUBJECTS: Mapping[ImportKind, Subject] = {
    ImportKind.ORGANISATIONS: Organisations(),
    ImportKind.PEOPLE: People(),
}


@dataclass
class Outcome:
    """One row and what is proposed for it."""

    said: Said
    action: RowAction
    values: Values
    error_code: str = ""
    subject_id: int | None = None
    duplicate_of_id: int | None = None
    duplicate_of_row: int | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    version: int | None = None

    @property
    def chosen(self) -> bool:
        """What is ticked when nobody has decided yet."""
        return self.action in {RowAction.IMPORT, RowAction.UPDATE}


class Matcher:
    """Compares the rows of a file with the directory, a few hundred at a time."""

    def __init__(self, kind: ImportKind, user: User | None) -> None:
        self.kind = kind
        self.subject = SUBJECTS[kind]
        private = user is None or user.can(Permission.PERSON_VIEW_PRIVATE)
        self.writable = {
            name
            for name, column in by_name(kind).items()
            if column.writable and (private or not column.private)
        }
        self.seen_uids: set[str] = set()
        self.seen: dict[str, int] = {}

    def outcomes(self, rows: Iterable[Said]) -> Iterator[list[Outcome]]:
        """What is proposed, a few hundred rows at a time."""
        left = iter(rows)
        while some := list(islice(left, AT_ONCE)):
            yield self._some(some)

    def _some(self, rows: list[Said]) -> list[Outcome]:
        uids = {row.values.get("uid") or "" for row in rows} - {""}
        ids = self.subject.ids(uids)
        present = self.subject.load(ids.values())
        alike = {index: self.subject.likenesses(row.values) for index, row in enumerate(rows)}
        known = self.subject.alike({one for each in alike.values() for one in each})
        found = []
        for index, row in enumerate(rows):
            uid = row.values.get("uid") or ""
            if uid and uid in self.seen_uids:
                values = self._values(row)
                found.append(Outcome(row, RowAction.ERROR, values, "repeated_id"))
                continue
            if uid:
                self.seen_uids.add(uid)
            record = present.get(ids.get(uid, 0))
            if record is not None:
                found.append(self._known(row, record))
            else:
                found.append(self._new(row, alike[index], known))
        return found

    def _values(self, row: Said) -> Values:
        return {name: value for name, value in row.values.items() if name in self.writable}

    def _new(self, row: Said, likenesses: list[str], known: Mapping[str, int]) -> Outcome:
        values = {name: value for name, value in self._values(row).items() if value not in ("", [])}
        if self.subject.problems(values):
            return Outcome(row, RowAction.ERROR, values, "inconsistent")
        twin = surest(likenesses, known)
        before = surest(likenesses, self.seen)
        for one in likenesses:
            self.seen.setdefault(one, row.number)
        if twin is not None:
            row.notes.append(self._why(twin[1]))
            return Outcome(row, RowAction.DUPLICATE, values, duplicate_of_id=twin[0])
        if before is not None:
            row.notes.append(f"row_{self._why(before[1])}\t{before[0]}")
            return Outcome(row, RowAction.DUPLICATE, values, duplicate_of_row=before[0])
        self._note_new_body(row, values)
        return Outcome(row, RowAction.IMPORT, values)

    def _why(self, by: str) -> str:
        """The remark for a likeness; of people the whole name is compared."""
        like = "same_name" if self.kind is ImportKind.PEOPLE else "like_name"
        return {"same": "same_name", "name": like}.get(by, f"same_{by}")

    def _known(self, row: Said, record: Any) -> Outcome:
        outcome = Outcome(row, RowAction.UNCHANGED, self._values(row), subject_id=record.id)
        outcome.version = record.row_version
        if not self.subject.is_open(record):
            outcome.action, outcome.error_code = RowAction.ERROR, "closed"
            return outcome
        now = self.subject.values(record)
        values = self._compared(outcome.values, now, record)
        changed = {
            name: [now[name], value]
            for name, value in values.items()
            if name in now and now[name] != value
        }
        if changed and self.subject.problems(now | {n: pair[1] for n, pair in changed.items()}):
            outcome.action, outcome.error_code = RowAction.ERROR, "inconsistent"
            return outcome
        version = row.values.get("version")
        if changed:
            outcome.action = RowAction.UPDATE
            if version and version != record.row_version:
                outcome.action = RowAction.CONFLICT
                changed = {name: [*pair, None, False] for name, pair in changed.items()}
        outcome.changes = changed
        outcome.values = now | values
        return outcome

    def _compared(self, values: Values, now: Values, record: Any) -> Values:
        """The values as they would be kept: places that follow, bodies by their own name."""
        values = dict(values)
        if values.get("municipality") and values["municipality"] == now.get("municipality"):
            values.pop("region", None)
        if self.kind is ImportKind.PEOPLE:
            name = values.get("organisation", "")
            if name and same_body(record, name):
                values["organisation"] = now["organisation"]
            if not name:
                # A post ends on a day, which a file does not say.
                values.pop("organisation", None)
                if not now["organisation"]:
                    values = {n: value for n, value in values.items() if n not in POST}
        return values

    def _note_new_body(self, row: Said, values: Values) -> None:
        if self.kind is ImportKind.PEOPLE and not values.get("organisation"):
            for name in POST:
                if values.pop(name, None):
                    row.notes.append(f"no_organisation\t{name}")
