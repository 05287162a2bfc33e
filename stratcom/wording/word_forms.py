"""Keys of words for the wording check: by inflection alone, for observer is not observation."""

import re

from stratcom.georgian.stemming import keys

_PLURAL_IN_ES = re.compile(r".+(?:ss|sh|ch|x|z)es")
_NOT_PLURAL = re.compile(r".*(?:ss|us|is)|news|series|species")
_VERB_FORM = re.compile(r"(.*[aeiouy].*[^e]|.*[aeiouy])(?:ing|ed)")
_DOUBLED = re.compile(r".*([bdgmnprt])\1")


def form_keys(token: str) -> tuple[str, ...]:
    """The keys of a folded word: the search keys of Georgian, a lighter one for English."""
    return (_english_key(token),) if token.isascii() else keys(token)


def _english_key(word: str) -> str:
    # The plural, -ing and -ed forms share it.
    word = re.sub(r"'s?$", "", word)
    if len(word) < 4 or not word.isalpha():
        return word
    word = _singular(word)
    if len(word) > 5 and (found := _VERB_FORM.fullmatch(word)) and len(found[1]) >= 3:
        word = found[1][:-1] if _DOUBLED.fullmatch(found[1]) else found[1]
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def _singular(word: str) -> str:
    if not word.endswith("s") or _NOT_PLURAL.fullmatch(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if _PLURAL_IN_ES.fullmatch(word) else word[:-1]
