"""The short form after somebody saved the same event meanwhile: nothing typed is lost."""

from stratcom.events.conflicts import Conflict, find_conflict
from stratcom.events.models import Event
from stratcom.events.values import snapshot
from stratcom.submissions.forms import ShortForm


def merge_short(event: Event, form: ShortForm, read_version: int) -> tuple[ShortForm, Conflict]:
    """The form as typed, with what only the other person changed, and where the two differ."""
    conflict = find_conflict(event, snapshot(event) | form.values(), read_version)
    return ShortForm.showing(conflict.merged, version=event.row_version), conflict
