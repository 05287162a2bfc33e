"""One spelling for every way of writing the same Georgian letters."""

import re
import unicodedata

_INVISIBLE: dict[int, None] = dict.fromkeys(
    (
        0x00AD,  # soft hyphen
        *range(0x200B, 0x2010),  # zero-width characters, direction marks
        *range(0x202A, 0x202F),  # direction embedding
        *range(0x2060, 0x2065),  # word joiner and invisible operators
        *range(0x2066, 0x206A),  # direction isolates
        0xFEFF,  # byte order mark
        *range(0x09),  # control characters that are not white space
        *range(0x0E, 0x1C),
        0x7F,
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
    table: dict[int, str | None] = {**_INVISIBLE}
    for first, last in _OTHER_CASES:
        for code in range(first, last + 1):
            letter = chr(code - first + ord("ა"))
            table[code] = _ARCHAIC.get(letter, letter)
    table.update((ord(letter), modern) for letter, modern in _ARCHAIC.items())
    return table


_MODERN = _modern_letters()
_PLAIN = re.compile(r"[\t\n\r -~ა-ჰ„“–—«»]*")
_GEORGIAN = re.compile(r"[Ⴀ-ჿᲐ-Ჿⴀ-ⴭ]")


def fold(text: str) -> str:
    """Return `text` in modern Mkhedruli and lower case, without marks or invisible characters."""
    if _PLAIN.fullmatch(text):
        return text.lower()
    text = unicodedata.normalize("NFKC", text).translate(_MODERN).casefold()
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


def squash(text: str) -> str:
    """Return `text` without invisible characters, every run of white space made one blank."""
    return " ".join(text.translate(_INVISIBLE).split())


def has_georgian(text: str) -> bool:
    """Tell whether `text` holds a Georgian letter of any script."""
    return _GEORGIAN.search(text) is not None
