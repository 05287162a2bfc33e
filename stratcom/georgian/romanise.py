"""Georgian in Latin letters by the national system of 2002."""

import re

from stratcom.georgian.folding import fold
from stratcom.georgian.wordlists import words

_LATIN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        words("a b g d e v z t i k’ l m n o p’ zh r s t’ u p k gh q’ sh ch ts dz ts’ ch’ kh j h"),
        strict=True,
    )
)
_WITH_APOSTROPHES = str.maketrans(_LATIN)
_PLAIN = str.maketrans({letter: latin.rstrip("’") for letter, latin in _LATIN.items()})
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def romanise(text: str, apostrophes: bool = False) -> str:
    """Return `text` folded and in Latin letters; `apostrophes` mark the ejectives (k’, t’)."""
    return fold(text).translate(_WITH_APOSTROPHES if apostrophes else _PLAIN)


def slug(text: str, limit: int = 60) -> str:
    """Return an ASCII slug of at most `limit` characters, cut at a word; may be empty."""
    words = _NOT_SLUG.sub("-", romanise(text).replace("'", "").replace("’", "")).strip("-")
    if len(words) <= limit:
        return words
    whole, hyphen, _ = words[: limit + 1].rpartition("-")
    return whole if hyphen else words[:limit]
