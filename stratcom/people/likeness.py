"""By which words a person is found, and what two records of one person share; pure text."""

import re
from collections.abc import Iterable

from stratcom.georgian import fold, keys
from stratcom.georgian.folding import has_georgian
from stratcom.georgian.romanise import romanise
from stratcom.georgian.tokens import tokens
from stratcom.partners.likeness import as_it_sounds

MOST_WORDS = 40
LONGEST_WORD = 60
LONGEST_KEY = 120
# Without the code of the country, which one writes and another leaves out.
PHONE_DIGITS = 9
FEWEST_DIGITS = 6


def words_of_person(texts: Iterable[str]) -> list[str]:
    """What a name is found by: each word whole, its search keys, and it in Latin letters.

    Whole words serve a search while one types; keys, which lose vowels, serve inflected forms.
    """
    found: dict[str, None] = {}
    for word in tokens(" ".join(one for one in texts if one)):
        found[word] = None
        found.update(dict.fromkeys(keys(word)))
        if has_georgian(word):
            found[romanise(word)] = None
    return [word[:LONGEST_WORD] for word in found][:MOST_WORDS]


def likeness_keys(
    name_ka: str, name_en: str = "", *, email: str = "", phone: str = ""
) -> list[str]:
    """What another record of the same person would have too: 'name:…', 'mail:…', 'phone:…'."""
    found = {f"name:{key}" for name in (name_ka, name_en) if (key := name_key(name))}
    if email:
        found.add(f"mail:{fold(email.strip())}")
    if len(digits := re.sub(r"\D", "", phone)) >= FEWEST_DIGITS:
        found.add(f"phone:{digits[-PHONE_DIGITS:]}")
    return sorted(one[:LONGEST_KEY] for one in found)


def name_key(name: str) -> str:
    """The words of a name in one order, as they sound; empty for a single word."""
    words = [as_it_sounds(word.replace("'", "")) for word in tokens(name)]
    return " ".join(sorted(words)) if len(words) > 1 else ""
