"""The vCard format: content lines read with care (2.1, 3.0 and 4.0), and written as 3.0.

Written by hand: vobject, the library of the name, knows neither 4.0 nor broken cards and is
kept by nobody in particular; the part of the format that cards use is small.
"""

import binascii
import quopri
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from stratcom.sheets import UnreadableFileError
from stratcom.sheets.grids import MAX_ROWS

BEGIN, END = "BEGIN:VCARD", "END:VCARD"
LONGEST_LINE = 75  # octets, by RFC 6350
LONGEST_VALUE = 20_000
MOST_LINES = 500
_LINE = re.compile(r"(?:[\w-]+\.)?(?P<name>[\w-]+)(?P<params>(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):")
_PARAMETER = re.compile(r";\s*([\w-]+)(?:=((?:\"[^\"]*\"|[^;\"])*))?")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_UNESCAPED_SEMICOLON = re.compile(r"(?<!\\);")
_UNESCAPED_COMMA = re.compile(r"(?<!\\),")


@dataclass(frozen=True)
class Line:
    """One property: its name, the kinds it bears (HOME, WORK, CELL…), its value as written."""

    name: str
    kinds: frozenset[str]
    value: str

    @property
    def text(self) -> str:
        """The value as plain text."""
        return _plain(self.value)

    @property
    def parts(self) -> list[str]:
        """The components of a structured value (N, ADR, ORG)."""
        return [_plain(part) for part in _UNESCAPED_SEMICOLON.split(self.value)]

    @property
    def words(self) -> list[str]:
        """The members of a list (NICKNAME, CATEGORIES)."""
        return [_plain(part) for part in _UNESCAPED_COMMA.split(self.value)]


@dataclass
class Card:
    """One vCard and the number of the line on which it begins."""

    number: int
    lines: list[Line] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        """Every property of that name."""
        return [one for one in self.lines if one.name == name]

    def first(self, name: str) -> Line | None:
        """The first property of that name that says anything."""
        return next((one for one in self.all(name) if one.text.strip(" ;")), None)


def is_cards(content: bytes) -> bool:
    """True for a file that begins as vCards do."""
    return _decoded(content[:2048]).lstrip("\ufeff \r\n\t").upper().startswith(BEGIN)


def read_cards(content: bytes) -> list[Card]:
    """The cards of a file; raise UnreadableFileError when none is whole."""
    cards: list[Card] = []
    card: Card | None = None
    for number, raw in _unfolded(_decoded(content)):
        said = raw.strip().upper()
        if said == BEGIN:
            card = Card(number)
        elif said == END:
            if card is not None:
                cards.append(card)
            card = None
        elif card is not None and len(card.lines) < MOST_LINES:
            line = _line(raw)
            if line is not None:
                card.lines.append(line)
        if len(cards) > MAX_ROWS:
            raise UnreadableFileError("too_many_rows")
    if not cards:
        raise UnreadableFileError("damaged")
    return cards


def write_card(properties: Iterable[tuple[str, str]]) -> str:
    """One card of vCard 3.0 out of (name with parameters, value already escaped)."""
    lines = [BEGIN, "VERSION:3.0", *(f"{name}:{value}" for name, value in properties), END]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """Text as the value of a property."""
    text = text.replace("\\", "\\\\").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\n", "\\n").replace(";", "\\;").replace(",", "\\,")


def structured(parts: Sequence[str]) -> str:
    """Components of a structured value."""
    return ";".join(escaped(part) for part in parts)


def _decoded(content: bytes) -> str:
    """UTF-8, else UTF-16 when marked so, else what Windows wrote."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The head of a file may end inside a letter.
        if error.start > len(content) - 4:
            return content.decode("utf-8-sig", "ignore")
        return content.decode("cp1252", "replace")


def _unfolded(text: str) -> Iterable[tuple[int, str]]:
    """Whole content lines: folded ones joined, soft breaks of quoted-printable too."""
    held, begun, quoted = "", 0, False
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if held and quoted and held.endswith("="):
            held = held[:-1] + raw.lstrip()
        elif held and raw[:1] in {" ", "\t"}:
            held += raw[1:]
        else:
            if held:
                yield begun, held
            held, begun = raw, number
            quoted = "QUOTED-PRINTABLE" in raw.partition(":")[0].upper()
        held = held[:LONGEST_VALUE]
    if held:
        yield begun, held


def _line(raw: str) -> Line | None:
    found = _LINE.match(raw)
    if found is None:
        return None
    kinds: set[str] = set()
    charset, coded = "utf-8", False
    for name, said in _PARAMETER.findall(found["params"]):
        words = {one.strip().upper() for one in said.replace('"', "").split(",") if one.strip()}
        if name.upper() == "TYPE":
            kinds |= words
        elif name.upper() == "CHARSET":
            charset = said.strip('" ')
        elif name.upper() == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in words:
            coded = True
        elif not said:
            kinds.add(name.upper())
    value = raw[found.end() :]
    return Line(
        found["name"].upper(), frozenset(kinds), _uncoded(value, charset) if coded else value
    )


def _uncoded(value: str, charset: str) -> str:
    try:
        return quopri.decodestring(value.encode("latin-1", "ignore")).decode(charset, "replace")
    except (LookupError, binascii.Error):
        return value


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda one: "\n" if one[1] in "nN" else one[1], value).strip()


def _folded(line: str) -> str:
    """The line in pieces of 75 octets, none of which breaks a letter."""
    pieces, piece, size = [], "", 0
    for letter in line:
        length = len(letter.encode())
        if size + length > LONGEST_LINE:
            pieces.append(piece)
            piece, size = "", 1  # the space that the next piece begins with
        piece += letter
        size += length
    return "\r\n ".join([*pieces, piece])
