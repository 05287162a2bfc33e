"""Events as JSON: codes instead of labels, days as 2026-11-23."""

import json
from collections.abc import Iterable, Iterator

from stratcom.events.exports.tables import exported
from stratcom.events.models import Event


def write_json(events: Iterable[Event]) -> Iterator[bytes]:
    """The file, piece by piece: a list with one object a line."""
    yield b"["
    before = "\n"
    for event in events:
        yield f"{before}{json.dumps(exported(event), ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"\n]\n"
