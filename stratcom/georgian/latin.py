"""Georgian typed in Latin letters, in any of the usual spellings.

A skeleton is one ASCII string for a Georgian word and for every Latin spelling of it. Store the
skeleton of each search key beside the key, and look the `latin_keys` of a query up there.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from stratcom.georgian import lexicon
from stratcom.georgian.english import english_key
from stratcom.georgian.folding import fold
from stratcom.georgian.legacy_table import SHIFTED, to_unicode
from stratcom.georgian.romanise import romanise
from stratcom.georgian.stemming import keys
from stratcom.georgian.verbs import finite_stems, participles
from stratcom.georgian.wordlists import word_file, words

_APOSTROPHES = re.compile(r"['’`ʼ]")
_CLASSES = {
    "tch": "C",
    "tsh": "tS",
    "dzh": "j",
    "dj": "j",
    "zh": "j",
    "gh": "g",
    "sh": "S",
    "ch": "C",
    "dz": "z",
    "ts": "c",
    "kh": "x",
    "ph": "p",
    "th": "t",
    "w": "c",
    "h": "x",
    "q": "k",
    "y": "k",
    "f": "p",
}
_SPELLINGS = re.compile("|".join(sorted(_CLASSES, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1")

_GUESSES = {
    "tch": "ჭ",
    "tsh": "თშ",
    "dzh": "დჟ",
    "zh": "ჟ",
    "gh": "ღ",
    "sh": "შ",
    "ch": "ჩ",
    "dz": "ძ",
    "ts": "ც",
    "kh": "ხ",
    **dict(zip("abgdevztiklmnoprsufqyxjhcw", "აბგდევზთიკლმნოპრსუფქყხჯჰცწ", strict=True)),
}
_GUESSED = re.compile("|".join(sorted(_GUESSES, key=len, reverse=True)))
_ENGLISH_WORDS = word_file("english_words.txt")
_ENGLISH_KEYS = frozenset(map(english_key, _ENGLISH_WORDS))
_LATIN = re.compile(r"[A-Za-z]+(?:['’`ʼ][A-Za-z]*)*")
STOP_WORDS = frozenset(
    words(
        "a am an and are as at be by do for from he his i if in is it its me my no not of on or "
        "our so that the their they this to us was we what when who will with you your"
    )
)
"""English words that are never read as Georgian typed in Latin letters."""

_TWO_LETTERS = re.compile(r"(?<=..)(?:ts(?=(?:a(?:ts|c)?)?$)|dz(?=e(?:ts|c)?$))")
_SURNAME = re.compile(r"(?<=..[ai])ze[a-z]{0,4}$")
_SHIFT_TYPED = re.compile(rf"[a-z][{SHIFTED}]|^[{SHIFTED}][a-z]")


def is_latin(word: str) -> bool:
    """Tell whether a word has nothing but Latin letters and apostrophes."""
    return _LATIN.fullmatch(word) is not None


def is_english(word: str) -> bool:
    """Tell whether a word is a common English one, to be looked up as such first."""
    if word in _ENGLISH_WORDS:
        return True
    # Cases of Georgian loans have the stems of English words: ministri, ministris.
    return not word.endswith(("i", "is")) and english_key(word.lower()) in _ENGLISH_KEYS


def skeleton(word: str) -> str:
    """Return the spelling class of a word in Georgian or Latin letters."""
    latin = _APOSTROPHES.sub("", romanise(word))
    return _DOUBLED.sub(r"\1", _SPELLINGS.sub(lambda found: _CLASSES[found[0]], latin))


def _georgian(latin: str) -> str:
    """Guess a spelling good enough for the stemmer; matching is by skeleton."""
    return _GUESSED.sub(lambda found: _GUESSES[found[0]], latin)


_LISTED = (
    *lexicon.UNINFLECTED,
    *lexicon.IRREGULAR,
    *lexicon.SYNCOPATED,
    *lexicon.UNSYNCOPATED,
    *lexicon.NOMINATIVE_MA,
    *lexicon.NOMINATIVE_SHI,
)
_SOME_ENDINGS = ("", "ი", "ს", "ის", "ში", "ებ", "ები")


@cache
def _verb_stems() -> dict[str, list[tuple[frozenset[str], frozenset[str]]]]:
    """Return the skeletons of finite stems, with those of their verbal nouns and endings."""
    found: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
    for stem, uses in finite_stems().items():
        for masdar, endings in uses:
            nouns = frozenset(map(skeleton, keys(masdar)))
            found.setdefault(skeleton(stem), []).append((nouns, _skeletons(endings)))
    return found


@cache
def _skeletons(endings: frozenset[str]) -> frozenset[str]:
    return frozenset(map(skeleton, endings))


def _verbal_nouns(typed: str) -> Iterator[str]:
    """Yield the skeletons of the verbal nouns of a finite form, itself a skeleton."""
    stems = _verb_stems()
    for at in range(2, len(typed) + 1):
        for nouns, endings in stems.get(typed[:at], ()):
            if typed[at:] in endings:
                yield from sorted(nouns)


@cache
def _corrections() -> dict[str, frozenset[str]]:
    """Return the skeletons of listed words by the skeleton that a guessed spelling gives them."""
    found: dict[str, set[str]] = {}
    for word in _LISTED:
        for form in (word + ending for ending in _SOME_ENDINGS):
            guessed = keys(_georgian(romanise(form)))
            right = set(map(skeleton, keys(form)))
            if right.isdisjoint(map(skeleton, guessed)):
                found.setdefault(skeleton(guessed[0]), set()).update(right)
    for participle in participles():
        guessed = keys(_georgian(romanise(participle)))
        found.setdefault(skeleton(guessed[0]), set()).update(map(skeleton, keys(participle)))
    return {guessed: frozenset(right) for guessed, right in found.items()}


@lru_cache(maxsize=1 << 12)
def latin_keys(word: str) -> tuple[str, ...]:
    """Return the skeletons under which a Latin-typed Georgian word may be indexed."""
    guesses = [to_unicode(word)] if _SHIFT_TYPED.search(word) else []
    plain = _APOSTROPHES.sub("", word).lower()
    guesses.append(_georgian(plain))
    # Before an ending, ts and dz may be two letters (ბიუჯეტ-ს, ტრენდ-ზე).
    if found := _TWO_LETTERS.search(plain):
        at = found.start() + 1
        guesses.append(_georgian(plain[:at]) + _georgian(plain[at:]))
    if found := _SURNAME.search(plain):
        guesses.append(_georgian(f"{plain[: found.start()]}d{plain[found.start() :]}"))
    found_keys = [skeleton(key) for guess in guesses for key in keys(fold(guess))]
    corrections = _corrections()
    for key in tuple(found_keys):
        found_keys += sorted(corrections.get(key, ()))
    found_keys += _verbal_nouns(skeleton(plain))
    return tuple(dict.fromkeys(found_keys))
