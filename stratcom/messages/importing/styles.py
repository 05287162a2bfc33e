"""What the styles of a document say: levels of headings, fonts, bold, lists."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

LOWEST_LEVEL = 6
TITLE_LEVEL = 0
_HEADING = re.compile(r"(?:heading|სათაური|заголовок|titre|überschrift)\s*([1-6])", re.I)
_TITLE = re.compile(r"(?:title|სათაური|название|заголовок)", re.I)
_CONTENTS = re.compile(r"(?:toc|სარჩევი|оглавление)\s*\d?(?:\s*heading)?", re.I)
_LISTED = re.compile(r"list (?:bullet|number|continue) ([2-5])", re.I)
_OFF = frozenset({"0", "false", "off", "none"})


def is_on(element: Element | None) -> bool:
    """True for <w:b/> and <w:b w:val="1"/>, not for <w:b w:val="0"/> or nothing."""
    return element is not None and element.get("{w}val", "1").lower() not in _OFF


@dataclass(frozen=True)
class Look:
    """What a style, or a run by itself, says; None where it leaves it to those below."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    font: str | None = None

    def over(self, below: "Look") -> "Look":
        """This look where it says something, the one below elsewhere."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.hidden if self.hidden is None else self.hidden,
            self.font or below.font,
        )


PLAIN = Look()


def read_look(properties: Element | None) -> Look:
    """The look that run properties ask for."""
    if properties is None or not len(properties):
        return PLAIN
    fonts = properties.find("{w}rFonts")
    font = fonts.get("{w}ascii") or fonts.get("{w}hAnsi") if fonts is not None else None
    said = {name: properties.find(f"{{w}}{name}") for name in ("b", "i", "vanish")}
    bold, italic, hidden = (
        None if one is None else is_on(one) for one in (said["b"], said["i"], said["vanish"])
    )
    return Look(bold, italic, hidden, font)


@dataclass
class Style:
    """One style as the document defines it."""

    name: str
    based_on: str
    level: int | None
    listed: tuple[str, int] | None
    look: Look


@dataclass
class Styles:
    """The styles of a document, and the kinds of its lists."""

    by_id: dict[str, Style] = field(default_factory=dict)
    base: Look = PLAIN
    default: str = ""
    numbered: dict[tuple[str, int], bool] = field(default_factory=dict)

    def chain(self, style_id: str) -> list[Style]:
        """The style and those that it is based on; a circle ends where it closes."""
        found: list[Style] = []
        seen: set[str] = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            found.append(self.by_id[style_id])
            style_id = found[-1].based_on
        return found

    def look(self, style_id: str) -> Look:
        """How text in that style looks."""
        made = PLAIN
        for style in self.chain(style_id):
            made = made.over(style.look)
        return made

    def level(self, style_id: str, properties: Element | None) -> int | None:
        """0 for a title, 1 to 6 for a heading, None for other paragraphs."""
        if properties is not None and (own := _outline(properties)) is not None:
            return own
        return next((one.level for one in self.chain(style_id) if one.level is not None), None)

    def is_contents(self, style_id: str) -> bool:
        """True for lines of a table of contents."""
        return any(_CONTENTS.fullmatch(one.name) for one in self.chain(style_id))

    def is_aside(self, style_id: str) -> bool:
        """True for subtitles, which say something beside the text."""
        return any(one.name.lower() == "subtitle" for one in self.chain(style_id))

    def listed(self, style_id: str, properties: Element | None) -> tuple[bool, int] | None:
        """(numbered?, depth) of an item of a list; None for what is not in a list."""
        own = _listed(properties) if properties is not None else None
        if own is None:
            own = next((one.listed for one in self.chain(style_id) if one.listed), None)
        if own is None or own[0] == "0":
            return None
        deeper = _LISTED.fullmatch(self.by_id[style_id].name) if style_id in self.by_id else None
        depth = max(own[1], int(deeper[1]) - 1 if deeper else 0)
        return self.numbered.get(own, self.numbered.get((own[0], 0), False)), depth


def read_styles(styles: Element | None, numbering: Element | None) -> Styles:
    """Read both parts; a document may lack either."""
    made = Styles(numbered=_read_numbering(numbering) if numbering is not None else {})
    if styles is None:
        return made
    made.base = read_look(styles.find("{w}docDefaults/{w}rPrDefault/{w}rPr"))
    for one in styles.iterfind("{w}style"):
        name, based_on = (_value(one.find(f"{{w}}{tag}")) for tag in ("name", "basedOn"))
        style_id = one.get("{w}styleId", "")
        properties = one.find("{w}pPr")
        level = _level_of_name(name or style_id)
        listed = None
        if properties is not None:
            level = _outline(properties) if level is None else level
            listed = _listed(properties)
        look = read_look(one.find("{w}rPr"))
        made.by_id[style_id] = Style(name or style_id, based_on, level, listed, look)
        if one.get("{w}default") in {"1", "true"} and one.get("{w}type") == "paragraph":
            made.default = style_id
    return made


def _value(element: Element | None) -> str:
    return element.get("{w}val", "") if element is not None else ""


def _level_of_name(name: str) -> int | None:
    if found := _HEADING.fullmatch(name.strip()):
        return int(found[1])
    return TITLE_LEVEL if _TITLE.fullmatch(name.strip()) else None


def _outline(properties: Element) -> int | None:
    said = _value(properties.find("{w}outlineLvl"))
    return int(said) + 1 if said in {"0", "1", "2", "3", "4", "5"} else None


def _listed(properties: Element) -> tuple[str, int] | None:
    number = properties.find("{w}numPr")
    if number is None:
        return None
    depth = _value(number.find("{w}ilvl"))
    named = _value(number.find("{w}numId"))
    return (named, min(int(depth), 8) if depth.isascii() and depth.isdigit() else 0)


def _read_numbering(part: Element) -> dict[tuple[str, int], bool]:
    """For each list and depth whether its items carry numbers."""
    kinds: dict[str, dict[int, bool]] = {}
    for abstract in part.iterfind("{w}abstractNum"):
        kinds[abstract.get("{w}abstractNumId", "")] = {
            depth: _value(level.find("{w}numFmt")) not in {"bullet", "none", ""}
            for depth, level in enumerate(abstract.findall("{w}lvl")[:9])
        }
    return {
        (one.get("{w}numId", ""), depth): numbered
        for one in part.iterfind("{w}num")
        for depth, numbered in kinds.get(_value(one.find("{w}abstractNumId")), {}).items()
    }
