"""One way to write events as any kind of file."""

from collections.abc import Sequence
from typing import BinaryIO

from flask import current_app
from flask_babel import gettext as _

from stratcom.events.exports.csv import write_csv
from stratcom.events.exports.ics import calendar_file
from stratcom.events.exports.json import write_json
from stratcom.events.exports.tables import each_event
from stratcom.events.exports.xlsx import write_xlsx

KINDS = ("xlsx", "csv", "ics", "json")


def write_file(kind: str, ids: Sequence[int], language: str, target: BinaryIO) -> None:
    """Write the events of those ids as an 'xlsx', 'csv', 'ics' or 'json' file."""
    if kind == "ics":
        target.write(_calendar(ids, language))
        return
    events = each_event(ids)
    if kind == "xlsx":
        write_xlsx(events, language, target)
        return
    for piece in write_csv(events, language) if kind == "csv" else write_json(events):
        target.write(piece)


def _calendar(ids: Sequence[int], language: str) -> bytes:
    base_url = current_app.config["BASE_URL"]
    return calendar_file(
        ids,
        name=_("Events"),
        base_url=base_url,
        lang="en" if language == "en" else "ka",
        # These files are for people who work here: the desk has a page for every event.
        link=lambda event_id, _ka, _en: f"{base_url}/desk/events/{event_id}",
    )
