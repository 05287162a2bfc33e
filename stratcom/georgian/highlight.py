"""The words of a text that answer a query, whatever their form."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from stratcom.georgian.latin import skeleton
from stratcom.georgian.searching import query_groups, spans
from stratcom.georgian.tokens import find_words

Pieces = list[tuple[str, bool]]

ELLIPSIS = "…"
_NEAR_BORDER = 60
_SENTENCE_END = re.compile(r"[.!?…]['’”“\")\]]*\s+|\n\s*")
_BLANK = re.compile(r"\s+")


class Match(NamedTuple):
    """Letters of a text that answer a query, and which groups of the query."""

    start: int
    end: int
    groups: frozenset[int]


class _Wanted:
    """The keys and skeletons of a query, with the groups they belong to."""

    def __init__(self, query: str) -> None:
        self.keys: dict[str, frozenset[int]] = {}
        self.skeletons: dict[str, frozenset[int]] = {}
        for number, group in enumerate(query_groups(query)):
            self._add(self.keys, {key for keys in group.alternatives for key in keys}, number)
            self._add(self.skeletons, set(group.skeletons), number)

    @staticmethod
    def _add(known: dict[str, frozenset[int]], found: set[str], number: int) -> None:
        for key in found:
            known[key] = known.get(key, frozenset()) | {number}

    def met_by(self, keys: tuple[str, ...]) -> frozenset[int]:
        """Return the groups that a word with these keys answers."""
        met: frozenset[int] = frozenset()
        for key in keys:
            if key in self.keys:
                met |= self.keys[key]
            if self.skeletons and not key.isascii():
                met |= self.skeletons.get(_skeleton(key), frozenset())
        return met


@lru_cache(maxsize=256)
def _wanted(query: str) -> _Wanted:
    return _Wanted(query)


@lru_cache(maxsize=1 << 14)
def _skeleton(key: str) -> str:
    return skeleton(key)


def matches(text: str, query: str) -> list[Match]:
    """Return the places of `text` that answer `query`, in order and apart from one another."""
    wanted = _wanted(query)
    if not wanted.keys:
        return []
    words = list(find_words(text))
    found: list[Match] = []
    for first, last, keys in spans(words):
        if groups := wanted.met_by(keys):
            start, end = words[first].start, words[last].end
            # A compound or a full name takes in the words marked before it.
            while found and found[-1].end > start:
                start, groups = min(start, found[-1].start), groups | found.pop().groups
            found.append(Match(start, end, groups))
    return found


def highlight(text: str, query: str) -> Pieces:
    """Split `text` into pieces that join to the original, each with whether it matches `query`."""
    return _pieces(text, 0, len(text), matches(text, query))


def excerpt(text: str, query: str, length: int = 240) -> Pieces:
    """Return the passage of about `length` letters that answers most of `query`, in pieces.

    It starts at a sentence or a word, and „…“ stands where the text was cut.
    """
    found = matches(text, query)
    start, end = _passage(text, found, max(length, 1))
    pieces = _pieces(text, start, end, found)
    if start > 0:
        pieces.insert(0, (ELLIPSIS, False))
    if end < len(text.rstrip()):
        pieces.append((ELLIPSIS, False))
    return pieces


def _pieces(text: str, start: int, end: int, found: Sequence[Match]) -> Pieces:
    """Split a part of `text` at the matches."""
    borders = [start]
    for match in found:
        if match.start < end and match.end > start:
            borders += (max(match.start, start), min(match.end, end))
    borders.append(end)
    # Every second piece is a match; those between may be empty.
    return [
        (text[first:last], number % 2 == 1)
        for number, (first, last) in enumerate(pairwise(borders))
        if first < last
    ]


def _passage(text: str, found: Sequence[Match], length: int) -> tuple[int, int]:
    """Return where the best passage of `length` letters starts and ends."""
    if len(text) <= length:
        return 0, len(text)
    first, last = _densest(found, length) if found else (0, 0)
    earliest = max(last - length, 0)
    start = _start(text, earliest, first, max(first - (length - last + first) // 3, 0))
    end = min(start + length, len(text))
    if end < len(text) and not text[end].isspace():
        end = next((blank.start() for blank in _backwards(text, max(last, start + 1), end)), end)
    return start, end


def _densest(found: Sequence[Match], length: int) -> tuple[int, int]:
    """Return where the matches begin and end that answer most groups within `length` letters."""
    counts: Counter[int] = Counter()
    best, place, first = (0, 0), (0, 0), 0
    for at, match in enumerate(found):
        counts.update(match.groups)
        while match.end - found[first].start > length and first < at:
            counts.subtract(found[first].groups)
            first += 1
        worth = (sum(count > 0 for count in counts.values()), at - first)
        if worth > best or not place[1]:
            best, place = worth, (found[first].start, match.end)
    return place


def _start(text: str, earliest: int, first: int, wished: int) -> int:
    """Return where to begin so that the match at `first` is seen: at a sentence or at a word."""
    if earliest == 0 and first <= _NEAR_BORDER:
        return 0
    sentences = [found.end() for found in _SENTENCE_END.finditer(text, earliest, first)]
    if sentences:
        return sentences[-1]
    if wished == 0 or text[wished - 1].isspace():
        return wished
    blank = _BLANK.search(text, wished, first)
    return blank.end() if blank else first


def _backwards(text: str, earliest: int, end: int) -> Iterator[re.Match[str]]:
    return reversed(list(_BLANK.finditer(text, earliest, end)))
