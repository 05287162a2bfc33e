"""Words of a text, as search sees them."""

import re

from stratcom.georgian.folding import fold
from stratcom.georgian.wordlists import words

HYPHENS = "-‐‑–"

# Case endings and postpositions that Georgian hangs on acronyms, figures and quotations.
_SUFFIXES = words(
    "ი მა მ ს სა ის ისა ით ითა ად დ ა ია ც საც მაც იც ე ლი "
    "ში ზე თან სთან ისთან იდან დან ამდე მდე იმდე "
    "თვის სთვის ისთვის გან სგან ისგან კენ სკენ ისკენ "
    "ები ების ებს ებმა ებით ებში ებზე ებთან"
)

SUFFIX = (
    rf"[{HYPHENS}](?:{'|'.join(sorted(_SUFFIXES, key=len, reverse=True))})(?![^\W_]|[{HYPHENS}])"
)

_HUNG_SUFFIX = re.compile(rf"(?<=[^\W_]|[“”\"»]){SUFFIX}")
_ORDINAL_PREFIX = re.compile(rf"(?<![^\W_])მე[{HYPHENS}](?=\d)")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans("’`ʼ", "'''")


def tokens(text: str) -> list[str]:
    """Return the folded words of `text`: NATO-ს and 2026-ში count as nato and 2026."""
    folded = fold(text).translate(_APOSTROPHES)
    return _WORD.findall(_ORDINAL_PREFIX.sub("", _HUNG_SUFFIX.sub("", folded)))
