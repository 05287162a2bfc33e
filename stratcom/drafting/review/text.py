"""A text as reviewers read it: part by part, with the comments that stand on each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from markupsafe import Markup

from stratcom.drafting.enums import MARKDOWN_PARTS, PART_LABELS
from stratcom.drafting.models import DraftComment
from stratcom.drafting.parts import Part, Parts, is_outdated
from stratcom.drafting.review.anchors import Span, nearest, occurrences
from stratcom.drafting.review.marking import Passage, mark
from stratcom.drafting.review.rules import Standing
from stratcom.i18n import LANGUAGES
from stratcom.prose.markdown import render
from stratcom.web.filters import paragraphs

BOTH = "both"
VIEWS = (*LANGUAGES, BOTH)


@dataclass(frozen=True)
class Thread:
    """A comment with its number and answers.

    `span` is where its passage stands now; `gone` when it is no longer in the text.
    """

    number: int
    comment: DraftComment
    replies: list[DraftComment] = field(default_factory=list)
    span: Span | None = None
    gone: bool = False


class ShownText(NamedTuple):
    """One part in one language, as HTML."""

    language: str
    html: Markup
    outdated: bool


@dataclass(frozen=True)
class ShownPart:
    """One part as the page shows it."""

    part: Part
    name: str
    texts: list[ShownText]
    threads: list[Thread]


def threads_of(standing: Standing, comments: Sequence[DraftComment]) -> list[Thread]:
    """The comments that the person may see; numbers are the same for everybody."""
    heads = [one for one in comments if one.parent_id is None]
    found = []
    for number, head in enumerate(heads, 1):
        if standing.may_see(head):
            below = [one for one in comments if one.parent_id == head.id]
            replies = [one for one in below if standing.may_see(one, head)]
            found.append(Thread(number, head, replies))
    return found


def read_text(
    parts: Parts, threads: Iterable[Thread], *, view: str, source: str
) -> tuple[list[ShownPart], list[Thread]]:
    """The parts in order, and the comments that stand on none of them."""
    by_part: dict[str, list[Thread]] = {}
    for thread in threads:
        by_part.setdefault(thread.comment.part, []).append(thread)
    names = names_of_parts(parts)
    shown = []
    for one in in_order(parts):
        on_it = [_placed(one, thread) for thread in by_part.pop(one.uid, [])]
        texts = [_shown(one, language, on_it, source) for language in _languages(one, view)]
        shown.append(ShownPart(one, names[one.uid], texts, on_it))
    loose = [replace(one, gone=bool(one.comment.part)) for rest in by_part.values() for one in rest]
    return shown, sorted(loose, key=lambda one: one.number)


def on_part(parts: Parts, threads: Iterable[Thread], uid: str) -> list[Thread]:
    """The comments on one part, or with '' those on the whole text and on parts that are gone."""
    found = next((one for one in parts if one.uid == uid and not one.empty), None)
    if found is not None:
        return [_placed(found, one) for one in threads if one.comment.part == uid]
    known = {one.uid for one in parts if not one.empty}
    loose = (one for one in threads if one.comment.part not in known)
    return [replace(one, gone=bool(one.comment.part)) for one in loose]


def in_order(parts: Parts) -> list[Part]:
    """The parts that say something, each followed by those that belong to it."""
    known = {one.uid for one in parts}
    roots = [one for one in parts if one.parent not in known]
    below: dict[str, list[Part]] = {}
    for one in parts:
        if one.parent in known:
            below.setdefault(one.parent, []).append(one)
    ordered = [each for one in roots for each in (one, *below.get(one.uid, ()))]
    return [one for one in ordered if not one.empty]


def names_of_parts(parts: Parts) -> dict[str, str]:
    """What each part is called: its kind, with a number where there are several."""
    ordered = in_order(parts)
    kinds = [one.kind for one in ordered]
    names = {}
    for place, one in enumerate(ordered):
        label = str(PART_LABELS[one.kind])
        several = kinds.count(one.kind) > 1
        names[one.uid] = f"{label} {kinds[: place + 1].count(one.kind)}" if several else label
    return names


def languages_of(parts: Parts) -> Mapping[str, str]:
    """The languages in which something is written, by their own names."""
    used = {language for one in parts for language, text in one.texts.items() if text}
    return {one: LANGUAGES.get(one, one) for one in sorted(used, key=_order)}


def _order(language: str) -> tuple[bool, str]:
    return (language not in LANGUAGES, "" if language == "ka" else language)


def _languages(part: Part, view: str) -> list[str]:
    written = sorted((one for one, text in part.texts.items() if text), key=_order)
    if view == BOTH:
        return written
    return [view] if view in written else written[:1]


def _shown(part: Part, language: str, threads: Sequence[Thread], source: str) -> ShownText:
    text = part.text(language)
    html = render(text, below=2) if part.kind in MARKDOWN_PARTS else paragraphs(text)
    passages = [
        Passage(one.number, one.span)
        for one in threads
        if one.span is not None and one.comment.language == language
    ]
    return ShownText(language, mark(html, text, passages), is_outdated(part, language, source))


def _placed(part: Part, thread: Thread) -> Thread:
    span = _span(part, thread.comment)
    return replace(thread, span=span, gone=bool(thread.comment.quote) and span is None)


def _span(part: Part, comment: DraftComment) -> Span | None:
    """Where the passage stands now: where it stood, else its nearest like."""
    text, quote = part.text(comment.language), comment.quote
    if not quote:
        return None
    if text[comment.start : comment.end] == quote:
        return Span(comment.start, comment.end)
    return nearest(occurrences(text, quote), comment.start)
