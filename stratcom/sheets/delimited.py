"""CSV and TSV: the encoding and the separator are found out, not asked for."""

import csv
import io
import re
from collections import Counter

from stratcom.sheets.grids import MAX_COLUMNS, MAX_ROWS, Cell, Grid, UnreadableFileError

_SEPARATORS = ";,\t|"
_SAMPLE_LINES = 50
_CYRILLIC_BYTES = re.compile(rb"[\xc0-\xff]{3,}")


def read_delimited(content: bytes, name: str) -> Grid:
    """Return the one table of a CSV or TSV file."""
    text, guessed = _decode(content)
    text = text.replace("\0", "")
    separator, text = _separator(text)
    grid = Grid(name, notes=["encoding_guessed"] if guessed else [])
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text), delimiter=separator), 1):
            if number > MAX_ROWS:
                raise UnreadableFileError("too_many_rows")
            row = {
                column: Cell(value)
                for column, value in enumerate(record[:MAX_COLUMNS])
                if value.strip()
            }
            if row:
                grid.rows[number] = row
    except csv.Error as error:
        raise UnreadableFileError("not_a_table") from error
    if not grid.rows:
        raise UnreadableFileError("empty")
    return grid


def _decode(content: bytes) -> tuple[str, bool]:
    """Return the text and whether its encoding had to be guessed."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(content, "utf-16"), False
    head = content[:4096]
    if head[1::2].count(0) > len(head) // 8:
        return _strictly(content, "utf-16-le"), True
    if head[::2].count(0) > len(head) // 8:
        return _strictly(content, "utf-16-be"), True
    try:
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        # Runs of letters above 127 are Russian words; single ones are accents and typeset quotes.
        russian = _CYRILLIC_BYTES.search(content) is not None
        return content.decode("cp1251" if russian else "cp1252", "replace"), True


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError("not_a_table") from error


def _separator(text: str) -> tuple[str, str]:
    """Return the separator and the text without Excel's own `sep=` line."""
    if found := re.match(r"\ufeff?sep=(.)\r?\n", text):
        return found[1], text[found.end() :]
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    return max(_SEPARATORS, key=lambda candidate: _consistency(sample, candidate)), text


def _consistency(sample: str, separator: str) -> float:
    """Say how much like a table the sample looks when split at `separator`."""
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator) if row]
    except csv.Error:
        return 0
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0
    width, times = wide.most_common(1)[0]
    return times / len(widths) * min(width, 12)
