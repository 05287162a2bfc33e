"""Search keys: two words match when their keys meet.

Georgian endings are cut by rules, and a word that can be read in two ways gets a key for each.
"""

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from stratcom.georgian import lexicon
from stratcom.georgian.english import english_key
from stratcom.georgian.tokens import tokens


class _Eb(Enum):
    """What a final -ებ of the stem is, as the ending cut after it tells."""

    PLURAL = "plural"  # ქალაქ-ებ-ი
    ROOT = "root"  # განცხადებ-ა
    UNSURE = "unsure"  # განცხად-ებ-ის or განცხადებ-ის


class _Reading(NamedTuple):
    stem: str
    eb: _Eb


class _Rule:
    """A word form (its stem in the first group) and what may be left once the ending is cut."""

    def __init__(self, pattern: str, *readings: tuple[str, _Eb]) -> None:
        self._match = re.compile(pattern).fullmatch
        self._readings = readings

    def read(self, word: str) -> list[_Reading] | None:
        """Return the readings of `word`, or None where the rule does not apply."""
        found = self._match(word)
        if found is None:
            return None
        return [_Reading(found[1] + restored, eb) for restored, eb in self._readings]


_PLURAL, _ROOT, _UNSURE = ("", _Eb.PLURAL), ("", _Eb.ROOT), ("", _Eb.UNSURE)

# A postposition is cut together with the case it governs.
_POSTPOSITIONS = (
    _Rule(r"(.{2,}[^აეიოუ])(?:ში|ზე)", _PLURAL),
    _Rule(r"(.{2,}[აეოუ])(?:ში|ზე)", _ROOT),
    _Rule(r"(.{2,})ი(?:ში|ზე)", _ROOT),
    _Rule(r"(..+)ამდე", _UNSURE),
    _Rule(r"(.+[ეოუ])მდე", _ROOT),
    _Rule(r"(..+)იმდე", _ROOT),
    _Rule(r"(..+)ისავით", _UNSURE),
    _Rule(r"(.{3,})სავით", _ROOT),
    _Rule(r"(.{3,})ივით", _PLURAL, ("ივ", _Eb.UNSURE)),
    _Rule(r"(..+)ისამებრ", _UNSURE),
    _Rule(r"(.{4,})ებრ", _UNSURE),
)
# These may carry an emphatic -ა (თბილისიდანა).
_EMPHASISED_POSTPOSITIONS = (
    _Rule(r"(.+)ისთან", ("ის", _Eb.PLURAL), _ROOT),  # თბილისთან, გიორგისთან
    _Rule(r"(.+(?:ება|ობა|ია|ელო))სთან", _ROOT),
    _Rule(r"(.+[აეოუ])სთან", _ROOT, ("ს", _Eb.PLURAL)),  # ფასთან: ფა-სთან, ფას-თან
    _Rule(r"(.{3,})ითან", _ROOT),
    _Rule(r"(.{2,}[აეოუ])თან", _ROOT),
    _Rule(r"(.{3,})თან", _PLURAL),
    _Rule(r"(..+)ისა?(?:თვის|გან|კენ)", _UNSURE),
    _Rule(r"(..+)ს(?:თვის|გან|კენ)", _ROOT),
    _Rule(r"(.{3,})თა(?:თვის|გან|კენ)", _ROOT),
    _Rule(r"(..+)იდან", _UNSURE),
    _Rule(r"(..+[აეოუ])დან", _ROOT),
)

_ADJECTIVE = "ულ|ურ|ელ|ოვან|იან|ილ|არ|ად|ობ|ალ"

# Without a postposition exactly one case ending is cut; the first rule that fits decides.
_CASES = (
    _Rule(r"(..+)ისას", _UNSURE),
    _Rule(r"(.{2,}(?:ობ|ებ)ა)ნი", _ROOT),  # ურთიერთობანი
    _Rule(r"(.{3,}[ლრტ])ნი", _PLURAL, ("ნ", _Eb.PLURAL)),  # ქართველნი, კონცერნი
    _Rule(r"(.{3,})(?:ისა|ითა|ადა)", _UNSURE),
    _Rule(r"(..)ისა", _ROOT, ("ის", _Eb.ROOT)),
    _Rule(r"(.{2,}[აეოუ])სა", _ROOT, ("ს", _Eb.ROOT)),
    _Rule(r"(.{2,}[^აეიოუ])სა", _PLURAL, ("ს", _Eb.ROOT)),
    _Rule(r"(.{2,}[^აეიოუ])მა", _PLURAL, ("მ", _Eb.ROOT)),  # ქალაქმა, რეფორმა
    _Rule(r"(.{2,}[^იუ])თა", _ROOT, ("თ", _Eb.ROOT)),
    _Rule(r"(..+)ითი", _ROOT, ("ით", _Eb.PLURAL)),
    _Rule(r"(.{2,}[ოუ])თი", _ROOT, ("თ", _Eb.PLURAL)),
    _Rule(r"(..+)(?:ის|ით)", _UNSURE),
    _Rule(r"(.{4,})ად", _UNSURE, ("ად", _Eb.ROOT)),  # ქალაქად; ძირითად
    _Rule(r"(..+)ად", _UNSURE),
    _Rule(r"(..+)ი[მდ]", _ROOT),
    _Rule(r"(..+ე)დ", _ROOT, ("დ", _Eb.ROOT)),  # მდინარედ; მოქმედ
    _Rule(r"(უ.{3,}ე)ს", _ROOT, ("ს", _Eb.ROOT)),  # უმაღლეს
    _Rule(r"(..+[აეოუ])[სმდ]", _ROOT),
    _Rule(r"(.{3,})ს", _PLURAL),
    _Rule(r"(..+)ი", _PLURAL),
    _Rule(r"(.+(?:ცი|ლოგი|ფი|ტეგი))ა", _ROOT),
    _Rule(rf"(.+(?:{_ADJECTIVE}))ია", _ROOT),  # adjective and copula: ქართულია
    _Rule(r"(.{3,})ია", ("ი", _Eb.ROOT), _PLURAL),  # პარტია; ქალაქია
    _Rule(r"(.+)", _ROOT),
)

_LOSES_VOWEL = re.compile(r"(.*[^აეიოუ])[აეო]([ლრნმ])")
_VOWEL = re.compile(r"[აეიოუ]")


def text_keys(text: str) -> list[str]:
    """Return the distinct search keys of `text`, in order."""
    return list(dict.fromkeys(key for word in tokens(text) for key in keys(word)))


@lru_cache(maxsize=1 << 16)
def keys(word: str) -> tuple[str, ...]:
    """Return the search keys of one folded token: several where Georgian is ambiguous."""
    if word.isascii():
        return (english_key(word),)
    word = _without_clitic(word)
    if len(word) < 3 or word in lexicon.UNINFLECTED or word in lexicon.IRREGULAR:
        return (lexicon.IRREGULAR.get(word, word),)
    if not "ა" <= word[-1] <= "ჰ":
        return (word,)
    stems = (stem for reading in _readings(_without_copula(word)) for stem in _stems(reading))
    found = tuple(dict.fromkeys(_normalised(stem) for stem in stems if len(stem) >= 2))
    return found or (word,)


def _without_clitic(word: str) -> str:
    if word in lexicon.UNINFLECTED or word in lexicon.IRREGULAR:
        return word
    if len(word) >= 4 and re.search(r"[აეიოუ]ც$", word):
        return word[:-1]
    if len(word) >= 6 and re.search(r"[აეიომნს]ვე$|ღა$", word):
        return word[:-2]
    return word


def _without_copula(word: str) -> str:
    if len(word) >= 5 and word.endswith("აა"):
        word = word[:-1]
    if len(word) >= 6 and word.endswith(("შია", "ზეა")):
        word = word[:-1]
    return word


def _readings(word: str) -> list[_Reading]:
    if word in lexicon.NOMINATIVE_SHI:
        return [_Reading(word[:-1], _Eb.PLURAL)]
    if word in lexicon.NOMINATIVE_MA:
        return [_Reading(word[:-1], _Eb.ROOT)]
    found = _first(_POSTPOSITIONS, word) or _first(_EMPHASISED_POSTPOSITIONS, word)
    if not found and len(word) > 5 and word.endswith("ა"):
        found = _first(_EMPHASISED_POSTPOSITIONS, word[:-1])
    return found or _first(_CASES, word)


def _first(rules: Iterable[_Rule], word: str) -> list[_Reading]:
    return next((found for rule in rules if (found := rule.read(word))), [])


def _stems(reading: _Reading) -> tuple[str, ...]:
    stem, eb = reading
    if eb is _Eb.ROOT or len(stem) < 4 or not stem.endswith("ებ"):
        return (stem,)
    shorter = stem[:-2]
    return (shorter,) if eb is _Eb.PLURAL or shorter.endswith("ებ") else (shorter, stem)


def _normalised(stem: str) -> str:
    """Drop the final vowel, and the vowel that some case forms lose (მეგობარი, მეგობრის)."""
    while len(stem) > 2 and stem[-1] in "აეოუ":
        stem = stem[:-1]
    if stem in lexicon.SYNCOPATED:
        return lexicon.SYNCOPATED[stem]
    if len(stem) >= 6 and stem[-4:] in lexicon.SYNCOPATED:  # compounds: ნახშირწყალი
        return stem[:-4] + lexicon.SYNCOPATED[stem[-4:]]
    long_enough = len(stem) >= 5 or (len(stem) == 4 and stem[0] in "აეიოუ")
    if stem in lexicon.UNSYNCOPATED or not long_enough or len(_VOWEL.findall(stem)) < 2:
        return stem
    return _LOSES_VOWEL.sub(r"\1\2", stem) if _LOSES_VOWEL.fullmatch(stem) else stem
