"""Office files are zip archives: checked against bombs and macros, rewritten without authors."""

import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from flask_babel import gettext as _

from stratcom.errors import DomainError
from stratcom.media.embedded import without_metadata

LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_ENTRIES = 5_000
# XML of a large table packs about 1:30; beyond this an archive is a bomb.
HIGHEST_RATIO = 150
RATIO_FROM = 10 * 1024 * 1024
MAIN_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
ODT = b"application/vnd.oasis.opendocument.text"
MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/|macrosheets/)|^(Basic|Scripts)/")
PROGRAMS = re.compile(r"\.(exe|dll|com|scr|bat|cmd|ps1|vbs|js|jar|msi|lnk|hta|sh)$", re.IGNORECASE)
HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SCHEMAS = b"http://schemas.openxmlformats.org/"
# Parts that hold nothing but who wrote it, when and with what: replaced by empty ones.
EMPTY_PARTS = {
    "docProps/core.xml": b'<cp:coreProperties xmlns:cp="'
    + SCHEMAS
    + b'package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<Properties xmlns="'
    + SCHEMAS
    + b'officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<Properties xmlns="'
    + SCHEMAS
    + b'officeDocument/2006/custom-properties"/>',
    "word/people.xml": b'<w15:people xmlns:w15="'
    b'http://schemas.microsoft.com/office/word/2012/wordml"/>',
    "meta.xml": b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:'
    b'office:1.0" office:version="1.2"/>',
}
PICTURES = re.compile(r"^((word|xl|ppt)/media|Pictures)/[^/]+\.(jpe?g|png)$", re.IGNORECASE)
# Names of people that Word and Excel write into the text itself.
PARTS_WITH_NAMES = re.compile(r"^(word/[^/]+|xl/workbook|xl/comments\d*|xl/persons/[^/]+)\.xml$")
NAMES = (
    (re.compile(rb'(\sw:(?:author|initials)=)"[^"]*"'), rb'\1""'),
    (re.compile(rb'(\suserName=)"[^"]*"'), rb'\1""'),
    (re.compile(rb"<x15ac:absPath\b[^>]*/>"), b""),
    (re.compile(rb"(<author>)[^<]*(</author>)"), rb"\1\2"),
    (re.compile(rb'(\s(?:displayName|userId)=)"[^"]*"'), rb'\1""'),
)
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def office_kind(content: bytes) -> str | None:
    """'docx', 'xlsx', 'pptx' or 'odt' by what the archive holds; None for any other."""
    with _archive(content) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" in names:
            return next((kind for part, kind in MAIN_PARTS.items() if part in names), None)
        is_odt = "mimetype" in names and archive.read("mimetype").strip() == ODT
        return "odt" if is_odt else None


def clean_office(content: bytes) -> bytes:
    """The same document in a new archive; raise DomainError for macros, programs, passwords."""
    out = BytesIO()
    with _archive(content) as archive:
        _refuse_active(archive)
        with zipfile.ZipFile(out, "w") as made:
            for entry in archive.infolist():
                _copy(archive, entry, made)
    return out.getvalue()


@contextmanager
def _archive(content: bytes) -> Iterator[zipfile.ZipFile]:
    """Open an archive that is neither a bomb nor damaged."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _refuse_bomb(archive)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise DomainError(_("The document is damaged and cannot be opened.")) from None


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    unpacked = sum(one.file_size for one in entries)
    packed = sum(one.compress_size for one in entries)
    names = [one.filename for one in entries]
    swollen = unpacked > RATIO_FROM and unpacked > packed * HIGHEST_RATIO
    if len(names) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or swollen:
        raise DomainError(_("The document unpacks to far more than its size."))
    if len(set(names)) < len(names) or any(".." in name.split("/") for name in names):
        raise DomainError(_("The document is damaged and cannot be opened."))


def _refuse_active(archive: zipfile.ZipFile) -> None:
    for entry in archive.infolist():
        if MACROS.search(entry.filename):
            raise DomainError(_("The document holds macros. Save it without them."))
        if PROGRAMS.search(entry.filename) or _begins_like_program(archive, entry):
            raise DomainError(_("The document holds a program."))
        if entry.flag_bits & 1:
            raise DomainError(_("The document is under a password. Save it without one."))
    names = archive.namelist()
    if "[Content_Types].xml" in names and b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise DomainError(_("The document holds macros. Save it without them."))
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in archive.read(manifest):
        raise DomainError(_("The document is under a password. Save it without one."))


def _begins_like_program(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    if entry.flag_bits & 1:
        return False
    with archive.open(entry) as part:
        return part.read(4).startswith((b"MZ", b"\x7fELF"))


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, made: zipfile.ZipFile) -> None:
    """Copy one entry without its date, its comment and whoever is named in it."""
    fresh = zipfile.ZipInfo(entry.filename, LONG_AGO)
    fresh.compress_type = (
        zipfile.ZIP_STORED if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    )
    if entry.filename in EMPTY_PARTS:
        made.writestr(fresh, HEAD + EMPTY_PARTS[entry.filename])
    elif PARTS_WITH_NAMES.match(entry.filename):
        made.writestr(fresh, _nameless(archive.read(entry)))
    elif PICTURES.match(entry.filename):
        made.writestr(fresh, without_metadata(archive.read(entry)))
    else:
        with archive.open(entry) as source, made.open(fresh, "w") as target:
            shutil.copyfileobj(source, target)


def _nameless(part: bytes) -> bytes:
    for pattern, replacement in NAMES:
        part = pattern.sub(replacement, part)
    return part
