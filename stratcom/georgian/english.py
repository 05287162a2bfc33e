"""Keys of the English words of bilingual records: Snowball's stems, with two rules beside them."""

import re
from functools import lru_cache

from snowballstemmer import stemmer

# Snowball leaves the -s of these: NGOs, CSOs, MPs, SDGs.
_ACRONYMS = re.compile(r"([a-z]{2}o|[b-df-hj-np-tv-xz]{2,})s(?<!ss)")
_BRITISH = re.compile(r"(.{3,})is")


@lru_cache(maxsize=1 << 13)
def english_key(word: str) -> str:
    """Return the stem that the forms of a lower-case word share: meetings and meeting, meet."""
    if acronyms := _ACRONYMS.fullmatch(word):
        return acronyms[1]
    # A stemmer works on a state of its own, so each word has one for itself.
    stem = stemmer("english").stemWord(word) or word
    british = _BRITISH.fullmatch(stem)  # organis-ation, organiz-ation
    return f"{british[1]}iz" if british else stem
