"""What the pages of an import show."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import current_app, request, url_for
from flask_login import current_user

from stratcom.db import db, utcnow
from stratcom.events.enums import STATE_LABELS, DatePrecision
from stratcom.events.exports.tables import CHOICES, worded
from stratcom.events.models import Event
from stratcom.events.reference import Reference, reference
from stratcom.events.values import FIELDS, TERM_LISTS
from stratcom.events.wording import days_in_words
from stratcom.i18n import current_language
from stratcom.imports import queries, rules
from stratcom.imports.background import SILENT_AFTER
from stratcom.imports.choices import read_action
from stratcom.imports.directory import screens as directory
from stratcom.imports.directory.columns import by_name
from stratcom.imports.enums import ACTION_LABELS, BatchState, ImportKind, RowAction
from stratcom.imports.files import SMALL, stored_path
from stratcom.imports.models import ImportBatch, ImportRow
from stratcom.imports.proposals import PEOPLE
from stratcom.imports.services.choosing import CHOOSABLE, TYPED
from stratcom.imports.texts import (
    BADGES,
    COLUMN_FIELDS,
    KIND_LABELS,
    NEW_LABELS,
    error_text,
    field_label,
    file_problem,
    note_text,
)
from stratcom.web.filters import language
from stratcom.web.paging import Page, page_number, paginate

PAGE_ROWS = 50


def is_silent(batch: ImportBatch) -> bool:
    """True when the reading gave no sign of life for so long that its process must have died."""
    quiet = (utcnow() - batch.updated_at).total_seconds()
    return batch.state is BatchState.READING and quiet > SILENT_AFTER


def kept_if_small(batch: ImportBatch) -> bytes | None:
    """The kept file when it may be read within a request."""
    path = stored_path(batch.stored)
    small = path.exists() and path.stat().st_size <= SMALL
    return path.read_bytes() if small else None


def progress(batch: ImportBatch) -> dict[str, Any]:
    """How far the reading has come, or why it stopped."""
    problem = file_problem(batch.problem) if batch.state is BatchState.FAILED else ""
    return {"batch": batch, "silent": is_silent(batch), "problem": problem}


def preview(batch: ImportBatch) -> dict[str, Any]:
    """The rows of one kind, the counts of all, and the choices for the file."""
    action = read_action(request.args.get("action"))
    found = paginate(queries.rows_of(batch, action), size=PAGE_ROWS)
    events = batch.kind is ImportKind.EVENTS
    return bar(batch) | {
        "action": action,
        "actions": _tabs(batch),
        "rows": Page(
            _views(batch, found),
            page_number(),
            PAGE_ROWS,
            found.total,
            found.has_next,
            found.more,
        ),
        "states": [(one.value, STATE_LABELS[one]) for one in rules.states_for(current_user)],
        "may_choose_owner": rules.can_choose_owner(current_user),
        "left": _left(batch),
        "events": events,
        "headers": [] if events else directory.headers(batch.kind),
        "open": batch.state is BatchState.PREVIEW,
        "limit": current_app.config["IMPORT_INLINE_ROWS"],
    }


def bar(batch: ImportBatch) -> dict[str, Any]:
    """How many rows would be carried out."""
    ticked = queries.ticked(batch)
    new = ticked.get(RowAction.IMPORT, 0) + ticked.get(RowAction.DUPLICATE, 0)
    known = ticked.get(RowAction.UPDATE, 0) + ticked.get(RowAction.CONFLICT, 0)
    return {"batch": batch, "new_events": new, "changed_events": known}


def kinds_offered() -> list[tuple[str, Any]]:
    """What the person may bring in."""
    return [
        (one.value, KIND_LABELS[one]) for one in ImportKind if rules.can_bring(current_user, one)
    ]


def _views(batch: ImportBatch, found: Page[ImportRow]) -> list[Any]:
    if batch.kind is not ImportKind.EVENTS:
        return list(directory.views(batch, list(found.items)))
    titles = _titles(found)
    return [RowView(row, titles) for row in found.items]


def _left(batch: ImportBatch) -> list[tuple[str, str]]:
    """What an undo left alone: address and name."""
    ids = batch.counts.get("left", [])
    if batch.kind is ImportKind.EVENTS:
        return [(url_for("events.detail", event_id=one), name) for one, name in _named(ids)]
    kind = batch.kind
    return [(directory.path_of(kind, one), name) for one, name in directory.named(kind, ids)]


def _tabs(batch: ImportBatch) -> list[tuple[RowAction, Any, int]]:
    counts = queries.counts(batch)
    labels = ACTION_LABELS | {RowAction.IMPORT: NEW_LABELS[batch.kind]}
    return [(one, labels[one], counts[one]) for one in RowAction if counts.get(one)]


def column_fields(batch: ImportBatch) -> list[tuple[str, str]]:
    """What a column may be said to hold."""
    if batch.kind is not ImportKind.EVENTS:
        columns = by_name(batch.kind).values()
        return [(column.name, column.header(current_language())) for column in columns]
    return [(name, str(label)) for name, label in COLUMN_FIELDS.items()]


def _titles(found: Page[ImportRow]) -> dict[int, str]:
    ids = {row.duplicate_of_event_id for row in found.items} - {None}
    return dict(_named([one for one in ids if one is not None]))


def _named(ids: list[int]) -> list[tuple[int, str]]:
    if not ids:
        return []
    found = db.session.execute(
        sa.select(Event.id, Event.title_ka).where(Event.id.in_(ids[:200])).order_by(Event.id)
    )
    return [(event_id, title) for event_id, title in found]


class RowView:
    """One row of the file as the table shows it."""

    def __init__(self, row: ImportRow, titles: dict[int, str]) -> None:
        self.row = row
        self.known: Reference = reference()
        self.values = row.values
        self.badge = BADGES.get(row.action, "")
        self.label = ACTION_LABELS[row.action]
        self.choosable = row.action in CHOOSABLE
        self.twin_title = titles.get(row.duplicate_of_event_id or 0, "")
        twin_id = row.duplicate_of_event_id
        self.twin_path = url_for("events.detail", event_id=twin_id) if twin_id else ""
        self.problems: list[str] = []
        self.reason = error_text(row.error_code) if row.error_code else ""
        self.notes = [note_text(note) for note in row.notes if note != row.error_code]

    @property
    def days(self) -> tuple[str, str]:
        """First and last day as 23.11.2026; the second empty when it is the same.

        When only the month or quarter is known, that in words and nothing.
        """
        first, last = self.values.get("first_day", ""), self.values.get("last_day", "")
        precision = DatePrecision(self.values.get("precision") or DatePrecision.EXACT)
        if first and precision is not DatePrecision.EXACT:
            day = date.fromisoformat(first)
            return days_in_words(day, day, precision, language()), ""
        return _day(first), _day(last) if last != first else ""

    @property
    def place(self) -> str:
        """Municipality or region, and the settlement."""
        code, region = self.values.get("municipality", ""), self.values.get("region", "")
        named = self.known.municipalities.get(self.known.municipality_ids.get(code, 0))
        if named is None:
            named = self.known.regions.get(self.known.region_ids.get(region, 0))
        settlement = self.values.get("settlement", "")
        if named is not None and settlement in (named.ka, named.en):
            settlement = ""
        return ", ".join(filter(None, [named.name if named else "", settlement]))

    @property
    def audience(self) -> str:
        """The audiences in words."""
        return ", ".join(self._term("audience", code) for code in self.values.get("audiences", []))

    @property
    def participants(self) -> str:
        """The number of people, with a mark when it is approximate."""
        people = self.values.get(PEOPLE) or {}
        total = people.get("total")
        if total is None:
            total = self.values.get("actual_total") or self.values.get("planned_total")
        return "" if total is None else f"{'~' if people.get('approximate') else ''}{total}"

    @property
    def changes(self) -> list[dict[str, Any]]:
        """The cells that differ: label, old, new, whether they are in conflict and decided."""
        return [
            {
                "name": name,
                "label": field_label(name),
                "old": self._worded(name, entry[0]),
                "new": self._worded(name, entry[1]),
                "conflict": len(entry) > 2,
                "base": self._worded(name, entry[2]) if len(entry) > 2 else "",
                "taken": len(entry) > 2 and entry[3],
            }
            for name, entry in self.row.changes.items()
        ]

    @property
    def conversions(self) -> list[dict[str, Any]]:
        """Text turned from an old font: what stood there, what it became, may it be kept."""
        return [
            {
                "name": name,
                "label": COLUMN_FIELDS.get(name, name),
                "original": pair[0],
                "converted": pair[1],
                "optional": name in TYPED,
                "kept": pair[2:] == [True],
            }
            for name, pair in self.row.conversions.items()
        ]

    def _term(self, kind: str, code: str) -> str:
        found = self.known.term_ids.get((kind, code))
        return self.known.terms[found].name if found else code

    def _worded(self, name: str, value: Any) -> str:
        """A plain value as a reader would write it."""
        if value in (None, "", []):
            return "—"
        if isinstance(value, bool):
            return worded(("კი", "Yes") if value else ("არა", "No"), current_language())
        if name in TERM_LISTS:
            return ", ".join(self._term(TERM_LISTS[name].value, code) for code in value)
        if isinstance(value, list):
            return "; ".join(value)
        if name in CHOICES:
            return worded(CHOICES[name][value], current_language())
        kind = FIELDS[name].kind if name in FIELDS else ""
        if kind == "day":
            return _day(value)
        if kind == "term":
            return self._term("format", value)
        if kind in {"municipality", "region"}:
            return self._place(kind, value)
        return str(value)

    def _place(self, kind: str, code: str) -> str:
        known = self.known
        if kind == "region":
            return known.regions[known.region_ids[code]].name
        return known.municipalities[known.municipality_ids[code]].name


def _day(text: str) -> str:
    year, _dash, rest = text.partition("-")
    month, _dash, day = rest.partition("-")
    return f"{day}.{month}.{year}" if rest else text
