"""The words of the index: search keys, and signs before those that are more than words."""

from collections.abc import Iterable

from stratcom.georgian import text_keys
from stratcom.search.sources import Face

# Signs that no search key begins with.
TITLE = "#"
FILED = "="
# Georgian letters take three bytes each and are most of the index, so a key of nothing else is
# written with a character of one byte for each letter, and any other key with OTHER before it.
OTHER = "@"
_LETTERS = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"
_SHORT = "abgdevzti;lmnop!rs$ufq&ywc*+~/xjh"
_PACKED = str.maketrans(_LETTERS, _SHORT)
_UNPACKED = str.maketrans(_SHORT, _LETTERS)
_GEORGIAN = frozenset(_LETTERS)
LONGEST_KEY = 60
MOST_KEYS = 6_000


def title_term(key: str) -> str:
    """The word of the index for a key that stands in the title."""
    return TITLE + key


def filed_term(tag: str) -> str:
    """The word of the index for a scope or a tag."""
    return FILED + tag


def stored_key(key: str) -> str:
    """A search key as the index holds it; nothing for one that it cannot hold."""
    return key.replace("'", "")[:LONGEST_KEY]


def keys_of(text: str) -> list[str]:
    """The search keys of a text as the index holds them."""
    found = dict.fromkeys(map(stored_key, text_keys(text)))
    return list(filter(None, found))[:MOST_KEYS]


def terms_of(face: Face, tags: Iterable[str], not_for: Iterable[str]) -> str:
    """All words of the index for a document, a blank between two.

    `not_for` are the scopes of those who are shown a fuller face of the same record.
    """
    title = keys_of(f"{face.title_ka}\n{face.title_en}\n{face.names}")
    # A word of the title stands there once, with its sign; `terms_in` and `engines` know.
    words = [key for key in keys_of(face.body) if key not in title]
    filed = [*tags, *map(scope_tag, face.scopes), *map(hidden_tag, not_for)]
    signed = [*map(title_term, title), *map(filed_term, sorted(filed))]
    return " ".join(map(packed, [*words, *signed]))


def scope_tag(scope: str) -> str:
    """The tag of a face for readers with this scope; no tag of a feature looks like it."""
    return f"for-{scope}"


def hidden_tag(scope: str) -> str:
    """The tag of a face that readers with this scope are not shown."""
    return f"not-{scope}"


def spelled(term: str) -> list[str]:
    """The words of the index under which a term stands: a key of a title has its sign alone."""
    return [term] if term[:1] in {TITLE, FILED} else [term, title_term(term)]


def packed(term: str) -> str:
    """A word of the index as it is stored."""
    if term[:1] == FILED:
        return term
    sign, key = (TITLE, term[1:]) if term[:1] == TITLE else ("", term)
    return sign + (key.translate(_PACKED) if _GEORGIAN.issuperset(key) else OTHER + key)


def unpacked(stored: str) -> str:
    """The word of the index that is stored so."""
    if stored[:1] == FILED:
        return stored
    sign, key = (TITLE, stored[1:]) if stored[:1] == TITLE else ("", stored)
    return sign + (key[1:] if key[:1] == OTHER else key.translate(_UNPACKED))


def terms_in(stored: str) -> list[str]:
    """The words of the index that a document holds."""
    terms = [unpacked(one) for one in stored.split(" ")]
    return [*terms, *(one[1:] for one in terms if one[:1] == TITLE)]
