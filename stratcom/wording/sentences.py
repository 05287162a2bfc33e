"""Sentences of a text as offsets, also in Markdown; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stratcom.georgian import fold
from stratcom.georgian.wordlists import words

_GEORGIAN_SHORT = (
    "წ წწ ე.წ ა.წ ა.შ მ.შ ე.ი ჩვ.წ ძვ.წ მაგ გვ სხვ იხ შდრ ქ სოფ დაბ ქუჩ მის ტელ პროფ აკად დოქ "
    "ბ-ნი ქ-ნი რ-ნი მლნ მლრდ ათ საუკ დაახლ ინგ ლათ რუს მუხ ქვეპ აბზ ტ პ ს თ შენ რედ"
)
_ENGLISH_SHORT = (
    "mr mrs ms dr prof st vs e.g i.e etc cf art fig vol p pp ca approx inc ltd gen col sen "
    "rep gov u.s u.n u.k e.u jan feb mar apr jun jul aug sept sep oct nov dec"
)
ABBREVIATIONS = frozenset(words(f"{_GEORGIAN_SHORT} {_ENGLISH_SHORT}"))

_LINE = re.compile(r"[^\n]*")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_ITEM = re.compile(r"\s*(?:>\s*)*(?:[-+*•–]|\d{1,3}[.)])\s")
_END = re.compile(r"[.!?…]+[\"”“»’')\]*_]*(?=\s|$)")
_BEFORE_DOT = re.compile(r"[^\s.](?:[^\s.]|\.(?=[^\s.])){0,30}\Z")
_OPENING = "„“”«\"'‘([*_"


@dataclass(frozen=True)
class Sentence:
    """Where a sentence stands, and the number of the heading above it, if any."""

    start: int
    end: int
    heading: int | None = None


def split(text: str) -> list[Sentence]:
    """The sentences of `text` in order; a heading, an item of a list is a sentence of its own."""
    found: list[Sentence] = []
    heading: int | None = None
    for start, end, is_heading in _blocks(text):
        if is_heading:
            heading = len(found)
            found.append(Sentence(start, end))
            continue
        for first, last in _cut(text, start, end):
            found.append(Sentence(first, last, heading))
    return found


def _blocks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Paragraphs, items and headings, each with whether it is a heading."""
    begun: int | None = None
    end = 0
    for line in _LINE.finditer(text):
        if line.start() == line.end() and line.start() and text[line.start() - 1] != "\n":
            continue  # the empty match after each line
        blank = not line[0].strip()
        heading = bool(_HEADING.match(line[0]))
        if begun is not None and (blank or heading or _ITEM.match(line[0])):
            yield begun, end, False
            begun = None
        if heading:
            yield line.start(), line.end(), True
        elif not blank:
            begun = line.start() if begun is None else begun
        end = line.end()
    if begun is not None:
        yield begun, end, False


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph."""
    begun = start
    for mark in _END.finditer(text, start, end):
        if mark[0][0] == "." and mark[0].count(".") == 1 and not _ends(text, begun, mark, end):
            continue
        yield begun, mark.end()
        begun = mark.end()
        while begun < end and text[begun].isspace():
            begun += 1
    if begun < end:
        yield begun, end


def _ends(text: str, begun: int, mark: re.Match[str], end: int) -> bool:
    """Does this full stop end the sentence? Not after an abbreviation, an initial or an ordinal."""
    at = mark.start()
    following = text[mark.end() : min(end, mark.end() + 40)].lstrip()[:1]
    if "a" <= following <= "z":
        return False
    before = _BEFORE_DOT.search(text, max(begun, at - 32), at)
    if before is None:
        return True
    word = fold(before[0].lstrip(_OPENING))
    if word in {"no", "nos"}:
        return not following.isdigit()
    if word.isdigit():
        return not (following.isdigit() or text[begun:at].lstrip(_OPENING).strip() == before[0])
    return len(word) > 1 and word not in ABBREVIATIONS
