"""Stages of an import and what happens to each row."""

import enum

from flask_babel import lazy_gettext as _l


class ImportKind(enum.StrEnum):
    """What the rows of a file are."""

    EVENTS = "events"
    ORGANISATIONS = "organisations"
    PEOPLE = "people"


class BatchState(enum.StrEnum):
    """How far an import has come."""

    READING = "reading"
    PREVIEW = "preview"
    APPLIED = "applied"
    UNDONE = "undone"
    FAILED = "failed"


class RowAction(enum.StrEnum):
    """What the importer proposes for a row."""

    IMPORT = "import"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    DUPLICATE = "duplicate"
    ERROR = "error"
    SKIP = "skip"


STATE_LABELS = {
    BatchState.READING: _l("Being read"),
    BatchState.PREVIEW: _l("Waiting for your decision"),
    BatchState.APPLIED: _l("Imported"),
    BatchState.UNDONE: _l("Undone"),
    BatchState.FAILED: _l("Could not be read"),
}
ACTION_LABELS = {
    RowAction.IMPORT: _l("New event"),
    RowAction.UPDATE: _l("Change"),
    RowAction.UNCHANGED: _l("No change"),
    RowAction.CONFLICT: _l("Changed in both places"),
    RowAction.DUPLICATE: _l("Duplicate"),
    RowAction.ERROR: _l("Error"),
    RowAction.SKIP: _l("Not an event"),
}
