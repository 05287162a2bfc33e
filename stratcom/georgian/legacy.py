"""Georgian typed in AcadNusx-family fonts: is this Latin text really Georgian?

The font name decides where there is one. Otherwise each word is weighed by its letter pairs and
spelling, and a column of cells votes on what stays doubtful. "ask" means: show it to a person.
"""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from stratcom.georgian.folding import has_georgian
from stratcom.georgian.latin import is_english, skeleton
from stratcom.georgian.legacy_table import ADDRESS, SHIFTED
from stratcom.georgian.legacy_table import to_unicode as to_unicode
from stratcom.georgian.wordlists import word_file, words

Decision = Literal["convert", "keep", "ask"]

_LEGACY_FONT = re.compile(
    r"acad\s*_?-?(?:nusx|mtavr)|lit\s*_?-?(?:nusx|mtavr)|^(?:nusx|mtavr)", re.I
)
_UNICODE_FONT = re.compile(
    r"^(?:arial|aptos|bpg|calibri|cambria|candara|comic sans|consolas|courier|dejavu|georgia|"
    r"helvetica|liberation|menlo|noto|open sans|roboto|segoe|sylfaen|tahoma|times new roman$|"
    r"trebuchet|ubuntu|verdana)",
    re.I,
)

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")

_PAIRS: dict[str, float] = json.loads(
    files("stratcom.georgian").joinpath("data", "nusx_bigrams.json").read_text("utf-8")
)
_NAMES = word_file("names_ka.txt")
_COMMON = word_file("common_ka.txt")
_NAME_SKELETONS = frozenset(skeleton(name) for name in _NAMES)

_FOREIGN_CAPITAL = re.compile(rf"[^{SHIFTED}a-z]|^[{SHIFTED}][a-z]{{0,2}}[{SHIFTED}]$")  # or ToR
_DIGRAPH = re.compile(
    r"[bcdgkpqrstwzCJRSTWZ]h|^[Tt]s|ts[eiokmquv]|tsia|dz[aiou]|^[A-Z].*dze$", re.ASCII
)
_CAPITAL_PART = re.compile(r"[A-Z][a-z]{4,}")
_SHIFT_INSIDE = re.compile(rf"[a-z][{SHIFTED}]")
# Frequent stems with a Shift letter (თ, ქ) as people type them in plain Latin letters.
_PLAIN_TYPED = re.compile(
    r"sa[qk]artv|[qk]art(?:v|ul)|mtav[ar]r?|tbilis|batum|[qk]utais|tavdac|janmrtel|ganatl|kaxet|"
    r"imeret|svanet|mcxet|mtianet|tanamd|misamart|usaprt|usafrt|samart|afxazet|dasavlet|"
    r"kveqan|kveyan|mokalak|proekt|sopel|sopl|pond[is]|reporm|inporm|urtiert|gamopen"
)
_IN_BOTH = frozenset(words("am an is me audio media radio video"))

# Weights were set on the development cells, real titles and the organisations of real events.
_ENDINGS = (
    (-4.0, r"..+(?:ing|tion|sion|ment|er|or|ship|al|ism|ist)s?|..+(?:i[sz]|at|[ai]bl|iv)e[sd]?"),
    (-4.0, r"..+(?:[^aeiou]ed|it(?:y|ies)|ly|ness|ous|ful|[ae]nce?|y|ck|ll|ss|ff)"),
    (5.0, r"[a-z].+[^aeiou]i|.+ci(?:a|as|is|iT|aSi|aze|ebi|ebis)"),
    (4.0, r"[a-z].+(?:[^aeiou]is|iis|u|eba|oba|ebs|ebis|obis)"),
    (3.0, r"sa.{3,}o"),
    (2.0, r"..+(?:i|ia|is|ma|as|eba|oba|elo|ad|ze|Si|dan|mde|iT|u|lo|ro|ul|ur)"),
)
_WEIGHED_ENDINGS = tuple((weight, re.compile(pattern)) for weight, pattern in _ENDINGS)

_SURE = 6.0
_KNOWN = 4.0
_CONVERT_FROM = 2.0
_ASK_FROM = -1.0


def is_legacy_font(name: str | None) -> bool | None:
    """Tell whether a font shows Latin codes as Georgian; None for an unknown font or no font."""
    plain = (name or "").strip()
    if _LEGACY_FONT.search(plain):
        return True
    return False if _UNICODE_FONT.search(plain) else None


def score(text: str) -> float:
    """Return the evidence that `text` is AcadNusx Georgian: above zero for, below zero against."""
    scores = [_word_score(word) for word in _WORD.findall(text)]
    weighed = [value for value in scores if value is not None]
    return sum(weighed) / len(weighed) ** 0.5 if weighed else 0.0


def decide(text: str, font: str | None = None) -> Decision:
    """Return what to do with one cell or run of text."""
    if has_georgian(text) or ADDRESS.search(text) or not _WORD.search(text):
        return "keep"
    legacy = is_legacy_font(font)
    if legacy:
        return "keep" if to_unicode(text) == text else "convert"
    evidence = _evidence(text)
    return "ask" if legacy is False and evidence == "convert" else evidence


def decide_column(
    cells: Sequence[str | None], fonts: Sequence[str | None] | None = None
) -> list[Decision]:
    """Return a decision for each cell of a column; clear cells decide for doubtful ones."""
    fonts = fonts or [None] * len(cells)
    decisions = [decide(cell or "", font) for cell, font in zip(cells, fonts, strict=True)]
    converted = decisions.count("convert")
    clear = converted + sum(
        decision == "keep" and _is_evidence(cell or "")
        for cell, decision in zip(cells, decisions, strict=True)
    )
    if clear < 3 or "ask" not in decisions:
        return decisions
    share = converted / clear
    vote: Decision = "convert" if share >= 0.7 else "keep" if share <= 0.1 else "ask"
    return [
        vote if decision == "ask" and is_legacy_font(font) is None else decision
        for decision, font in zip(decisions, fonts, strict=True)
    ]


def _is_evidence(text: str) -> bool:
    """Addresses, codes and Unicode Georgian say nothing about the rest of a column."""
    return not (has_georgian(text) or ADDRESS.search(text)) and score(text) < 0


@lru_cache(maxsize=1 << 14)
def _evidence(text: str) -> Decision:
    found = _WORD.findall(text)
    scores = [value for word in found if (value := _word_score(word)) is not None]
    if not scores:
        return "ask" if any(not word.isupper() and len(word) > 1 for word in found) else "keep"
    if min(scores) <= -_SURE and max(scores) >= _SURE / 2:
        return "ask" if _SHIFT_INSIDE.search(text) else "keep"
    total = score(text)
    if total >= _CONVERT_FROM:
        return "convert"
    return "ask" if total >= _ASK_FROM else "keep"


def _word_score(word: str) -> float | None:
    """Weigh one word; None where it tells nothing (NATO, a single letter, Tbilisi)."""
    if len(word) < 2 or word.isupper() or word in _IN_BOTH:
        return None
    if _is_latin(word):
        return -_SURE
    georgian = to_unicode(word)
    if georgian in _COMMON:
        return _KNOWN
    if not _SHIFT_INSIDE.search(word) and skeleton(word) in _NAME_SKELETONS:
        if georgian not in _NAMES:
            return -_SURE
        # In Latin letters a name has a capital, and AcadNusx knows none.
        return None if word[0] in SHIFTED else _KNOWN
    return max(-_SURE, min(_SURE, _letter_pairs(word) + _spelling(word)))


def _is_latin(word: str) -> bool:
    if not word.isalpha() or _FOREIGN_CAPITAL.search(word) or _DIGRAPH.search(word):
        return True
    if _PLAIN_TYPED.search(word) or _is_english(word):
        return True
    return any(map(_is_english, _CAPITAL_PART.findall(word)))


def _is_english(word: str) -> bool:
    # A Georgian nominative in -i is no English word, though the key of one ends so (ministri).
    return not word.endswith("i") and is_english(word)


def _letter_pairs(word: str) -> float:
    framed = f"^{word}$"
    return sum(_PAIRS[framed[at : at + 2]] for at in range(len(framed) - 1)) * 0.6


def _spelling(word: str) -> float:
    weight = next((weight for weight, ending in _WEIGHED_ENDINGS if ending.fullmatch(word)), 0.0)
    if _SHIFT_INSIDE.search(word):
        return weight + 5.0
    if word[0] in "RZ":  # seldom the first letter of a Georgian word as ღ and ძ
        return weight - 4.0
    return weight - 1.5 if word[0] in SHIFTED else weight
