"""Documents: recognised by content, cleaned of people, refused when unsafe."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from stratcom.errors import DomainError
from stratcom.media.documents import OPEN_XML, read_document
from stratcom.media.embedded import without_metadata
from tests.media import files

DAMAGED = "The document is damaged and cannot be opened."
MACROS = "The document holds macros. Save it without them."
OTHER = "Documents must be PDF, DOCX, XLSX, PPTX, ODT, TXT or CSV files (or photographs)."


@pytest.fixture(autouse=True)
def in_context(whole_app):
    with whole_app.test_request_context("/en/"):
        yield


def test_pdf_loses_author_and_xmp_and_keeps_its_pages():
    before = files.pdf()
    assert b"HiddenPerson" in before
    document = read_document(before, "ოქმი.pdf")
    reader = PdfReader(BytesIO(document.content))
    assert (document.extension, document.media_type) == ("pdf", "application/pdf")
    assert len(reader.pages) == 1
    assert not reader.metadata
    assert reader.xmp_metadata is None
    for word in (b"HiddenPerson", b"Secret title", b"xmpmeta", b"/Author"):
        assert word not in document.content


def test_pdf_loses_programs_and_attachments():
    before = files.pdf(script=True, attachment=True)
    assert b"/JavaScript" in before
    document = read_document(before, "a.pdf")
    for word in (b"/JavaScript", b"app.alert", b"MZ secret", b"/OpenAction", b"/EmbeddedFile"):
        assert word not in document.content


def test_docx_loses_author_everywhere_and_keeps_its_text():
    document = read_document(files.docx(), "ოქმი.DOCX")
    parts = files.parts_of(document.content)
    assert document.media_type == OPEN_XML + "wordprocessingml.document"
    assert "ოქმი" in parts["word/document.xml"]
    assert 'w:author=""' in parts["word/document.xml"]
    assert files.SECRET not in "".join(parts.values())


def test_photographs_inside_lose_their_place_and_stay_the_same_picture():
    photo = files.photograph((400, 300), orientation=6, gps=True)
    before = files.docx({"word/media/image1.jpeg": photo})
    with zipfile.ZipFile(BytesIO(read_document(before, "a.docx").content)) as archive:
        after = archive.read("word/media/image1.jpeg")
    assert b"Nino" in photo
    assert b"Nino" not in after
    with Image.open(BytesIO(photo)) as old, Image.open(BytesIO(after)) as new:
        assert dict(new.getexif()) == {0x0112: 6}
        assert new.tobytes() == old.tobytes()


def test_photographs_inside_a_pdf_lose_their_place():
    photo = files.photograph((400, 300), gps=True)
    out = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(400, 300)
    stream = StreamObject()
    stream._data = photo
    stream[NameObject("/Filter")] = NameObject("/DCTDecode")
    writer.root_object[NameObject("/Picture")] = writer._add_object(stream)
    writer.write(out)
    assert b"Nino" in out.getvalue()
    after = read_document(out.getvalue(), "a.pdf").content
    assert b"Nino" not in after
    assert photo[-500:] in after


def test_text_inside_a_png_is_cut_out():
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Nino")
    out = BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "PNG", pnginfo=said)
    after = without_metadata(out.getvalue())
    assert b"Nino" in out.getvalue()
    assert b"Nino" not in after
    assert Image.open(BytesIO(after)).getpixel((5, 5)) == (255, 0, 0)


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff", b"\xff\xd8 broken", b"\x89PNG\r\n\x1a\n12", b"GIF"]
)
def test_what_is_no_picture_inside_stays_as_it_is(content):
    assert without_metadata(content) == content


def test_xlsx_still_opens_after_cleaning():
    book = openpyxl.Workbook()
    book.active["A1"] = "თელავი"
    book.properties.creator = files.SECRET
    book.properties.lastModifiedBy = files.SECRET
    out = BytesIO()
    book.save(out)
    document = read_document(out.getvalue(), "სია.xlsx")
    again = openpyxl.load_workbook(BytesIO(document.content))
    assert again.active["A1"].value == "თელავი"
    assert again.properties.creator == "openpyxl"  # what it says of a file without author
    assert again.properties.lastModifiedBy is None
    book.close()
    again.close()


def test_odt_loses_author_and_keeps_its_type_first():
    parts = files.parts_of(read_document(files.odt(), "a.odt").content)
    assert next(iter(parts)) == "mimetype"
    assert files.SECRET not in "".join(parts.values())


def test_text_is_kept_as_it_is():
    text = "თარიღი;ადგილი\n1.2.2026;თელავი\n".encode()
    assert read_document(text, "a.csv").content == text
    assert read_document(text, "a.txt").media_type == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.pdf", "The file is empty."),
        (b"MZ\x90\0" + b"\0" * 100, "a.exe", OTHER),
        (b"MZ\x90\0" + b"\0" * 100, "a.pdf", "The name says PDF, but the content does not."),
        (b"MZ plain enough", "a.txt", "The name says TXT, but the content does not."),
        (b"#!/bin/sh\nrm -rf /\n", "a.csv", "The name says CSV, but the content does not."),
        (files.pdf(), "a.docx", "The name says DOCX, but the content does not."),
        (files.docx(), "a.xlsx", "The name says XLSX, but the content does not."),
        (b"<html>", "a.html", OTHER),
        (b"GIF89a;" + files.pdf(), "a.pdf", "The name says PDF, but the content does not."),
        (b"%PDF-1.7\n" + files.docx(), "a.docx", "The name says DOCX, but the content does not."),
        (files.archive({"x.txt": "x"}), "a.docx", "The name says DOCX, but the content does not."),
        (b"%PDF-1.7 and nothing", "a.pdf", "The PDF is damaged and cannot be opened."),
        (files.pdf(password="x"), "a.pdf", "The PDF is under a password. Save it without one."),
        (files.docx()[:300], "a.docx", DAMAGED),
        (files.docx({"word/vbaProject.bin": "x"}), "a.docx", MACROS),
        (
            files.docx(
                {"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled+xml"}
            ),
            "a.docx",
            MACROS,
        ),
        (
            files.docx({"word/embeddings/a.bin": "MZ program"}),
            "a.docx",
            "The document holds a program.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
            "a.docx",
            "This is an old Office file or one under a password. "
            "Save it as DOCX, XLSX or PPTX without a password.",
        ),
        (
            files.docx({"word/big.xml": "0" * 60_000_000}),
            "a.docx",
            "The document unpacks to far more than its size.",
        ),
        (
            "თელავი".encode("utf-16"),
            "a.txt",
            "The text is not in UTF-8. Save it with that encoding.",
        ),
        (
            b"a\0b",
            "a.txt",
            "The name says TXT or CSV, but the content is not plain text.",
        ),
        (b"a" * (20 * 1024 * 1024 + 1), "a.txt", "The document is larger than 20 MB."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unfit_document_is_refused_with_the_reason(content, name, reason):
    with pytest.raises(DomainError) as refused:
        read_document(content, name)
    assert refused.value.message == reason
