"""The words of a text that answer a query, whatever their form."""

import re

from stratcom.georgian.latin import latin_keys, skeleton
from stratcom.georgian.stemming import keys, text_keys
from stratcom.georgian.tokens import SUFFIX, tokens

# A soft hyphen or zero-width character inside a word does not end it.
_WORD = re.compile(
    rf"[^\W_](?:[\w\u00ad\u0300-\u036f\u200b-\u200d\u2060]|['’`ʼ](?=\w))*(?:{SUFFIX})?"
)
_LATIN_WORD = re.compile(r"[A-Za-z]+(?:['’`ʼ][A-Za-z]+)*")


def highlight(text: str, query: str) -> list[tuple[str, bool]]:
    """Split `text` into pieces that join to the original, each with whether it matches `query`."""
    wanted = set(text_keys(query))
    spellings = {key for word in _LATIN_WORD.findall(query) for key in latin_keys(word)}
    pieces: list[tuple[str, bool]] = []
    plain_from = 0
    for found in _WORD.finditer(text):
        if _matches(found[0], wanted, spellings):
            if plain_from < found.start():
                pieces.append((text[plain_from : found.start()], False))
            pieces.append((found[0], True))
            plain_from = found.end()
    if plain_from < len(text):
        pieces.append((text[plain_from:], False))
    return pieces


def _matches(word: str, wanted: set[str], spellings: set[str]) -> bool:
    found = {key for token in tokens(word) for key in keys(token)}
    if not wanted.isdisjoint(found):
        return True
    return (
        any(not key.isascii() and skeleton(key) in spellings for key in found)
        if spellings
        else False
    )
