"""Search keys of one word: two words match when their keys meet.

Endings are cut by the rules of `endings`, and a word that can be read in two ways gets a key for
each. The forms of a verb have the key of the word that dictionaries list it by, its verbal noun
(`verbs`): იგეგმება has the key დაგეგმვა.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from stratcom.georgian import lexicon, verbs
from stratcom.georgian.endings import VOWELS, Reading, Stem, readings
from stratcom.georgian.english import english_key
from stratcom.georgian.folding import fold

_MKHEDRULI = re.compile(r"[ა-ჰ]+")
_CLITIC = re.compile(
    r".{2,}[აეიოუ](?=ც$)|.{2,}(?:ში|ზე|ად|ა?მდე|[იას]?თან|დან|ს|მა|ით)(?=ვე$)|.{3,}[აეიოუ](?=ღა$)"
)
_COPULA = re.compile(r".{3,}ა(?=ა$)|.{3,}[აეიოუ](?=ცაა$)")
_SUPERLATIVE = re.compile(r"უ(.{2,})ეს")
_ORDINAL = re.compile(r"(.*და|)მე(..+)")
_LOSES_VOWEL = re.compile(r"(.*[აეიოუ].*[^აეიოუ])[აეო]([ლრნმ])")

# In long stems and after these suffixes a final vowel tells no words apart.
_LONG = 7
_TELLING = ("ებ", "ობ", "ულ", "ელ", "ილ", "აძ", "იძ")

# No verbal noun in -ება has these before it: მოსწავლე-ების, ორგანიზაცი-ების, უფლებ-ების.
_SURELY_PLURAL = ("ე", "უ", "ცი", "ებ")

_COMPOUNDED = tuple(word for word in lexicon.NOMINATIVE_SHI if len(word) > 5)


@lru_cache(maxsize=1 << 16)
def keys(token: str) -> tuple[str, ...]:
    """Return the search keys of one word: several where Georgian is ambiguous."""
    if _MKHEDRULI.fullmatch(token):
        return _georgian(token)
    word = "".join(fold(token).split())
    if not word:
        return ()
    if word.isascii():
        return (english_key(word),)
    return _georgian(word) if "ა" <= word[-1] <= "ჰ" else (word,)


def _georgian(word: str) -> tuple[str, ...]:
    word = _without_clitic(word)
    if len(word) < 3 or word in lexicon.UNINFLECTED or word in lexicon.IRREGULAR:
        return (lexicon.IRREGULAR.get(word, word),)
    found = verbs.masdars(word)
    if found and not word.startswith(tuple(masdar[:-1] for masdar in found)):
        return found
    nominal = _nominal(word)
    participles = _participles()
    of_participle = (participles[key] for key in nominal if key in participles)
    return tuple(dict.fromkeys((*nominal, *found, *of_participle)))


def _without_clitic(word: str) -> str:
    """Cut "too", "the same" and "is": თბილისშიც, თბილისშივე, მთავრობაა."""
    if word in lexicon.UNINFLECTED or word in lexicon.IRREGULAR:
        return word
    if word[-1] in "ცეა" and (found := _CLITIC.match(word)):
        word = found[0]
    if word[-1] == "ა" and (found := _COPULA.match(word)):
        word = found[0]
    return word


def _nominal(word: str) -> tuple[str, ...]:
    """Return the keys of a noun, an adjective, or a verb outside the table of verbs."""
    found = (key for reading in _readings(word) for key in _keys_of(reading))
    return tuple(dict.fromkeys(found)) or (word,)


@cache
def _participles() -> dict[str, str]:
    """Return the masdar by the key of each participle."""
    return {_nominal(form)[0]: masdar for form, masdar in verbs.participles().items()}


def _readings(word: str) -> list[Reading]:
    if word in lexicon.BARE:
        return [Reading(word, Stem.CLOSED)]
    if word.endswith("ში") and (word in lexicon.NOMINATIVE_SHI or word.endswith(_COMPOUNDED)):
        return [Reading(word[:-1], Stem.CLOSED)]
    if word in lexicon.NOMINATIVE_MA or word in lexicon.NOMINATIVE_OTHER:
        return [Reading(word, Stem.WHOLE)]
    return readings(word)


def _keys_of(reading: Reading) -> Iterator[str]:
    stem, kind = reading
    if _may_be_plural(stem, kind):
        singular = stem[:-2]
        yield from _normalised(singular, True)
        if kind is Stem.CLOSED or singular.endswith(_SURELY_PLURAL):
            return
    yield from _normalised(stem, kind is Stem.OPEN)


def _may_be_plural(stem: str, kind: Stem) -> bool:
    if kind is Stem.WHOLE or len(stem) < 4 or not stem.endswith("ებ"):
        return False
    return stem not in (lexicon.NOT_PLURAL if kind is Stem.OPEN else lexicon.SINGULAR_EB)


def _normalised(stem: str, is_open: bool) -> Iterator[str]:
    """Yield the keys of a stem, two where a final vowel may have been lost (გორი, გორა)."""
    if len(stem) > 2 and stem[-1] == "ი" and stem[-2] in VOWELS:  # ტრამვაი-ები
        stem = stem[:-1]
    base = stem
    while len(base) > 2 and base[-1] in "აე":
        base = base[:-1]
    if (found := _SUPERLATIVE.fullmatch(base)) and base not in lexicon.NOT_SUPERLATIVE:
        yield from _normalised(found[1], True)  # უმაღლესი: მაღალი
        return
    if (found := _ORDINAL.fullmatch(base)) and found[2] in lexicon.NUMERALS:
        yield _syncopated(found[1] + lexicon.NUMERALS[found[2]])  # მეხუთე: ხუთი
        return
    vowel = "ა" if len(base) < len(stem) else ""
    if len(base) > 2 and base[-1] == "ო":  # ევრო; with the copula ევროა
        base, vowel = base[:-1], "ო"
    key = _syncopated(base)
    if (
        len(base) >= _LONG
        or base[-1] in VOWELS
        or (vowel != "ო" and len(base) > 4 and base.endswith(_TELLING))
    ):
        yield key
        return
    yield key + vowel
    if is_open and not vowel:
        yield key + "ა"


def _syncopated(stem: str) -> str:
    """Drop the vowel that some case forms lose (მეგობარი, მეგობრის)."""
    if stem in lexicon.SYNCOPATED:
        return lexicon.SYNCOPATED[stem]
    if stem in lexicon.UNSYNCOPATED:
        return stem
    if len(stem) >= 6 and stem[-4:] in lexicon.SYNCOPATED:  # compounds: ნახშირწყალი
        return stem[:-4] + lexicon.SYNCOPATED[stem[-4:]]
    found = _LOSES_VOWEL.fullmatch(stem)
    return found[1] + found[2] if found else stem
