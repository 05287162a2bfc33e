"""What the pages of an import show of the rows of organisations and people."""

from typing import Any

import sqlalchemy as sa
from flask import url_for

from stratcom.db import db
from stratcom.i18n import current_language
from stratcom.imports.directory.cells import Writer
from stratcom.imports.directory.columns import ASIDE_NAMES, by_name
from stratcom.imports.directory.matching import SUBJECTS
from stratcom.imports.enums import ACTION_LABELS, ImportKind, RowAction
from stratcom.imports.models import ImportBatch, ImportRow
from stratcom.imports.services.choosing import CHOOSABLE
from stratcom.imports.texts import NEW_LABELS, error_text, note_text
from stratcom.partners.models import Organisation
from stratcom.people.models import Person

# Cells that stand in the row; the title is made of these, the rest is told below it.
NAMES = {
    ImportKind.ORGANISATIONS: ("name_ka",),
    ImportKind.PEOPLE: ("first_name_ka", "last_name_ka"),
}
SHOWN = {
    ImportKind.ORGANISATIONS: ("types", "municipality", "identification_code"),
    ImportKind.PEOPLE: ("organisation", "title_ka", "office_email"),
}


def headers(kind: ImportKind) -> list[str]:
    """Headers of the columns beside the name."""
    return [by_name(kind)[name].header(current_language()) for name in SHOWN[kind]]


def views(batch: ImportBatch, rows: list[ImportRow]) -> list["DirectoryRow"]:
    """The rows as the table shows them."""
    twins = named(batch.kind, [row.duplicate_of_id for row in rows if row.duplicate_of_id])
    parents = [row.values.get("parent") for row in rows]
    parents += [one for row in rows for one in (row.changes.get("parent") or ())[:2]]
    bodies = named(ImportKind.ORGANISATIONS, [one for one in parents if one])
    writer = Writer(current_language(), dict(bodies))
    return [DirectoryRow(batch.kind, row, dict(twins), writer) for row in rows]


def named(kind: ImportKind, ids: list[int]) -> list[tuple[int, str]]:
    """Names of records by id."""
    model: Any = Organisation if kind is ImportKind.ORGANISATIONS else Person
    found = db.session.scalars(sa.select(model).where(model.id.in_(ids[:400])).order_by(model.id))
    return [(one.id, one.name) for one in found]


def path_of(kind: ImportKind, record_id: int) -> str:
    """Where the record stands."""
    if kind is ImportKind.ORGANISATIONS:
        return url_for("partners.detail", organisation_id=record_id)
    return url_for("people.detail", person_id=record_id)


class DirectoryRow:
    """One row of the file as the table shows it."""

    def __init__(
        self, kind: ImportKind, row: ImportRow, twins: dict[int, str], writer: Writer
    ) -> None:
        self.kind, self.row, self.writer = kind, row, writer
        self.columns = by_name(kind)
        self.values = row.values
        self.label = (
            NEW_LABELS[kind] if row.action is RowAction.IMPORT else ACTION_LABELS[row.action]
        )
        self.choosable = row.action in CHOOSABLE
        self.title = " ".join(row.values.get(name) or "" for name in NAMES[kind]).strip()
        self.path = path_of(kind, row.subject_id) if row.subject_id else ""
        self.twin_title = twins.get(row.duplicate_of_id or 0, "")
        self.twin_path = path_of(kind, row.duplicate_of_id) if row.duplicate_of_id else ""
        self.reason = error_text(row.error_code) if row.error_code else ""
        self.notes = [self._note(note) for note in row.notes]

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Header and words of the columns beside the name."""
        return [
            (self._label(name), self._worded(name, self.values.get(name)))
            for name in SHOWN[self.kind]
        ]

    @property
    def problems(self) -> list[str]:
        """What does not make sense in the row."""
        if self.row.error_code != "inconsistent":
            return []
        return list(SUBJECTS[self.kind].problems(self.values).values())

    @property
    def changes(self) -> list[dict[str, Any]]:
        """The cells that differ: label, old, new, whether they are in conflict and decided."""
        return [
            {
                "name": name,
                "label": self._label(name),
                "old": self._worded(name, entry[0]) or "—",
                "new": self._worded(name, entry[1]) or "—",
                "conflict": len(entry) > 2,
                "base": "",
                "taken": len(entry) > 2 and entry[3],
            }
            for name, entry in self.row.changes.items()
        ]

    @property
    def conversions(self) -> list[dict[str, Any]]:
        """Text turned from an old font: what stood there and what it became."""
        return [
            {
                "name": name,
                "label": self._label(name),
                "original": pair[0],
                "converted": pair[1],
                "optional": False,
                "kept": False,
            }
            for name, pair in self.row.conversions.items()
        ]

    def _label(self, name: str) -> str:
        column = self.columns.get(name)
        return column.header(current_language()) if column else name

    def _worded(self, name: str, value: Any) -> str:
        cell = self.writer.cell(self.columns[name], value)
        if cell is None:
            return ""
        return f"{cell:%d.%m.%Y}" if hasattr(cell, "strftime") else str(cell)

    def _note(self, note: str) -> str:
        """A remark; the name of a column in it is said as its header."""
        code, tab, rest = note.partition("\t")
        name, more, quoted = rest.partition("\t")
        if code in ASIDE_NAMES and name in self.columns:
            rest = self._label(name) + (f": {quoted}" if more else "")
        return note_text(code + tab + rest)
