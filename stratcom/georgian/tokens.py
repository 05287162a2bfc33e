"""Words of a text, as search sees them."""

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from stratcom.georgian.folding import fold, fold_in_place
from stratcom.georgian.wordlists import words

HYPHENS = "-‐‑–"
LONGEST = 80
"""Letters of a token: what is longer is no word, and its beginning stands for it."""

# Case endings and postpositions that Georgian hangs on acronyms, figures and quotations.
_SUFFIXES = words(
    "ი მა მ ს სა ის ისა ით ითა ად დ ა ია ც საც მაც იც ე ლი "
    "ში ზე თან სთან ისთან იდან დან ამდე მდე იმდე "
    "თვის სთვის ისთვის გან სგან ისგან კენ სკენ ისკენ "
    "ები ების ებს ებმა ებით ებში ებზე ებთან"
)
# Without a hyphen these would be part of a number: 12ა, 5დ.
_ONLY_HYPHENATED = frozenset(words("ა დ მ ც"))


def _any_of(endings: tuple[str, ...]) -> str:
    return "|".join(sorted(endings, key=len, reverse=True))


_LAST = rf"(?![^\W_]|[{HYPHENS}])"
SUFFIX = rf"[{HYPHENS}](?:{_any_of(_SUFFIXES)}){_LAST}"
_GLUED = _any_of(tuple(ending for ending in _SUFFIXES if ending not in _ONLY_HYPHENATED))

_NOT_OF_THE_WORD = re.compile(
    rf"(?<=[^\W_]|[“”\"».)]){SUFFIX}"  # NATO-ს, „ქართუ“-სთან
    rf"|(?<=[a-z0-9])(?:{_GLUED}){_LAST}"  # NATOს, 2026ში
    rf"|(?<=\d)წწ?{_LAST}"  # 2026წ.
    rf"|(?<![^\W_])(?:მე[{HYPHENS}]?|n\s?)(?=\d)"  # მე-5, №5
)
_WORD = re.compile(
    r"(?<![^\W_.])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"  # U.S., ა.ა.ი.პ.
    r"|ა\(ა\)იპ"
    r"|\d+(?=[ა-ჰ])"  # 5დღიანი
    r"|[^\W_]+(?:'[^\W_]+)*"
)
_APOSTROPHES = str.maketrans("’`ʼ", "'''")
_SIGNS = str.maketrans("", "", ".()")
# A word cut at the end of a line is tied to its other half.
_TIE = re.compile(r"[-‐‑](?:[ \t]*\r?\n[ \t]*)?")
_PAUSE = re.compile(r"[.,!?;:|•…@/\\]|\n\s*\n")


class Joint(Enum):
    """What stands between a word and the one before it."""

    PAUSE = "pause"
    BLANK = "blank"
    HYPHEN = "hyphen"


class Word(NamedTuple):
    """A token, and the letters of the text it was read from with the ending hung on it."""

    token: str
    written: str
    start: int
    end: int
    joint: Joint


def tokens(text: str) -> list[str]:
    """Return the folded words of `text`: NATO-ს and 2026-ში count as nato and 2026."""
    bare = _NOT_OF_THE_WORD.sub(_blank, fold(text).translate(_APOSTROPHES))
    return [_token(found) for found in _WORD.findall(bare)]


def find_words(text: str) -> Iterator[Word]:
    """Yield the words of `text` with their places."""
    folded, origin = fold_in_place(text)
    folded = folded.translate(_APOSTROPHES)
    hung = {found.start(): found.end() for found in _NOT_OF_THE_WORD.finditer(folded)}
    bare = _NOT_OF_THE_WORD.sub(_blank, folded)
    before, last = "", 0
    for found in _WORD.finditer(bare):
        start, end = found.span()
        token = _token(found[0])
        joint = _joint(bare[last:start], before, token)
        first, past = origin[start], origin[end - 1] + 1
        written = text[first:past]
        if end in hung:
            past = origin[hung[end] - 1] + 1
        yield Word(token, written, first, past, joint)
        before, last = token, end


def _joint(between: str, before: str, token: str) -> Joint:
    if between == " ":
        return Joint.BLANK
    figures = before.isdigit()
    if not between and not figures:
        return Joint.PAUSE
    if (not between or _TIE.fullmatch(between)) and before and not (figures and token.isdigit()):
        return Joint.HYPHEN
    return Joint.PAUSE if _PAUSE.search(between) else Joint.BLANK


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _token(word: str) -> str:
    if "." in word or "(" in word:
        word = word.translate(_SIGNS)
    return unicodedata.normalize("NFC", word)[:LONGEST]
