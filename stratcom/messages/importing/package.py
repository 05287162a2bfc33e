"""A DOCX as an archive of parts: which there are, and what they refer to."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element

from flask_babel import gettext as _

from stratcom.errors import DomainError
from stratcom.media.documents import read_document
from stratcom.messages.importing.xml import read_xml

MAIN = "word/document.xml"
# The words of a thousand pages; pictures do not count.
LARGEST_PART = 32 * 1024 * 1024
LARGEST_TEXTS = 64 * 1024 * 1024
TEXTS = (".xml", ".rels")


class Relation(NamedTuple):
    """What one part of a document refers to."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of an opened document."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())
        self.relations = self._relations_of(MAIN)

    def main(self) -> Element:
        """The words of the document."""
        return read_xml(self._archive.read(MAIN))

    def part(self, kind: str) -> Element | None:
        """The part that the main one refers to as `kind` (styles, footnotes), if it is there."""
        for one in self.relations.values():
            name = posixpath.normpath(posixpath.join("word", one.target)).lstrip("/")
            if one.kind == kind and not one.external and name in self.names:
                return read_xml(self._archive.read(name))
        return None

    def relations_of_part(self, kind: str) -> dict[str, Relation]:
        """What the part of that kind refers to."""
        for one in self.relations.values():
            if one.kind == kind and not one.external:
                return self._relations_of(posixpath.normpath(posixpath.join("word", one.target)))
        return {}

    def _relations_of(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part.lstrip("/"))
        path = f"{folder}/_rels/{name}.rels"
        if path not in self.names:
            return {}
        return {
            row.get("Id", ""): Relation(
                row.get("Type", "").rpartition("/")[2],
                row.get("Target", ""),
                row.get("TargetMode") == "External",
            )
            for row in read_xml(self._archive.read(path))
        }


@contextmanager
def open_package(content: bytes, filename: str) -> Iterator[Package]:
    """Open a DOCX that is what its name says; raise DomainError with the reason otherwise."""
    _refuse_swollen(content)
    document = read_document(content, filename)
    if document.extension != "docx":
        raise DomainError(_("Messages are read from DOCX files. Save the text as DOCX."))
    try:
        with zipfile.ZipFile(BytesIO(document.content)) as archive:
            yield Package(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise DomainError(_("The document is damaged and cannot be opened.")) from None


def _refuse_swollen(content: bytes) -> None:
    """Refuse before unpacking what no text of people needs."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            sizes = [one.file_size for one in archive.infolist() if one.filename.endswith(TEXTS)]
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return  # what it is instead, media.documents tells
    if sum(sizes) > LARGEST_TEXTS or max(sizes, default=0) > LARGEST_PART:
        raise DomainError(_("The document unpacks to far more than its size."))
