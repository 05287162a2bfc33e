"""Documents: what a file really is by its content, whatever its name says."""

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

import filetype
from flask_babel import gettext as _

from stratcom.errors import DomainError
from stratcom.media.office import clean_office, office_kind
from stratcom.media.pdf import clean_pdf

LARGEST_BYTES = 20 * 1024 * 1024
OPEN_XML = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": OPEN_XML + "wordprocessingml.document",
    "xlsx": OPEN_XML + "spreadsheetml.sheet",
    "pptx": OPEN_XML + "presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
TEXTS = frozenset({"txt", "csv"})
# Old Office files, and new ones under a password, begin like this.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class Document(NamedTuple):
    """A document ready to be kept."""

    extension: str
    media_type: str
    content: bytes


def read_document(content: bytes, filename: str) -> Document:
    """Check and clean a document; raise DomainError with the reason when it is refused."""
    if len(content) > LARGEST_BYTES:
        raise DomainError(_("The document is larger than %(limit)s MB.", limit=20))
    if not content:
        raise DomainError(_("The file is empty."))
    extension = PurePath(filename).suffix.lower().lstrip(".")
    if extension not in MEDIA_TYPES:
        raise DomainError(
            _("Documents must be PDF, DOCX, XLSX, PPTX, ODT, TXT or CSV files (or photographs).")
        )
    found = _kind(content)
    if found != extension and not (found == "txt" and extension in TEXTS):
        raise DomainError(
            _(
                "The name says %(name)s, but the content does not.",
                name=extension.upper(),
            )
        )
    return Document(extension, MEDIA_TYPES[extension], CLEANERS[extension](content))


def _kind(content: bytes) -> str | None:
    """The extension that the content deserves; 'txt' for any plain text."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(OLE):
        raise DomainError(
            _(
                "This is an old Office file or one under a password. "
                "Save it as DOCX, XLSX or PPTX without a password."
            )
        )
    if content.startswith(b"PK"):
        return office_kind(content)
    if filetype.guess(content) is not None or content.startswith((b"MZ", b"\x7fELF", b"#!")):
        return None
    return "txt"


def _clean_text(content: bytes) -> bytes:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise DomainError(_("The text is not in UTF-8. Save it with that encoding.")) from None
    if NOT_IN_TEXT.search(text):
        raise DomainError(_("The name says TXT or CSV, but the content is not plain text."))
    return content


CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "pdf": clean_pdf,
    "docx": clean_office,
    "xlsx": clean_office,
    "pptx": clean_office,
    "odt": clean_office,
    "txt": _clean_text,
    "csv": _clean_text,
}
