"""What changed between two texts, word by word.

Paragraphs are compared first and words only inside those that differ, so that long texts with
few changes are quick. Spaces belong to the word before them.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

_WORD = re.compile(r"^\s+|[^\W_]+(?:[-’'‐–][^\W_]+)*\s*|[\W_]\s*")
# Beyond this many pairs of words, paragraphs are told as replaced whole.
MOST_PAIRS = 4_000_000


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """Words that share one fate."""

    change: Change
    text: str


def words(text: str) -> list[str]:
    """The words and marks of a text, each with the space after it; joined they are the text."""
    return _WORD.findall(text)


def difference(before: str, after: str) -> list[Piece]:
    """The pieces that lead from one text to the other.

    Same and gone pieces join to `before`, same and new ones to `after`.
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, fresh = "".join(old[i:j]), "".join(new[k:m])
        if tag == "equal":
            pieces.append(Piece(Change.SAME, gone))
        else:
            pieces += _between(words(gone), words(fresh))
    return _joined(pieces)


def has_changes(pieces: Iterable[Piece]) -> bool:
    """True when anything differs."""
    return any(one.change is not Change.SAME for one in pieces)


def _between(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    if len(old) * len(new) > MOST_PAIRS:
        return [Piece(Change.GONE, "".join(old)), Piece(Change.NEW, "".join(new))]
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Change.SAME, "".join(old[i:j])))
            continue
        pieces.append(Piece(Change.GONE, "".join(old[i:j])))
        pieces.append(Piece(Change.NEW, "".join(new[k:m])))
    return pieces


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
