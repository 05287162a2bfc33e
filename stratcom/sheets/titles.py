"""Whether two titles say the same: inflected, with an acronym, in Latin letters, or mistyped."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from rapidfuzz.distance import OSA

from stratcom.georgian.latin import is_latin, skeleton
from stratcom.georgian.searching import query_groups

# In shorter words one letter makes another word: სკოლა, სკოლი.
SHORTEST_MISTYPED = 6
# Of rows that begin or end alike on one day at one place, so many are compared.
MOST_COMPARED = 200
T = TypeVar("T")


class Unit(NamedTuple):
    """A word of a title, or a few that make one name.

    `ways` are the keys it may be found by, `sounds` how these, or the Latin letters, are read;
    `number` is what it is when a number, `stem` what may be mistyped: of one long word alone.
    """

    ways: frozenset[tuple[str, ...]]
    sounds: frozenset[str]
    latin: bool
    number: str
    stem: str


@lru_cache(maxsize=50_000)
def units_of(title: str) -> tuple[Unit, ...]:
    """The words and names of a title in their order."""
    return tuple(
        _unit(group.words, group.alternatives, group.skeletons) for group in query_groups(title)
    )


def alike(one: str, other: str) -> bool:
    """True when the titles say the same, but for one letter of one long word at most."""
    first, second = units_of(one), units_of(other)
    if len(first) != len(second) or not first:
        return False
    differing = [pair for pair in zip(first, second, strict=True) if not _agree(*pair)]
    if not differing:
        return True
    return len(first) > len(differing) == 1 and _is_mistyped(*differing[0])


class Titles(Generic[T]):
    """Things by title, where it is to be found out which of them have one like another."""

    def __init__(self) -> None:
        self._held: list[tuple[str, T]] = []
        self._places: dict[int, list[int]] = {}

    def add(self, title: str, held: T) -> None:
        """Note something under its title."""
        for mark in _marks(title):
            self._places.setdefault(mark, []).append(len(self._held))
        self._held.append((title, held))

    def like(self, title: str) -> Sequence[T]:
        """What is held under titles that say the same, in the order in which it was added."""
        near: set[int] = set()
        for mark in _marks(title):
            near.update(self._places.get(mark, ())[:MOST_COMPARED])
        compared = (self._held[place] for place in sorted(near))
        return [held for other, held in compared if alike(title, other)]


@lru_cache(maxsize=1_000)
def _marks(title: str) -> Sequence[int]:
    """Hashes of what titles that are alike share: their numbers, and the first or the last unit."""
    units = units_of(title)
    if not units:
        return ()
    numbers = hash(tuple(one.number for one in units))
    ends = ((0, units[0]), (1, units[-1]))
    found = {hash((numbers, place, mark)) for place, one in ends for mark in one.ways | one.sounds}
    return tuple(found)


def _unit(words: Sequence[str], ways: Sequence[tuple[str, ...]], skeletons: Sequence[str]) -> Unit:
    latin = all(map(is_latin, words))
    single = [one[0] for one in ways if len(one) == 1]
    sounds = skeletons if latin else [skeleton(key) for key in single if not key.isascii()]
    stem = ways[0][0] if len(words) == 1 and ways else ""
    number = next(filter(str.isdecimal, single), "")
    mistyped = stem if len(stem) >= SHORTEST_MISTYPED and stem.isalpha() else ""
    return Unit(frozenset(ways), frozenset(sounds), latin, number, mistyped)


def _agree(one: Unit, other: Unit) -> bool:
    if not one.ways.isdisjoint(other.ways):
        return True
    return one.latin != other.latin and not one.sounds.isdisjoint(other.sounds)


def _is_mistyped(one: Unit, other: Unit) -> bool:
    if not one.stem or not other.stem or one.latin != other.latin:
        return False
    return OSA.distance(one.stem, other.stem, score_cutoff=1) <= 1
