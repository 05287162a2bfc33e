"""Any file an office sends, told apart by what it holds, not by its name."""

from pathlib import Path, PurePath

from stratcom.sheets.calendars import read_calendar
from stratcom.sheets.delimited import read_delimited
from stratcom.sheets.grids import MAX_FILE_BYTES, Grid, UnreadableFileError
from stratcom.sheets.xlsx import read_xlsx

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_NOT_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ", b"Rar!", b"\x1f\x8b")
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"{\\rtf")
_TEXT_SUFFIXES = frozenset({"", ".csv", ".tsv", ".txt", ".ics", ".tab"})


def read_workbook(source: Path | bytes, filename: str = "") -> list[Grid]:
    """Return the tables of a file; raise UnreadableFileError with a code when there are none."""
    if isinstance(source, Path):
        filename = filename or source.name
        if source.stat().st_size > MAX_FILE_BYTES:
            raise UnreadableFileError("too_large")
        source = source.read_bytes()
    if len(source) > MAX_FILE_BYTES:
        raise UnreadableFileError("too_large")
    if not source.strip():
        raise UnreadableFileError("empty")
    if source.startswith(_OLE):
        raise UnreadableFileError("encrypted" if _ENCRYPTED_PACKAGE in source else "old_excel")
    if source.startswith(_ZIP):
        return read_xlsx(source)
    name = PurePath(filename.replace("\\", "/"))
    return [_read_text(source, name.stem, name.suffix.lower())]


def _read_text(source: bytes, name: str, suffix: str) -> Grid:
    head = source[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if source.startswith(_NOT_TEXT) or head.startswith(_MARKUP):
        raise UnreadableFileError("unsupported")
    if head.startswith(b"begin:vcalendar"):
        return read_calendar(source, name)
    if suffix not in _TEXT_SUFFIXES:
        raise UnreadableFileError("damaged" if suffix in (".xlsx", ".xlsm") else "unsupported")
    return read_delimited(source, name)
