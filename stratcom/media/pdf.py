"""PDF files: rewritten without author, history, programs and attachments."""

from io import BytesIO
from typing import Any

from flask_babel import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from stratcom.errors import DomainError
from stratcom.media.embedded import without_metadata

# What tells of the author and the tools, and what would start by itself in the reader's hands.
UNWANTED = ("/Metadata", "/PieceInfo", "/LastModified", "/OpenAction", "/AA", "/EF", "/XFA")
UNWANTED_NAMES = ("/JavaScript", "/EmbeddedFiles")
ACTIVE = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"})
JPEG_FILTERS = ("/DCTDecode", ["/DCTDecode"])
# What the parser raises over broken files.
BROKEN = (PyPdfError, LookupError, ValueError, TypeError, AttributeError, OSError, RecursionError)


def clean_pdf(content: bytes) -> bytes:
    """The same pages in a new file; raise DomainError for one encrypted or damaged."""
    try:
        reader = PdfReader(BytesIO(content))
        encrypted = reader.is_encrypted
        if not encrypted:
            return _rewritten(reader)
    except BROKEN:
        raise DomainError(_("The PDF is damaged and cannot be opened.")) from None
    raise DomainError(_("The PDF is under a password. Save it without one."))


def _rewritten(reader: PdfReader) -> bytes:
    if not len(reader.pages):
        raise ValueError("no pages")
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    for one in list(writer._objects):
        _strip(one)
    names = writer.root_object.get("/Names")
    if names is not None:
        for name in UNWANTED_NAMES:
            names.get_object().pop(NameObject(name), None)
    # What was cut off is no longer referred to; without this it would still be written.
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _strip(value: Any) -> None:
    """Remove what is unwanted from an object and from those written directly inside it."""
    if isinstance(value, ArrayObject):
        for inner in value:
            _strip(inner)
    if not isinstance(value, DictionaryObject):
        return
    if value.get("/S") in ACTIVE:
        value.clear()
    for name in UNWANTED:
        value.pop(NameObject(name), None)
    if isinstance(value, StreamObject) and value.get("/Filter") in JPEG_FILTERS:
        value._data = without_metadata(value._data)
    for inner in value.values():
        _strip(inner)
