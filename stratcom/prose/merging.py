"""Two people changed one text: what each did is joined word by word, and what clashes is told."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from merge3 import Merge3

from stratcom.prose.differences import MOST_PAIRS, words


class Clash(NamedTuple):
    """Words that both changed, differently."""

    base: str
    mine: str
    theirs: str


class WordMatcher(SequenceMatcher[str]):
    """Compares words, the frequent ones too."""

    def __init__(self, junk: Any, a: Sequence[str], b: Sequence[str]) -> None:
        super().__init__(junk, a, b, autojunk=False)


class Merged(NamedTuple):
    """The joined text, holding my words where both changed the same, and those places."""

    text: str
    clashes: tuple[Clash, ...]


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Join two changes of `base`; nothing that either wrote is lost, clashes hold both."""
    if mine == theirs or theirs == base:
        return Merged(mine, ())
    if mine == base:
        return Merged(theirs, ())
    parts = [words(base), words(mine), words(theirs)]
    if len(parts[0]) * max(len(parts[1]), len(parts[2])) > MOST_PAIRS:
        parts = [one.splitlines(keepends=True) for one in (base, mine, theirs)]
    text: list[str] = []
    clashes: list[Clash] = []
    # merge3 asks for the signature of difflib's own matcher, of which ours needs less.
    matcher: Any = WordMatcher
    joined = Merge3(parts[0], parts[1], parts[2], sequence_matcher=matcher)
    for kind, *lines in joined.merge_groups():
        if kind == "conflict":
            old, left, right = ("".join(one) for one in lines)
            clashes.append(Clash(old, left, right))
            text.append(left)
        else:
            text.append("".join(lines[0]))
    return Merged("".join(text), tuple(clashes))
