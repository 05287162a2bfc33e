"""Features whose texts are drafted hear here what became of them; the factory announces them."""

from collections.abc import Callable

from flask import Flask, current_app

from stratcom.drafting.enums import DraftKind
from stratcom.drafting.models import Draft

LISTENERS = "draft_listeners"
# Brings up to date whatever is worked out from the text, in the transaction that changed it.
Listener = Callable[[Draft], None]


def announce(app: Flask, kind: DraftKind, listener: Listener) -> None:
    """Let a feature hear of changes to its texts; the factory calls this."""
    app.extensions.setdefault(LISTENERS, {})[kind] = listener


def tell_changed(draft: Draft) -> None:
    """A version was added, approved, withdrawn or put away."""
    known: dict[DraftKind, Listener] = current_app.extensions.get(LISTENERS, {})
    if listener := known.get(draft.kind):
        listener(draft)
