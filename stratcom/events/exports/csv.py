"""Events as CSV, in the columns of the workbook."""

from collections.abc import Iterable, Iterator

from stratcom.events.exports.tables import Writer
from stratcom.events.models import Event
from stratcom.tables import csv


def write_csv(events: Iterable[Event], language: str) -> Iterator[bytes]:
    """The file, piece by piece."""
    writer = Writer(language)
    return csv.write_csv(writer.headers(), (writer.cells(event) for event in events))
