"""Paragraphs and tables of a document, in order, within limits."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from flask_babel import gettext as _

from stratcom.errors import DomainError
from stratcom.messages.importing.inline import Reader, Words
from stratcom.messages.importing.marking import escape, escape_line
from stratcom.messages.importing.notes import Note
from stratcom.messages.importing.package import Package
from stratcom.messages.importing.styles import Styles, read_styles
from stratcom.prose.markdown import plain

MOST_LINES = 3_000
MOST_CELLS = 6_000
# As long as a text of the app may be.
MOST_LETTERS = 400_000
LONGEST_HEADING = 150
THROUGH = frozenset(
    {"{w}sdt", "{w}sdtContent", "{w}customXml", "{mc}AlternateContent", "{mc}Choice"}
)
THROUGH |= {"{w}ins", "{w}moveTo"}
# Lists that were typed by hand.
_BULLET = re.compile(r"^(?:\\?[-–—•·▪◦●○■□►➢✓*‣⁃][\s\u00a0]+)(?=\S)")
_NUMBER = re.compile(r"^(\d{1,3})\\?[.)]\s+(?=\S)")
BULLET, NUMBER = "-", "1."


@dataclass(frozen=True)
class Line:
    """A paragraph: its words, what it is by its style, and its footnotes."""

    marked: str
    text: str
    level: int | None = None  # of a heading; 0 for a title
    bold: bool = False
    mark: str = ""  # of an item of a list
    depth: int = 0
    sources: tuple[str, ...] = ()
    aside: bool = False  # a subtitle, as exports end with


@dataclass(frozen=True)
class Grid:
    """A table: rows of cells, each with its lines."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]


Item = Line | Grid


@dataclass
class Body:
    """What a document holds, and what is to be told of it."""

    items: list[Item]
    told: Counter[Note] = field(default_factory=Counter)


def read_body(package: Package) -> Body:
    """Read the body of a document; raise DomainError when it is beyond the limits."""
    told: Counter[Note] = Counter()
    if any(one.external and one.kind != "hyperlink" for one in package.relations.values()):
        told[Note.EXTERNAL] += 1
    if any(one.external for one in package.relations_of_part("settings").values()):
        told[Note.EXTERNAL] += 1
    styles = read_styles(package.part("styles"), package.part("numbering"))
    reader = Reader(styles, package.relations, told)
    reader.notes = _read_notes(package, styles)
    body = package.main().find("{w}body")
    walk = _Walk(reader)
    items = list(walk.items(body if body is not None else ()))
    if not any(isinstance(one, Line) and one.level is not None for one in items):
        items = _with_guessed_headings(items, told)
    return Body(items, told)


class _Walk:
    """One walk through the body, counting against the limits."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.styles = reader, reader.styles
        self.lines = self.cells = self.letters = 0

    def items(self, elements: Iterable[Element]) -> Iterator[Item]:
        """Paragraphs and tables among these elements."""
        for one in elements:
            if one.tag == "{w}p":
                yield from self._paragraph(one)
            elif one.tag == "{w}tbl":
                yield self._table(one)
            elif one.tag == "{w}altChunk":
                self.reader.told[Note.EMBEDDED] += 1
            elif one.tag in THROUGH and not _is_contents(one):
                yield from self.items(one)

    def _paragraph(self, paragraph: Element) -> Iterator[Item]:
        properties = paragraph.find("{w}pPr")
        named = properties.find("{w}pStyle") if properties is not None else None
        style_id = named.get("{w}val", "") if named is not None else self.styles.default
        words = self.reader.read(paragraph, style_id)
        if words.text and not self.styles.is_contents(style_id):
            self._count(words)
            yield self._line(words, style_id, properties)
        for box in words.boxes:
            yield from self.items(box)

    def _line(self, words: Words, style_id: str, properties: Element | None) -> Line:
        level = self.styles.level(style_id, properties)
        listed = self.styles.listed(style_id, properties) if level is None else None
        mark = (NUMBER if listed[0] else BULLET) if listed else ""
        depth = listed[1] if listed else 0
        aside = self.styles.is_aside(style_id)
        sources = tuple(words.sources)
        line = Line(words.marked, words.text, level, words.bold, mark, depth, sources, aside)
        return line if mark or level is not None else _as_typed(line)

    def _table(self, table: Element) -> Grid:
        rows = []
        for row in _within(table, "{w}tr"):
            cells = []
            for cell in _within(row, "{w}tc"):
                self.cells += 1
                if self.cells > MOST_CELLS:
                    raise DomainError(_too_long())
                cells.append(tuple(_flat(self.items(cell))))
            rows.append(tuple(cells))
        return Grid(tuple(one for one in rows if any(one)))

    def _count(self, words: Words) -> None:
        self.lines += 1
        self.letters += len(words.marked)
        if self.lines > MOST_LINES or self.letters > MOST_LETTERS:
            raise DomainError(_too_long())


def _too_long() -> str:
    return str(_("The document is too long for messages. Divide it and bring in the parts."))


def _within(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table, cells of a row, also inside content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in THROUGH:
            yield from _within(child, tag)


def _flat(items: Iterable[Item]) -> Iterator[Line]:
    for one in items:
        if isinstance(one, Line):
            yield one
        else:
            for row in one.rows:
                for cell in row:
                    yield from cell


def _is_contents(element: Element) -> bool:
    """True for a table of contents that Word keeps up to date."""
    gallery = element.find("{w}sdtPr/{w}docPartObj/{w}docPartGallery")
    return gallery is not None and gallery.get("{w}val") == "Table of Contents"


def _as_typed(line: Line) -> Line:
    """An item whose bullet or number was typed by hand becomes an item of a list."""
    for pattern, mark in ((_BULLET, BULLET), (_NUMBER, NUMBER)):
        if found := pattern.match(line.text):
            rest = line.text[found.end() :]
            marked = pattern.sub("", line.marked)
            if marked == line.marked:
                marked = escape_line(escape(rest))
            return replace(line, marked=marked, text=rest, mark=mark)
    return line


def _with_guessed_headings(items: list[Item], told: Counter[Note]) -> list[Item]:
    """Short lines in bold stand for headings where nobody used the styles."""
    made: list[Item] = []
    level = 1
    for one in items:
        if isinstance(one, Line) and one.bold and not one.mark and _is_short(one.text):
            made.append(replace(one, level=level, marked=escape(one.text)))
            told[Note.GUESSED] += 1
            level = 2
        else:
            made.append(one)
    return made


def _is_short(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and "\n" not in text and not text.endswith((".", ";", ","))


def _read_notes(package: Package, styles: Styles) -> dict[tuple[str, str], str]:
    """The words of footnotes and endnotes by their number."""
    found: dict[tuple[str, str], str] = {}
    for kind, tag in (("footnotes", "{w}footnote"), ("endnotes", "{w}endnote")):
        part = package.part(kind)
        if part is None:
            continue
        reader = Reader(styles, package.relations_of_part(kind), Counter())
        for one in part.iterfind(tag):
            said = (reader.read(row, "") for row in one.iterfind("{w}p"))
            text = " ".join(_with_addresses(words) for words in said if words.text)
            found[kind, one.get("{w}id", "")] = text
    return found


def _with_addresses(words: Words) -> str:
    """The words of a footnote, each link followed by its address."""
    return plain(words.marked)
