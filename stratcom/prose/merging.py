"""Two people changed one text: what each did is joined word by word, and what clashes is told."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from merge3 import Merge3

from stratcom.prose.differences import Match, matches, words


class Clash(NamedTuple):
    """Words that both changed, differently."""

    base: str
    mine: str
    theirs: str


class WordMatcher:
    """Compares words for merge3 in the way of difflib's own matcher, and in less time."""

    def __init__(self, _junk: None, a: Sequence[str], b: Sequence[str]) -> None:
        self._found = [*matches(a, b), Match(len(a), len(b), 0)]

    def get_matching_blocks(self) -> list[Match]:
        """The runs that both have; the last one is empty."""
        return self._found


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
