"""Answers that are files: written whole first, so that a failure never looks like a download."""

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from flask import Response, send_file, stream_with_context

from stratcom.moments import today
from stratcom.tables.csv import write_csv
from stratcom.tables.xlsx import Table, write_xlsx

PIECE = 256 * 1024
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "vcf": "text/vcard; charset=utf-8",
}

# Whatever a kept file holds, the browser runs nothing of it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
UNSAFE_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


def send_kept(path: Path, *, media_type: str, disposition: str) -> Response:
    """Send a file of the media folder to this reader alone."""
    response = send_file(path, mimetype=media_type, etag=path.name, conditional=True, max_age=0)
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def saved_as(filename: str, *, ending: str) -> str:
    """Content-Disposition of a file to be saved under its own name (RFC 5987, ASCII alone)."""
    plain = UNSAFE_IN_NAMES.sub("-", filename).strip("-.")
    if not plain.removesuffix(ending).strip("-."):
        plain = f"document.{ending}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"


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

    response = Response(stream_with_context(pieces()), content_type=MEDIA_TYPES[extension])
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
