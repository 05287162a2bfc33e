"""What changed between two texts, word by word.

Paragraphs are compared first and words only inside those that differ, so that long texts with
few changes are quick. Spaces belong to the word before them.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, pairwise
from typing import NamedTuple

_WORD = re.compile(r"^\s+|[^\W_]+(?:[-’'‐–][^\W_]+)*\s*|[\W_]\s*")
# Up to this many pairs of words, all are compared with all.
FEW_PAIRS = 250_000
# How often every word may be looked at before what is left is told as replaced.
MOST_LOOKS = 30
# So many words that stayed, between changes of more words on either side, are only in the way.
ISLAND, SEA = 2, 4


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """Words that share one fate."""

    change: Change
    text: str


class Match(NamedTuple):
    """`size` words from `old` on that stand in the other text from `new` on."""

    old: int
    new: int
    size: int


def words(text: str) -> list[str]:
    """The words and marks of a text, each with the space after it; joined they are the text."""
    return _WORD.findall(text)


def difference(before: str, after: str) -> list[Piece]:
    """The pieces that lead from one text to the other.

    Same and gone pieces join to `before`, same and new ones to `after`.
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    for same, i, j, k, m in _stretches(old, new):
        gone, fresh = "".join(old[i:j]), "".join(new[k:m])
        pieces += [Piece(Change.SAME, gone)] if same else _between(words(gone), words(fresh))
    return _joined(_without_islands(_joined(pieces)))


def has_changes(pieces: Iterable[Piece]) -> bool:
    """True when anything differs."""
    return any(one.change is not Change.SAME for one in pieces)


def matches(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """The runs that both have, in order.

    Long stretches are first divided by what stands in each of them once, so that the time grows
    with their length and not with its square.
    """
    found: list[Match] = []
    waiting = [(0, len(old), 0, len(new))]
    looks = MOST_LOOKS * (len(old) + len(new)) + FEW_PAIRS
    while waiting and looks > 0:
        i, j, k, m = waiting.pop()
        looks -= (j - i) + (m - k)
        head = _same_ahead(old[i:j], new[k:m])
        found.append(Match(i, k, head))
        i, k = i + head, k + head
        tail = _same_ahead(old[i:j][::-1], new[k:m][::-1])
        j, m = j - tail, m - tail
        found.append(Match(j, m, tail))
        if i == j or k == m:
            continue
        if (j - i) * (m - k) <= FEW_PAIRS:
            blocks = SequenceMatcher(None, old[i:j], new[k:m], autojunk=False)
            found += [Match(i + a, k + b, n) for a, b, n in blocks.get_matching_blocks()]
            continue
        anchors = [(i + a, k + b) for a, b in _anchors(old[i:j], new[k:m])]
        found += [Match(a, b, 1) for a, b in anchors]
        ends = [(i - 1, k - 1), *anchors, (j, m)]
        if anchors:
            waiting += [(a + 1, c, b + 1, d) for (a, b), (c, d) in pairwise(ends)]
    return _unbroken(sorted(one for one in found if one.size))


def _unbroken(found: Iterable[Match]) -> list[Match]:
    """Runs that go on where another ends, as one."""
    made: list[Match] = []
    for one in found:
        last = made[-1] if made else None
        if last and (last.old + last.size, last.new + last.size) == (one.old, one.new):
            made[-1] = last._replace(size=last.size + one.size)
        else:
            made.append(one)
    return made


def _same_ahead(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words both begin with."""
    most = min(len(old), len(new))
    return next((at for at in range(most) if old[at] != new[at]), most)


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Where words stand that each text has once: as many as are in one order in both."""
    often_old, often_new = Counter(old), Counter(new)
    place = {word: at for at, word in enumerate(new) if often_new[word] == 1}
    pairs = [
        (at, place[word]) for at, word in enumerate(old) if often_old[word] == 1 and word in place
    ]
    lowest: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, at) in enumerate(pairs):
        length = bisect_left(lowest, at)
        before.append(last[length - 1] if length else -1)
        lowest[length : length + 1] = [at]
        last[length : length + 1] = [number]
    chosen: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """What is the same and what lies between, in order: same, from and to in either text."""
    i = k = 0
    for one in [*matches(old, new), Match(len(old), len(new), 0)]:
        if i < one.old or k < one.new:
            yield False, i, one.old, k, one.new
        i, k = one.old + one.size, one.new + one.size
        if one.size:
            yield True, one.old, i, one.new, k


def _between(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    # A word at the end of a text has no space after it, and is the same word.
    bare_old, bare_new = ([one.rstrip() for one in side] for side in (old, new))
    for same, i, j, k, m in _stretches(bare_old, bare_new):
        if same:
            for one, other in zip(old[i:j], new[k:m], strict=True):
                pieces += _same_word(one, other)
        else:
            pieces.append(Piece(Change.GONE, "".join(old[i:j])))
            pieces.append(Piece(Change.NEW, "".join(new[k:m])))
    return pieces


def _same_word(one: str, other: str) -> list[Piece]:
    if one == other:
        return [Piece(Change.SAME, one)]
    word = one.rstrip()
    spaces = Piece(Change.GONE, one[len(word) :]), Piece(Change.NEW, other[len(word) :])
    return [Piece(Change.SAME, word), *spaces]


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one fate as one; in a run of changes what is gone comes before what is new."""
    made: list[Piece] = []
    filled = (one for one in pieces if one.text)
    for same, group in groupby(filled, key=lambda one: one.change is Change.SAME):
        run = list(group)
        fates = (Change.SAME,) if same else (Change.GONE, Change.NEW)
        told = (Piece(fate, "".join(t for change, t in run if change is fate)) for fate in fates)
        made.extend(one for one in told if one.text)
    return made


def _without_islands(pieces: Sequence[Piece]) -> list[Piece]:
    """The same, with a word or two that stayed amid much that changed told as changed too.

    A sentence that was written anew is not read through its conjunctions.
    """
    runs = [list(group) for _, group in groupby(pieces, key=lambda one: one.change is Change.SAME)]
    made: list[Piece] = []
    sea = 0
    for number, run in enumerate(runs):
        size = max(_size(one) for one in run)
        if run[0].change is not Change.SAME:
            made += run
            sea += size
            continue
        after = max(map(_size, runs[number + 1])) if number + 1 < len(runs) else 0
        if size <= ISLAND and min(sea, after) >= SEA and "\n" not in run[0].text:
            made += [Piece(fate, run[0].text) for fate in (Change.GONE, Change.NEW)]
            continue
        made += run
        sea = 0
    return made


def _size(piece: Piece) -> int:
    """How many words or marks; counted no further than matters."""
    return len(words(piece.text[:200]))
