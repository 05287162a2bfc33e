"""The key table of the AcadNusx family: Georgian glyphs on the codes of Latin letters."""

import re

SHIFTED = "TRSWCZJ"
"""The capitals that carry a letter of their own."""

ADDRESS = re.compile(
    r"@|://|\bwww\.|\.(?:ge|com|org|net|eu|int|info|pdf|docx?|xlsx?|pptx?|jpe?g|png|csv|zip)\b",
    re.I,
)
"""What tells an address or a file name, which no font makes Georgian."""

_UNICODE = str.maketrans("abgdevzTiklmnopJrstufqRySCcZwWxjh", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ")
_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[A-Za-z]+")
_FOREIGN_CAPITAL = re.compile(rf"[^{SHIFTED}a-z]")


def to_unicode(text: str) -> str:
    """Return text typed in an AcadNusx-family font as Unicode Georgian.

    Addresses and words with capitals foreign to the table (NATO, European) stay as they are.
    """
    return _CHUNK.sub(_chunk, text)


def _chunk(found: re.Match[str]) -> str:
    return found[0] if ADDRESS.search(found[0]) else _WORD.sub(_word, found[0])


def _word(found: re.Match[str]) -> str:
    word = found[0]
    if _FOREIGN_CAPITAL.search(word) or (len(word) > 1 and word.isupper()):
        return word
    return word.translate(_UNICODE)
