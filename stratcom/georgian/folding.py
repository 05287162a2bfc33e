"""One spelling for every way of writing the same Georgian letters."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_INVISIBLE: dict[int, None] = dict.fromkeys(
    (
        0x00AD,  # soft hyphen
        0x061C,  # direction mark of Arabic
        0x180E,  # vowel separator of Mongolian
        *range(0x200B, 0x2010),  # zero-width characters, direction marks
        *range(0x202A, 0x202F),  # direction embedding
        *range(0x2060, 0x2070),  # word joiner, invisible operators, direction isolates
        0xFEFF,  # byte order mark
        *range(0xFFF9, 0xFFFC),  # annotations between lines
        *range(0xE0000, 0xE0080),  # tags
        *range(0x09),  # control characters that are not white space
        *range(0x0E, 0x1C),
        0x7F,
    )
)

# Nothing to a word, though something to the look of a sign beside it (an emoji).
_SELECTORS: dict[int, None] = dict.fromkeys(
    (
        0x034F,  # grapheme joiner
        *(0x115F, 0x1160, 0x3164, 0xFFA0),  # fillers of Hangul
        *range(0x180B, 0x1810),  # variation selectors
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    )
)

_ARCHAIC: dict[str, str | None] = {
    "ჱ": "ე",
    "ჲ": "ი",
    "ჳ": "ვ",
    "ჴ": "ხ",
    "ჵ": "ო",
    "ჶ": "ფ",
    "ჷ": "ე",
    "ჸ": None,
    "ჼ": "ნ",
}

# Mtavruli, Asomtavruli and Nuskhuri repeat the order of Mkhedruli: first code, last code.
_OTHER_CASES = ((0x1C90, 0x1CBA), (0x10A0, 0x10C5), (0x2D00, 0x2D25))


def _modern_letters() -> dict[int, str | None]:
    table: dict[int, str | None] = {**_INVISIBLE, **_SELECTORS}
    for first, last in _OTHER_CASES:
        for code in range(first, last + 1):
            letter = chr(code - first + ord("ა"))
            table[code] = _ARCHAIC.get(letter, letter)
    table.update((ord(letter), modern) for letter, modern in _ARCHAIC.items())
    return table


_MODERN = _modern_letters()
_PLAIN = re.compile(r"[\t\n\r -~ა-ჰ„“–—«»]*")
_GEORGIAN = re.compile(r"[Ⴀ-ჿᲐ-Ჿⴀ-ⴭ]")
_NUMBER_SIGN = "№"


def fold(text: str) -> str:
    """Return `text` in modern Mkhedruli and lower case, without marks or invisible characters."""
    if _PLAIN.fullmatch(text):
        return text.lower()
    # People type N for the number sign, which Unicode would make "no".
    text = unicodedata.normalize("NFKC", text.replace(_NUMBER_SIGN, "n"))
    parts = unicodedata.normalize("NFD", text.translate(_MODERN).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


def fold_in_place(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` folded letter by letter, and where each letter of that stood in `text`."""
    if _PLAIN.fullmatch(text):
        return text.lower(), range(len(text) + 1)
    pieces = [_folded_letter(letter) for letter in text]
    origin = [at for at, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), [*origin, len(text)]


@lru_cache(maxsize=1 << 12)
def _folded_letter(letter: str) -> str:
    return fold(letter)


def squash(text: str) -> str:
    """Return `text` without invisible characters, every run of white space made one blank."""
    return " ".join(text.translate(_INVISIBLE).split())


def has_georgian(text: str) -> bool:
    """Tell whether `text` holds a Georgian letter of any script."""
    return _GEORGIAN.search(text) is not None
