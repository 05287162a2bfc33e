"""What the forms of an import send, as plain values."""

from typing import Any

from werkzeug.datastructures import MultiDict

from stratcom.events.enums import EventState
from stratcom.imports.directory.columns import by_name
from stratcom.imports.enums import ImportKind, RowAction
from stratcom.imports.models import ImportBatch
from stratcom.sheets.fields import FIELDS

Form = MultiDict[str, str]


def read_ticks(form: Form) -> dict[str, Any]:
    """The rows shown and their ticks, as `tick_rows` takes them."""
    return {
        "shown": _numbers(form.getlist("shown")),
        "ticked": _numbers(form.getlist("row")),
        "kept": _pairs(form.getlist("kept")),
        "taken": _pairs(form.getlist("taken")),
    }


def _numbers(texts: list[str]) -> set[int]:
    return {int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 16}


def _pairs(texts: list[str]) -> set[tuple[int, str]]:
    """Pairs written as 'row:field'."""
    parts = (text.partition(":") for text in texts)
    return {(int(row), name) for row, _colon, name in parts if row.isascii() and row.isdigit()}


def read_action(text: str | None) -> RowAction | None:
    """The kind of rows that is meant, or None for all."""
    return RowAction(text) if text in set(RowAction) else None


def read_state(text: str | None) -> EventState:
    """The state for new events; anything odd is a draft."""
    return EventState(text) if text in set(EventState) else EventState.DRAFT


def read_mapping(batch: ImportBatch, form: Form) -> dict[str, dict[str, str]]:
    """What a person says each column holds; '' for nothing."""
    known = FIELDS if batch.kind is ImportKind.EVENTS else by_name(batch.kind)
    mapping: dict[str, dict[str, str]] = {}
    for place, (sheet, columns) in enumerate(batch.columns.items()):
        for column in columns:
            said = form.get(f"column-{place}-{column['index']}")
            if said is not None and (said in known or not said):
                mapping.setdefault(sheet, {})[str(column["index"])] = said
    return mapping
