"""Commented passages marked in the HTML of a text; nothing but marks is added to it."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from stratcom.drafting.review.anchors import Letters, Span, every

_TAG = re.compile(r"<[^>]*>")
_WORDS_OF_HTML = re.compile(r"<[^>]*>|&#?\w+;|([^\W_]+)")
_REFERENCE = '<sup><a id="m{0}" href="#c{0}">{0}</a></sup>'


class Passage(NamedTuple):
    """A commented passage: the number of the comment and where it stands in the source."""

    number: int
    span: Span


def mark(html: Markup, source: str, passages: Sequence[Passage]) -> Markup:
    """The HTML made from `source` with every passage in <mark>, and the comment's number after it.

    A passage is looked for among the letters of the page, and only runs of text between tags are
    wrapped, so that marks cannot break the markup however they overlap.
    """
    if not passages:
        return html
    text = str(html)
    old, new = Letters(source), Letters(text, _WORDS_OF_HTML)
    placed = [
        Passage(one.number, span)
        for one in passages
        if (span := _on_page(old, new, one.span)) is not None
    ]
    return Markup(_wrapped(text, placed))  # noqa: S704 - what came in, and marks


def _on_page(old: Letters, new: Letters, span: Span) -> Span | None:
    """Where the letters of a span of the source stand on the page: the same one of its likes."""
    first, last = old.before(span.start), old.before(span.end)
    wanted = old.text[first:last]
    there = list(every(new.text, wanted))
    if not there:
        return None
    here = list(every(old.text, wanted))
    same = there[here.index(first)] if len(here) == len(there) else _closest(there, first)
    return new.span(same, same + len(wanted))


def _closest(places: Sequence[int], place: int) -> int:
    return min(places, key=lambda one: abs(one - place))


def _wrapped(html: str, passages: Sequence[Passage]) -> str:
    cuts = sorted({place for one in passages for place in one.span})
    made: list[str] = []
    waiting: list[int] = []  # numbers that may not stand inside a link
    in_link = False
    at = 0
    for tag in [*_TAG.finditer(html), None]:
        end = tag.start() if tag else len(html)
        for start, stop in pairwise([at, *(cut for cut in cuts if at < cut < end), end]):
            made.append(_run(html[start:stop], Span(start, stop), passages))
            if start < stop:
                waiting += [one.number for one in passages if one.span.end == stop]
            if not in_link:
                _refer(made, waiting)
        if tag:
            made.append(tag[0])
            in_link = tag[0].startswith("<a ") or (in_link and tag[0] != "</a>")
            if not in_link:
                _refer(made, waiting)
            at = tag.end()
    return "".join(made)


def _refer(made: list[str], waiting: list[int]) -> None:
    made += [_REFERENCE.format(number) for number in waiting]
    waiting.clear()


def _run(text: str, here: Span, passages: Sequence[Passage]) -> str:
    covered = any(one.span.start <= here.start and here.end <= one.span.end for one in passages)
    return f"<mark>{text}</mark>" if covered and text.strip() else text
