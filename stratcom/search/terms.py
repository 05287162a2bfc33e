"""The words of the index: search keys, and signs before those that are more than words."""

from collections.abc import Iterable

from stratcom.georgian import text_keys
from stratcom.search.sources import Face

# Signs that no search key begins with.
TITLE = "#"
FILED = "="
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
    words = dict.fromkeys(title) | dict.fromkeys(keys_of(face.body))
    filed = [*tags, *map(scope_tag, face.scopes), *map(hidden_tag, not_for)]
    signed = [*map(title_term, title), *map(filed_term, sorted(filed))]
    return " ".join([*words, *signed])


def scope_tag(scope: str) -> str:
    """The tag of a face for readers with this scope; no tag of a feature looks like it."""
    return f"for-{scope}"


def hidden_tag(scope: str) -> str:
    """The tag of a face that readers with this scope are not shown."""
    return f"not-{scope}"
