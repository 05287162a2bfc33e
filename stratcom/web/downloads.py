"""Answers that are files: written whole first, so that a failure never looks like a download."""

import tempfile
from collections.abc import Callable, Iterator
from typing import BinaryIO
from urllib.parse import quote

from flask import Response, stream_with_context

from stratcom.moments import today
from stratcom.tables.csv import write_csv
from stratcom.tables.xlsx import Table, write_xlsx

PIECE = 256 * 1024
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "vcf": "text/vcard; charset=utf-8",
}


def send_written(
    write: Callable[[BinaryIO], None], *, extension: str, ascii_name: str, georgian_name: str
) -> Response:
    """Send what `write` puts into a file, named with today's date in both alphabets."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 closed when the answer has been sent
    write(file)
    size = file.tell()
    file.seek(0)

    def pieces() -> Iterator[bytes]:
        with file:
            while piece := file.read(PIECE):
                yield piece

    response = Response(stream_with_context(pieces()), mimetype=MEDIA_TYPES[extension])
    response.content_length = size
    day = today().isoformat()
    spelled = quote(f"{georgian_name}-{day}.{extension}")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{ascii_name}-{day}.{extension}\"; filename*=UTF-8''{spelled}"
    )
    return response


def send_table(table: Table, *, extension: str, ascii_name: str) -> Response:
    """Send one table as 'csv' or 'xlsx', named after it."""

    def write(file: BinaryIO) -> None:
        if extension == "xlsx":
            write_xlsx([table], file)
            return
        for piece in write_csv(table.headers, table.rows):
            file.write(piece)

    return send_written(write, extension=extension, ascii_name=ascii_name, georgian_name=table.name)
