"""Where a passage stands in a text, though marks, spaces or words around it changed; pure."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stratcom.prose.differences import Change, difference

# What stands in Markdown and not on the page: numbers of lists, addresses of links, entities.
_WORDS = re.compile(r"(?m)^[ \t>]*\d+[.)](?=\s)|\]\([^)\s]*\)|&#?\w+;|([^\W_]+)")
_MARKS = re.compile(r"\]\([^)\s]*\)|[*`~\[]|(?m:^[#> ]+)")
_LETTER = re.compile(r"[^\W_]")


class Span(NamedTuple):
    """From one letter of a text up to another."""

    start: int
    end: int


class Letters:
    """A text reduced to its letters and figures, each of which knows where it stood.

    A passage taken from the page and the same passage in Markdown are the same letters.
    """

    def __init__(self, text: str, words: re.Pattern[str] = _WORDS) -> None:
        self._first: list[int] = []
        self._place: list[int] = []
        pieces: list[str] = []
        count = 0
        for found in words.finditer(text):
            if word := found[1]:
                self._first.append(count)
                self._place.append(found.start(1))
                pieces.append(word)
                count += len(word)
        self.text = "".join(pieces)
        self._length = [len(one) for one in pieces]

    def span(self, start: int, end: int) -> Span:
        """Where the letters from one number up to another stand in the text."""
        return Span(self._stands_at(start), self._stands_at(end - 1) + 1)

    def before(self, position: int) -> int:
        """How many letters stand before a position of the text."""
        word = bisect_right(self._place, position) - 1
        if word < 0:
            return 0
        return self._first[word] + min(position - self._place[word], self._length[word])

    def whole(self, start: int, end: int) -> bool:
        """True when these letters begin and end with a word."""
        begins = self._first[bisect_right(self._first, start) - 1] == start
        last = bisect_right(self._first, end - 1) - 1
        return begins and self._first[last] + self._length[last] == end

    def _stands_at(self, number: int) -> int:
        word = bisect_right(self._first, number) - 1
        return self._place[word] + number - self._first[word]


def occurrences(text: str, quote: str) -> list[Span]:
    """Wherever the passage stands: letter by letter, else whatever spaces and marks it has."""
    quote = quote.strip()
    if exact := [Span(at, at + len(quote)) for at in every(text, quote)]:
        return exact
    letters, wanted = Letters(text), Letters(quote).text
    return [
        _with_ends(text, quote, letters.span(at, at + len(wanted)))
        for at in every(letters.text, wanted)
        if letters.whole(at, at + len(wanted))
    ]


def every(text: str, wanted: str) -> Iterator[int]:
    """Each place at which `wanted` begins in a text."""
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def bare(quote: str) -> str:
    """A passage of Markdown without the marks that begin or end outside it."""
    return _MARKS.sub("", quote)


def nearest(spans: Sequence[Span], position: int) -> Span | None:
    """The span that begins nearest to a position."""
    return min(spans, key=lambda one: abs(one.start - position), default=None)


def whole_words(text: str, spans: Sequence[Span]) -> list[Span]:
    """Those of the spans that begin and end with a word, or all where none does."""
    return [one for one in spans if _is_whole(text, one)] or list(spans)


def moved(before: str, after: str, span: Span) -> Span | None:
    """Where a passage stands in a later text; None when it was changed, or all around it was."""
    old = new = 0
    for change, text in difference(before, after):
        length = len(text)
        if change is Change.SAME:
            inside = old <= span.start and span.end <= old + length
            around = text[: span.start - old] + text[span.end - old :] if inside else ""
            if _LETTER.search(around):
                return Span(span.start - old + new, span.end - old + new)
            old, new = old + length, new + length
        elif change is Change.GONE:
            old += length
        else:
            new += length
    return None


def _with_ends(text: str, quote: str, span: Span) -> Span:
    """The span with the signs that the quote has before its first letter and after its last."""
    letters = list(_LETTER.finditer(quote))
    head, tail = quote[: letters[0].start()], quote[letters[-1].end() :]
    start, end = span
    if head and text[:start].endswith(head):
        start -= len(head)
    if tail and text[end:].startswith(tail):
        end += len(tail)
    return Span(start, end)


def _is_whole(text: str, span: Span) -> bool:
    left, right = text[max(0, span.start - 1) : span.start + 1], text[span.end - 1 : span.end + 1]
    return not any(len(_LETTER.findall(pair)) > 1 for pair in (left, right))
