"""Writing a document from top to bottom: headings, paragraphs, lists, tables, links."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any, BinaryIO, Self

from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

from stratcom.documents.blank import new_document
from stratcom.documents.cleaning import clean, locale_of, web_address

BLUE = RGBColor(0x0A, 0x4A, 0x7A)
DEEPEST = 3  # levels of lists and headings that the styles know
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can name
HEAD_FILL = "DBE8F3"


class Line:
    """A paragraph that is being written, run by run, each marked with its language."""

    def __init__(self, paragraph: Any, language: str) -> None:
        self.paragraph = paragraph
        self.language = language

    def text(
        self, text: str, *, bold: bool = False, italic: bool = False, struck: bool = False
    ) -> Self:
        """Add words."""
        if said := clean(text):
            run = self.paragraph.add_run(said)
            run.bold, run.italic = bold or None, italic or None
            run.font.strike = struck or None
            self._mark(run._r, said)
        return self

    def link(self, text: str, address: str) -> Self:
        """Add words that lead to an address of the web; any other address is left out."""
        target = web_address(address)
        if not target:
            return self.text(text)
        part = self.paragraph.part
        element = OxmlElement("w:hyperlink")
        identifier = part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        element.set(qn("r:id"), identifier)
        said = clean(text) or target
        run = self.paragraph.add_run(said)
        run.font.underline, run.font.color.rgb = True, BLUE
        self._mark(run._r, said)
        element.append(run._r)
        self.paragraph._p.append(element)
        return self

    def end_line(self) -> Self:
        """Go on in the next line of the same paragraph."""
        self.paragraph.add_run().add_break(WD_BREAK.LINE)
        return self

    def _mark(self, run: Any, text: str) -> None:
        tongue = OxmlElement("w:lang")
        locale = locale_of(text, self.language)
        for slot in ("val", "eastAsia"):
            tongue.set(qn(f"w:{slot}"), locale)
        # The order of these is laid down; of what we set, nothing comes after the language.
        run.get_or_add_rPr().append(tongue)


class Paper:
    """A document that grows downwards; everything is written in one language unless told."""

    def __init__(self, *, title: str, language: str, day: date, compact: bool = False) -> None:
        self.document = new_document(title=title, language=language, day=day, compact=compact)
        self.language = language

    def heading(self, text: str, level: int, *, language: str = "") -> Line:
        """A heading; its words may go on."""
        return self.line(f"Heading {min(max(level, 1), 6)}", language=language).text(text)

    def line(self, style: str = "Normal", *, language: str = "") -> Line:
        """An empty paragraph of that style, to be written on."""
        paragraph = self.document.add_paragraph(style=style)
        return Line(paragraph, language or self.language)

    def paragraph(self, text: str, *, style: str = "Normal", language: str = "") -> Line:
        """A paragraph of plain words."""
        return self.line(style, language=language).text(text)

    def bullet(self, text: str = "", *, depth: int = 1, language: str = "") -> Line:
        """An item of a list."""
        return self.paragraph(text, style=leveled("List Bullet", depth), language=language)

    def numbering(self, depth: int = 1, *, start: int = 1) -> int:
        """A new run of numbers for a list; without it a list goes on where the last one ended."""
        style = self.document.styles[leveled("List Number", depth)]
        numbers = self.document.part.numbering_part.element
        own = numbers.num_having_numId(style.element.pPr.numPr.numId.val)
        made = numbers.add_num(own.abstractNumId.val)
        made.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(made.numId)

    def numbered(self, numbers: int, *, depth: int = 1, language: str = "") -> Line:
        """An item of a list with numbers."""
        line = self.line(leveled("List Number", depth), language=language)
        found = line.paragraph._p.get_or_add_pPr().get_or_add_numPr()
        found.get_or_add_numId().val, found.get_or_add_ilvl().val = numbers, 0
        return line

    def table(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        languages: Sequence[str] = (),
    ) -> None:
        """A table with a header row that repeats on every page."""
        table = self.document.add_table(rows=0, cols=len(headers), style="Table Grid")
        head = table.add_row()
        mark = OxmlElement("w:tblHeader")
        head._tr.get_or_add_trPr().append(mark)
        for cell, text in zip(head.cells, headers, strict=True):
            _shade(cell)
            Line(cell.paragraphs[0], self.language).text(text, bold=True)
        for number, row in enumerate(rows):
            tongue = languages[number] if number < len(languages) else self.language
            for cell, text in zip(table.add_row().cells, row, strict=True):
                Line(cell.paragraphs[0], tongue).text(text)
        self.document.add_paragraph()

    def new_page(self) -> None:
        """What follows begins on a new page."""
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def save(self, target: BinaryIO) -> None:
        """Write the file; the same document is always the same bytes."""
        made = io.BytesIO()
        self.document.save(made)
        with zipfile.ZipFile(made) as source, zipfile.ZipFile(target, "w") as packed:
            for name in source.namelist():
                entry = zipfile.ZipInfo(name, FIRST_MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(entry, source.read(name))


def leveled(style: str, depth: int) -> str:
    """The style of a list at some depth: 'List Bullet', 'List Bullet 2'."""
    deep = min(max(depth, 1), DEEPEST)
    return style if deep == 1 else f"{style} {deep}"


def _shade(cell: Any) -> None:
    fill = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", HEAD_FILL)):
        fill.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(fill)
