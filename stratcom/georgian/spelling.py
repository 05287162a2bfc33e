"""Misspelt words: what was probably meant, out of the words that are in use.

Every word one slip of the hand or the ear away is made, and those are looked up whose search key
is in use. So a word is found in whatever form it is in use, and looking it up takes as long among
a million words as among a hundred.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA, Prefix

from stratcom.georgian.latin import latin_keys, skeleton
from stratcom.georgian.stemming import keys
from stratcom.georgian.wordlists import words

SHORTEST, LONGEST = 2, 40
"""Letters of a word that is worth correcting."""

TWO_SLIPS = 7
"""Letters of a word that may hold two slips and still be told."""

GEORGIAN = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"
LATIN = "abcdefghijklmnopqrstuvwxyz"

# The fewer ways there are to slip like that in a word, the likelier it is what happened: Shift can
# be missed in one or two places, a letter lost in ten, one replaced in three hundred ways.
MISSED_SHIFT, LOOK_ALIKE, DOUBLED = 0.3, 0.4, 0.4
LOST, SWAPPED, NEIGHBOUR = 0.7, 0.7, 0.9
ADDED, REPLACED = 1.0, 1.2
# Only other forms of the word are in use.
NEW_FORM = 0.5

_SHIFTED = dict(zip("თღჭშჟძჩ", "ტრწსჯზც", strict=True))
_SOUNDS = words("თტ ქკყ ცწ ჩჭ ფპ")
_KEYS = "abgdevztiklmnopjrstufqryscczwwxjh"
_ROWS = words("qwertyuiop asdfghjkl zxcvbnm")


class Form(NamedTuple):
    """A word in use, one of its search keys, and the skeleton of that (none of an English one)."""

    word: str
    key: str
    skeleton: str


@dataclass(frozen=True)
class Guess:
    """A word that may have been meant; the less it costs, the likelier it is."""

    word: str
    key: str
    cost: float
    # True for what was typed but for the slip, False for a form out of those in use.
    mended: bool = False


Lookup = Callable[[Collection[str], Collection[str]], Iterable[Form]]
"""Gives the forms in use that have one of these skeletons, or one of these keys."""


class _Way(NamedTuple):
    """A word that may have been typed instead, its key, and what the slip costs."""

    cost: float
    word: str
    key: str


_Ways = Mapping[str, list[_Way]]


def guesses(word: str, lookup: Lookup) -> list[Guess]:
    """Return what may have been meant by a folded word, the likeliest first, each word once."""
    if not SHORTEST <= len(word) <= LONGEST:
        return []
    by_skeleton, by_key = _latin_ways(word) if word.isascii() else _georgian_ways(word)
    of_keys: dict[str, dict[str, str]] = defaultdict(dict)
    for form in lookup(by_skeleton, by_key):
        of_keys[form.key][form.word] = form.skeleton
    found = []
    seen = set(keys(word))
    for key, forms in of_keys.items():
        bucket = next(iter(forms.values()))
        ways = by_skeleton.get(bucket, []) if bucket else by_key.get(key, [])
        price = _latin_price if word.isascii() and bucket else _price
        found += [price(word, way, key, forms) for way in ways]
        if word.isascii() and any(way.word == word for way in ways):
            seen.add(key)
    return _each_once(found, seen)


def farther_guesses(word: str, forms: Iterable[Form]) -> list[Guess]:
    """Return which of these forms are two slips away from a word long enough for that."""
    if len(word) < TWO_SLIPS:
        return []
    found = [
        Guess(form.word, form.key, REPLACED * distance)
        for form in forms
        if (distance := OSA.distance(word, form.word, score_cutoff=2)) <= 2
    ]
    return _each_once(found, set(keys(word)))


def slips(word: str) -> dict[str, float]:
    """Return the words that `word` is one slip away from, each with its cost; itself costs 0."""
    made = {word: 0.0}
    for meant, cost in _slips(word, LATIN if word.isascii() else GEORGIAN):
        if cost < made.get(meant, REPLACED + 1):
            made[meant] = cost
    return made


def _slips(word: str, letters: str) -> Iterator[tuple[str, float]]:
    for at in range(len(word) + 1):
        start, end = word[:at], word[at:]
        for letter in letters:
            doubled = letter in (start[-1:], end[:1])
            yield start + letter + end, DOUBLED if doubled else LOST
        if not end:
            break
        yield start + end[1:], DOUBLED if end[0] in (start[-1:], end[1:2]) else ADDED
        for letter in letters:
            yield start + letter + end[1:], _REPLACED.get((letter, end[0]), REPLACED)
        if len(end) > 1:
            yield start + end[1] + end[0] + end[2:], SWAPPED


def _replacements() -> dict[tuple[str, str], float]:
    """What it costs to type the second letter for the first, where that is likelier than not."""
    beside = {pair for row in _ROWS for pair in pairwise(row)}
    beside |= {pair for up, low in pairwise(_ROWS) for pair in _slanted(up, low)}
    beside |= {(second, first) for first, second in beside}
    costs = dict.fromkeys(beside, NEIGHBOUR)
    for meant, on in zip(GEORGIAN, _KEYS, strict=True):
        for typed, key in zip(GEORGIAN, _KEYS, strict=True):
            if (on, key) in beside:
                costs[meant, typed] = NEIGHBOUR
    costs |= {(one, other): LOOK_ALIKE for alike in _SOUNDS for one in alike for other in alike}
    return costs | dict.fromkeys(_SHIFTED.items(), MISSED_SHIFT)


def _slanted(upper: str, lower: str) -> Iterator[tuple[str, str]]:
    for at, key in enumerate(lower):
        yield from ((key, above) for above in upper[at : at + 2])


_REPLACED = _replacements()


def _georgian_ways(word: str) -> tuple[_Ways, _Ways]:
    """The ways by skeleton: so a word misheard in several letters is found as well."""
    found: dict[str, list[_Way]] = defaultdict(list)
    for meant, cost in slips(word).items():
        for key in keys(meant):
            found[skeleton(key)].append(_Way(cost, meant, key))
    return found, {}


def _latin_ways(word: str) -> tuple[_Ways, _Ways]:
    """The ways by skeleton for Georgian in Latin letters, and by key for English."""
    georgian: dict[str, list[_Way]] = defaultdict(list)
    english: dict[str, list[_Way]] = defaultdict(list)
    for meant, cost in slips(word).items():
        for one in latin_keys(meant):
            georgian[one].append(_Way(cost, meant, ""))
        for key in keys(meant):
            english[key].append(_Way(cost, meant, key))
    return georgian, english


def _price(typed: str, way: _Way, key: str, forms: Collection[str]) -> Guess:
    """What it costs that a word of this key was meant, and the form to show."""
    ending = way.word[Prefix.similarity(way.word, way.key) :]
    if way.key == key and (way.word in forms or (ending and typed.endswith(ending))):
        known = way.word in forms
        return Guess(way.word, key, way.cost + (0 if known else NEW_FORM), mended=True)
    alike = OSA.distance(way.key, key)
    distance, shown = min((OSA.distance(way.word, form), form) for form in forms)
    cost = way.cost + LOOK_ALIKE * alike + (NEW_FORM if distance > alike else 0)
    return Guess(shown, key, cost)


def _latin_price(_typed: str, way: _Way, key: str, forms: Collection[str]) -> Guess:
    """The same for what was typed in Latin letters, of which only the skeleton can be compared."""
    sound = skeleton(way.word)
    distance, shown = min((OSA.distance(sound, skeleton(form)), form) for form in forms)
    return Guess(shown, key, way.cost + (NEW_FORM if distance else 0))


def _each_once(found: Iterable[Guess], seen: set[str]) -> list[Guess]:
    chosen = []
    for guess in sorted(found, key=lambda one: (one.cost, one.word)):
        theirs = {guess.key, *keys(guess.word)}
        if seen.isdisjoint(theirs):
            seen |= theirs
            chosen.append(guess)
    return chosen
