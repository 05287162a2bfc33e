"""The paragraphs of DOCX, PPTX and ODT files, part by part, as they stand in their XML."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from stratcom.media.texts.fonts import Piece, decoded

MOST_ELEMENTS = 600_000
LARGEST_PART = 64 * 1024 * 1024
SLIDE = re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide)\d+\.xml")
WORDS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
# What was taken out of the text, and what says again what was said.
GONE = frozenset({"del", "moveFrom", "Fallback"})
BREAKS = frozenset({"tab", "br", "cr"})
_OFF = frozenset({"0", "false", "off"})

Fonts = Callable[[Element, Element], str | None]


def read_docx(content: bytes) -> Iterator[str]:
    """The paragraphs of a DOCX and its notes, text in old fonts decoded."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        styles = _Styles(archive)
        for name in WORDS:
            if name in archive.namelist():
                yield from _paragraphs(archive, name, styles.font)


def read_pptx(content: bytes) -> Iterator[str]:
    """The paragraphs of the slides of a PPTX and of their notes."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in sorted(filter(SLIDE.fullmatch, archive.namelist()), key=_number):
            yield from _paragraphs(archive, name, _typeface)


def read_odt(content: bytes) -> Iterator[str]:
    """The paragraphs and headings of an ODT."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for element in _elements(archive, "content.xml"):
            if _local(element) in {"p", "h"}:
                yield "".join(element.itertext())
                element.clear()


def _paragraphs(archive: zipfile.ZipFile, name: str, font: Fonts) -> Iterator[str]:
    for element in _elements(archive, name):
        if _local(element) == "p":
            yield decoded(list(_pieces(element, font)))
            element.clear()
        elif _local(element) in GONE:
            element.clear()


def _pieces(paragraph: Element, font: Fonts) -> Iterator[Piece]:
    for run in paragraph.iter():
        if _local(run) != "r" or _is_hidden(run):
            continue
        said = "".join(
            one.text or "" if _local(one) == "t" else " "
            for one in run
            if _local(one) == "t" or _local(one) in BREAKS
        )
        if said:
            yield Piece(said, font(paragraph, run))


def _is_hidden(run: Element) -> bool:
    said = run.find("{*}rPr/{*}vanish")
    return said is not None and _value(said, "val") not in _OFF


def _typeface(_paragraph: Element, run: Element) -> str | None:
    latin = run.find("{*}rPr/{*}latin")
    return _value(latin, "typeface") if latin is not None else None


class _Styles:
    """The fonts of the styles of a DOCX."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.fonts: dict[str, str | None] = {}
        self.below: dict[str, str] = {}
        self.default = ""
        self.base: str | None = None
        if "word/styles.xml" in archive.namelist():
            for element in _elements(archive, "word/styles.xml"):
                self._read(element)

    def _read(self, element: Element) -> None:
        if _local(element) == "rPrDefault":
            self.base = _font(element.find("{*}rPr"))
        if _local(element) != "style":
            return
        name = _value(element, "styleId") or ""
        self.fonts[name] = _font(element.find("{*}rPr"))
        self.below[name] = _value(element.find("{*}basedOn"), "val") or ""
        if _value(element, "default") in {"1", "true"} and _value(element, "type") == "paragraph":
            self.default = name

    def font(self, paragraph: Element, run: Element) -> str | None:
        """The font of a run: its own, that of its style, or that of its paragraph."""
        own = _font(run.find("{*}rPr"))
        styled = _value(run.find("{*}rPr/{*}rStyle"), "val")
        around = _value(paragraph.find("{*}pPr/{*}pStyle"), "val") or self.default
        return own or self._of(styled) or self._of(around) or self.base

    def _of(self, style: str | None) -> str | None:
        seen: set[str] = set()
        while style and style in self.fonts and style not in seen:
            if self.fonts[style]:
                return self.fonts[style]
            seen.add(style)
            style = self.below[style]
        return None


def _font(properties: Element | None) -> str | None:
    fonts = properties.find("{*}rFonts") if properties is not None else None
    return _value(fonts, "ascii") or _value(fonts, "hAnsi")


def _elements(archive: zipfile.ZipFile, name: str) -> Iterator[Element]:
    """Every element as it ends; nothing of a part that is far too large."""
    if archive.getinfo(name).file_size > LARGEST_PART:
        return
    with archive.open(name) as part:
        parsed: Any = iterparse(part, events=("end",), forbid_dtd=True)
        for count, (_event, element) in enumerate(parsed):
            if count > MOST_ELEMENTS:
                return
            yield element


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _value(element: Element | None, name: str) -> str | None:
    """The attribute of that name, whatever its namespace: there are two for each."""
    attributes: Mapping[str, str] = element.attrib if element is not None else {}
    return next((v for key, v in attributes.items() if key.rpartition("}")[2] == name), None)


def _number(name: str) -> tuple[str, int]:
    return name.rpartition("/")[0], int(re.sub(r"\D", "", name))
