"""Features whose texts are drafted hear here what became of them; the factory announces them."""

from collections.abc import Callable, Sequence

from flask import Flask, current_app

from stratcom.drafting.enums import DraftKind
from stratcom.drafting.models import Draft

LISTENERS = "draft_listeners"
READERS_LISTENERS = "draft_readers_listeners"
# Brings up to date whatever is worked out from the text, in the transaction that changed it.
Listener = Callable[[Draft], None]
# Hears, by their ids, that texts have other readers.
ReadersListener = Callable[[Sequence[int]], None]


def announce(app: Flask, kind: DraftKind, listener: Listener) -> None:
    """Let a feature hear of changes to its texts; the factory calls this."""
    app.extensions.setdefault(LISTENERS, {})[kind] = listener


def tell_changed(draft: Draft) -> None:
    """A version was added, approved, withdrawn or put away."""
    known: dict[DraftKind, Listener] = current_app.extensions.get(LISTENERS, {})
    if listener := known.get(draft.kind):
        listener(draft)


def announce_readers(app: Flask, listener: ReadersListener) -> None:
    """Let a feature hear that its texts have other readers; it passes over those of others."""
    app.extensions.setdefault(READERS_LISTENERS, []).append(listener)


def tell_readers_changed(ids: Sequence[int]) -> None:
    """Others were asked for their view, or texts passed to another organisation."""
    known: list[ReadersListener] = current_app.extensions.get(READERS_LISTENERS, [])
    for listener in known if ids else ():
        listener(ids)
