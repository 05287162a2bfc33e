"""Documents with words in them, made for tests."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import docx
import openpyxl
from openpyxl.styles import Font
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

from tests.media.files import TYPES, archive

UNICODE = b"""/CIDInit /ProcSet findresource begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfrange <0020> <007E> <0020> <10D0> <10F0> <10D0> endbfrange
endcmap end"""
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def word(paragraphs: Iterable[Any]) -> bytes:
    """A DOCX; a paragraph is its text, or pairs of text and font."""
    document = docx.Document()
    for one in paragraphs:
        made = document.add_paragraph()
        for text, font in [(one, None)] if isinstance(one, str) else one:
            made.add_run(text).font.name = font
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def raw_word(body: str, styles: str = "") -> bytes:
    """A DOCX with that XML as its body."""
    parts = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    if styles:
        parts["word/styles.xml"] = f"<w:styles {NAMESPACES}>{styles}</w:styles>"
    return archive(parts)


def workbook(sheets: dict[str, list[list[Any]]], font: str = "Sylfaen") -> bytes:
    """An XLSX with those rows in each sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell in (one for row in sheet.iter_rows() for one in row):
            cell.font = Font(name=font)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def printed(pages: Iterable[str], font: str = "Sylfaen", password: str = "") -> bytes:
    """A PDF with a line of text on each page."""
    writer = PdfWriter()
    face = writer._add_object(_font(writer, font))
    for text in pages:
        page = writer.add_blank_page(600, 800)
        fonts = DictionaryObject({NameObject("/F1"): face})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        codes = text.encode("utf-16-be").hex()
        stream.set_data(f"BT /F1 12 Tf 20 700 Td <{codes}> Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _font(writer: PdfWriter, name: str) -> DictionaryObject:
    unicode = DecodedStreamObject()
    unicode.set_data(UNICODE)
    named = {
        "/Type": NameObject("/Font"),
        "/BaseFont": NameObject(f"/ABCDEF+{name}"),
    }
    below = DictionaryObject(
        {NameObject(key): value for key, value in named.items()}
        | {
            NameObject("/Subtype"): NameObject("/CIDFontType2"),
            NameObject("/DW"): NumberObject(600),
        }
    )
    return DictionaryObject(
        {NameObject(key): value for key, value in named.items()}
        | {
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/Encoding"): NameObject("/Identity-H"),
            NameObject("/DescendantFonts"): ArrayObject([writer._add_object(below)]),
            NameObject("/ToUnicode"): writer._add_object(unicode),
        }
    )
