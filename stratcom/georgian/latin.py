"""Georgian typed in Latin letters, in any of the usual spellings.

A skeleton is one ASCII string for a Georgian word and for every Latin spelling of it. Store the
skeleton of each search key beside the key, and look the `latin_keys` of a query up there.
"""

import re

from stratcom.georgian import lexicon
from stratcom.georgian.folding import fold
from stratcom.georgian.legacy_table import SHIFTED, to_unicode
from stratcom.georgian.romanise import romanise
from stratcom.georgian.stemming import keys
from stratcom.georgian.wordlists import words

_APOSTROPHES = re.compile(r"['’`ʼ]")
_CLASSES = {
    "tch": "C",
    "tsh": "tS",
    "dzh": "dj",
    "zh": "j",
    "gh": "g",
    "sh": "S",
    "ch": "C",
    "dz": "Z",
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
_LATIN = re.compile(r"[A-Za-z]+(?:['’`ʼ][A-Za-z]*)*")
STOP_WORDS = frozenset(
    words(
        "a am an and are as at be by do for from he his i if in is it its me my no not of on or "
        "our so that the their they this to us was we what when who will with you your"
    )
)
"""English words that are never read as Georgian typed in Latin letters."""

_SHIFT_TYPED = re.compile(rf"[a-z][{SHIFTED}]|^[{SHIFTED}][a-z]")


def is_latin(word: str) -> bool:
    """Tell whether a word has nothing but Latin letters and apostrophes."""
    return _LATIN.fullmatch(word) is not None


def skeleton(word: str) -> str:
    """Return the spelling class of a word in Georgian or Latin letters."""
    latin = _APOSTROPHES.sub("", romanise(word))
    return _DOUBLED.sub(r"\1", _SPELLINGS.sub(lambda found: _CLASSES[found[0]], latin))


def _georgian(latin: str) -> str:
    """Guess a spelling good enough for the stemmer; matching is by skeleton."""
    return _GUESSED.sub(lambda found: _GUESSES[found[0]], latin)


def _irregular_keys() -> dict[str, str]:
    """Return the key of each irregular stem by the key that a guessed spelling would give it."""
    irregular = {skeleton(full): skeleton(short) for full, short in lexicon.SYNCOPATED.items()}
    for stem in lexicon.UNSYNCOPATED:
        guess = _georgian(romanise(stem))
        if guess != stem:
            irregular[skeleton(keys(guess)[0])] = skeleton(stem)
    return irregular


_IRREGULAR_KEYS = _irregular_keys()


def latin_keys(word: str) -> tuple[str, ...]:
    """Return the skeletons under which a Latin-typed Georgian word may be indexed."""
    plain = _APOSTROPHES.sub("", word).lower()
    guesses = [to_unicode(word)] if _SHIFT_TYPED.search(word) else []
    guesses.append(_georgian(plain))
    # A final ts or dze may be one letter (ც, ძე) or an ending on its own (ტ-ს, დ-ზე).
    if len(plain) > 3 and plain.endswith("ts"):
        guesses.append(_georgian(plain[:-1]))
    if len(plain) > 5 and plain.endswith("dze"):
        guesses.append(_georgian(plain[:-2]))
    found = (skeleton(key) for guess in guesses for key in keys(fold(guess)))
    return tuple(dict.fromkeys(_IRREGULAR_KEYS.get(item, item) for item in found))
