"""The words of a paragraph as Markdown: emphasis, links, old fonts, accepted changes."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from stratcom.georgian.legacy import is_legacy_font
from stratcom.georgian.legacy import to_unicode as from_legacy
from stratcom.messages.importing import marking
from stratcom.messages.importing.notes import Note
from stratcom.messages.importing.package import Relation
from stratcom.messages.importing.styles import Look, Styles, read_look

# Direction marks, zero-width and tag characters, what XML lets through though nobody sees it.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_BLANKS = re.compile(r"[^\S\n]+")
_ADDRESS = re.compile(r"(?:https?://[^\s<>\"`]+|mailto:[^\s<>\"`]+@[^\s<>\"`]+)", re.I)
_FIELD = re.compile(r'\s*HYPERLINK\s+(?:\\\w\s+)*"([^"]*)"', re.I)
LONGEST_ADDRESS = 1000
# Containers that add nothing to the words inside them.
THROUGH = frozenset(
    {
        "{w}ins",
        "{w}moveTo",
        "{w}smartTag",
        "{w}customXml",
        "{w}sdt",
        "{w}sdtContent",
        "{w}fldSimple",
    }
    | {"{w}bdo", "{w}dir", "{mc}AlternateContent", "{mc}Choice"}
)
GONE = frozenset({"{w}del", "{w}moveFrom"})
WITH_BOXES = frozenset({"{w}drawing", "{w}pict", "{w}object"})
NOTE_MARKS = {"{w}footnoteReference": "footnotes", "{w}endnoteReference": "endnotes"}


@dataclass
class Span:
    """Words of one look."""

    text: str
    bold: bool
    italic: bool
    address: str
    legacy: bool


@dataclass
class Words:
    """What a paragraph says."""

    marked: str  # Markdown
    text: str
    bold: bool  # all of it
    sources: list[str]  # its footnotes
    boxes: list[Element]  # text boxes that hang on it


@dataclass
class Reader:
    """Reads paragraphs of one part, and counts what people should be told."""

    styles: Styles
    relations: Mapping[str, Relation]
    told: Counter[Note]
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def read(self, paragraph: Element, style_id: str) -> Words:
        """The words of a paragraph."""
        walk = _Walk(self, self.styles.look(style_id).over(self.styles.base))
        for child in paragraph:
            walk.enter(child, "")
        spans = list(_merged(walk.spans))
        text = tidy("".join(one.text for one in spans))
        said = [one for one in spans if one.text.strip()]
        bold = bool(said) and all(one.bold for one in said)
        marked = _marked(spans, text, by_style=bool(walk.base.bold))
        return Words(marked, text, bold, walk.sources, walk.boxes)

    def address(self, target: str) -> str:
        """The address when it is one that may be followed; else nothing, and people are told."""
        target = target.strip()
        if _ADDRESS.fullmatch(target) and len(target) <= LONGEST_ADDRESS:
            return target
        if target and not target.startswith("#"):
            self.told[Note.LINKS] += 1
        return ""

    def seen(self, text: str) -> str:
        """The text without characters that nobody sees."""
        shown = UNSEEN.sub("", text)
        if shown != text:
            self.told[Note.UNSEEN] += 1
        return unicodedata.normalize("NFC", shown)


class _Walk:
    """One walk through a paragraph."""

    def __init__(self, reader: Reader, base: Look) -> None:
        self.reader, self.base = reader, base
        self.spans: list[Span] = []
        self.sources: list[str] = []
        self.boxes: list[Element] = []
        # Open fields: what each asks for, and whether its outcome began.
        self.fields: list[tuple[str, bool]] = []

    def enter(self, element: Element, address: str) -> None:
        """Read an element that stands in a paragraph."""
        tag = element.tag
        if tag == "{w}r":
            self._run(element, address)
        elif tag == "{w}hyperlink":
            relation = self.reader.relations.get(element.get("{r}id", ""))
            if relation is not None:
                address = self.reader.address(relation.target)
            for child in element:
                self.enter(child, address)
        elif tag in THROUGH:
            if tag in {"{w}ins", "{w}moveTo"}:
                self.reader.told[Note.CHANGES] += 1
            for child in element:
                self.enter(child, address)
        elif tag in GONE:
            self.reader.told[Note.CHANGES] += 1
        elif tag in WITH_BOXES:
            self._drawing(element)

    def _run(self, run: Element, address: str) -> None:
        properties = run.find("{w}rPr")
        style = properties.find("{w}rStyle") if properties is not None else None
        look = read_look(properties)
        if style is not None:
            look = look.over(self.reader.styles.look(style.get("{w}val", "")))
        look = look.over(self.base)
        if look.hidden:
            self.reader.told[Note.HIDDEN] += 1
            return
        for child in run:
            self._piece(child, look, address)

    def _piece(self, piece: Element, look: Look, address: str) -> None:
        tag = piece.tag
        if tag in NOTE_MARKS:
            source = self.reader.notes.get((NOTE_MARKS[tag], piece.get("{w}id", "")), "")
            self.sources += [source] if source else []
        elif tag == "{w}commentReference":
            self.reader.told[Note.COMMENTS] += 1
        elif tag == "{w}fldChar":
            self._field(piece.get("{w}fldCharType", ""))
        elif tag == "{w}instrText":
            if self.fields and not self.fields[-1][1]:
                self.fields[-1] = (self.fields[-1][0] + (piece.text or ""), False)
        elif tag in WITH_BOXES:
            self._drawing(piece)
        elif tag in {"{mc}AlternateContent", "{mc}Choice"}:
            for child in piece:
                self._piece(child, look, address)
        elif text := _said(piece):
            self._add(text, look, address)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(("", False))
        elif self.fields and kind == "separate":
            self.fields[-1] = (self.fields[-1][0], True)
        elif self.fields and kind == "end":
            self.fields.pop()

    def _add(self, text: str, look: Look, address: str) -> None:
        for asked, shown in self.fields:
            if not shown:
                return
            if found := _FIELD.match(asked):
                address = self.reader.address(found[1])
        legacy = is_legacy_font(look.font) is True
        seen = self.reader.seen(text)
        self.spans.append(Span(seen, bool(look.bold), bool(look.italic), address, legacy))
        if legacy and seen.strip():
            self.reader.told[Note.LEGACY] += 1

    def _drawing(self, element: Element) -> None:
        boxes = list(_outermost(element, "{w}txbxContent"))
        self.boxes += boxes
        if not boxes:
            self.reader.told[Note.OBJECTS if element.tag == "{w}object" else Note.PICTURES] += 1


def tidy(text: str) -> str:
    """The text with single blanks, lines kept."""
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n")).strip()


def _said(piece: Element) -> str:
    if piece.tag == "{w}t":
        return piece.text or ""
    if piece.tag in {"{w}br", "{w}cr"}:
        return " " if piece.get("{w}type") in {"page", "column"} else "\n"
    return {"{w}tab": " ", "{w}noBreakHyphen": "-", "{w}ptab": " "}.get(piece.tag, "")


def _outermost(element: Element, tag: str) -> Iterator[Element]:
    for child in element:
        if child.tag == tag:
            yield child
        else:
            yield from _outermost(child, tag)


def _merged(spans: list[Span]) -> Iterator[Span]:
    """Neighbours of one look as one, so that words are whole before a font is decoded."""
    at: Span | None = None
    for one in spans:
        alike = at is not None and _look(one) == _look(at)
        if at is not None and (alike or (not one.text.strip() and one.legacy == at.legacy)):
            at.text += one.text
            continue
        if at is not None:
            yield _decoded(at)
        at = one
    if at is not None:
        yield _decoded(at)


def _look(span: Span) -> tuple[bool, bool, str, bool]:
    return span.bold, span.italic, span.address, span.legacy


def _decoded(span: Span) -> Span:
    if span.legacy:
        span.text = from_legacy(span.text)
        span.legacy = False
    return span


def _marked(spans: list[Span], text: str, *, by_style: bool) -> str:
    """Markdown that says the text; plain words where emphasis would not stand."""
    made = ""
    for one in spans:
        piece = marking.escape(one.text)
        piece = marking.emphasised(piece, bold=one.bold and not by_style, italic=one.italic)
        made += marking.linked(piece, one.text, one.address) if one.address else piece
    for attempt in (made, marking.escape(text), marking.escape_all(text)):
        lines = [marking.escape_line(line) for line in tidy(attempt).split("\n")]
        marked = marking.BREAK.join(line for line in lines if line)
        if marking.says(marked, text):
            return marked
    return marked
