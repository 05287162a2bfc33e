"""Phrases found in running text whatever the case form, language or alphabet they are typed in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from stratcom.georgian.equivalents import word_keys
from stratcom.georgian.latin import latin_keys, skeleton
from stratcom.georgian.tokens import tokens

T = TypeVar("T")
_LATIN = re.compile(r"[a-z'’`ʼ]+")
_SHORTEST_SKELETON = 4  # shorter ones mix English words with Georgian ones


@lru_cache(maxsize=1 << 15)
def query_keys(word: str) -> frozenset[str]:
    """Return the keys under which a folded word of a cell may stand in an index."""
    found = set(word_keys(word))
    if _LATIN.fullmatch(word):
        found.update("~" + each for each in latin_keys(word) if len(each) >= _SHORTEST_SKELETON)
    return frozenset(found)


@lru_cache(maxsize=1 << 13)
def index_keys(word: str) -> frozenset[str]:
    """Return the keys of a folded word of a known phrase."""
    found = set(word_keys(word))
    if not word.isascii():
        found |= {
            "~" + each for key in tuple(found) if len(each := skeleton(key)) >= _SHORTEST_SKELETON
        }
    return frozenset(found)


class Found(NamedTuple, Generic[T]):
    """A phrase found: its first word, the word after it, and what it stands for."""

    start: int
    end: int
    payload: T


@dataclass(frozen=True, slots=True)
class _Entry(Generic[T]):
    words: tuple[frozenset[str], ...]
    payload: T


class PhraseIndex(Generic[T]):
    """Known phrases and what they stand for."""

    def __init__(self, phrases: Iterable[tuple[str, T]] = ()) -> None:
        self._by_key: dict[str, list[_Entry[T]]] = {}
        for text, payload in phrases:
            self.add(text, payload)

    def add(self, text: str, payload: T) -> None:
        """Let `text` stand for `payload`; the first phrase added wins a tie."""
        words = tuple(index_keys(word) for word in tokens(text))
        if words:
            for key in words[0]:
                self._by_key.setdefault(key, []).append(_Entry(words, payload))

    def find(self, words: list[str]) -> list[Found[T]]:
        """Return the phrases in `words`, the longest at each place, none overlapping."""
        queries = [query_keys(word) for word in words]
        found: list[Found[T]] = []
        at = 0
        while at < len(queries):
            entry = self._longest(queries, at)
            if entry is None:
                at += 1
            else:
                found.append(Found(at, at + len(entry.words), entry.payload))
                at = found[-1].end
        return found

    def exact(self, text: str) -> T | None:
        """Return what the whole of `text` stands for."""
        words = tokens(text)
        found = self.find(words)
        return (
            found[0].payload
            if len(found) == 1 and found[0].end - found[0].start == len(words)
            else None
        )

    def _longest(self, queries: list[frozenset[str]], at: int) -> _Entry[T] | None:
        best: _Entry[T] | None = None
        for key in sorted(queries[at], key=lambda key: key.startswith("~")):
            for entry in self._by_key.get(key, ()):
                longer = best is None or len(entry.words) > len(best.words)
                if longer and _fits(entry.words, queries, at):
                    best = entry
        return best


def _fits(words: tuple[frozenset[str], ...], queries: list[frozenset[str]], at: int) -> bool:
    if at + len(words) > len(queries):
        return False
    return all(word & queries[at + offset] for offset, word in enumerate(words))
