"""How an organisation is called within a sentence: its names as runs of words; pure text.

A run and a name meet when one of their phrases is the same: in any form of the words, and in
Georgian or Latin letters.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product

from stratcom.georgian.equivalents import word_keys
from stratcom.georgian.latin import latin_keys
from stratcom.georgian.lexicon import UNINFLECTED
from stratcom.georgian.tokens import tokens
from stratcom.georgian.wordlists import words
from stratcom.partners.likeness import LEGAL_FORMS, as_it_sounds, in_small_letters

MOST_PHRASES, MOST_ASKED = 8, 16
LONGEST_PHRASE = 120
SHORTEST_NAME = 2
_LITTLE = UNINFLECTED | frozenset(words("a an and at by for from in is of on or the to with"))
# What many bodies are: alone such a word names none of them.
_KINDS = LEGAL_FORMS | {
    key
    for word in words(
        "სამინისტრო სააგენტო დეპარტამენტი მთავრობა მერია საკრებულო პარლამენტი სკოლა ბაღი "
        "უნივერსიტეტი კოლეჯი აკადემია ინსტიტუტი გიმნაზია ბიბლიოთეკა მუზეუმი თეატრი კომიტეტი საბჭო "
        "სამსახური ბიურო ოფისი კლუბი კომპანია ჯგუფი გაერთიანება საზოგადოება პალატა ბანკი "
        "ტელევიზია რადიო გაზეთი მუნიციპალიტეტი რეგიონი პროექტი პროგრამა ახალგაზრდობა განათლება "
        "მედია საელჩო "
        "ministry agency department government parliament school university college academy "
        "institute library museum theatre theater committee council service bureau office club "
        "company group society chamber bank television radio newspaper municipality project "
        "program programme youth education media embassy"
    )
    for key in word_keys(word)
}


def phrases_of(name: str) -> list[str]:
    """The phrases of a name; none of a word that says only what many bodies are."""
    said = _telling(name)
    if len(said) == 1 and (len(said[0]) < SHORTEST_NAME or _KINDS.intersection(word_keys(said[0]))):
        return []
    return _joined([_classes(word) for word in said], MOST_PHRASES)


@lru_cache(maxsize=1 << 12)
def phrases_asked(run: str) -> Sequence[str]:
    """The phrases of names that a run of words may be."""
    return _joined([_classes(word) + _latin(word) for word in _telling(run)], MOST_ASKED)


def is_one_word(phrase: str) -> bool:
    """True for the phrase of a name of a single word."""
    return " " not in phrase


def _telling(text: str) -> list[str]:
    return [word for word in tokens(text) if word not in _LITTLE]


@lru_cache(maxsize=1 << 14)
def _classes(word: str) -> tuple[str, ...]:
    """What every spelling of the word shares, for each of its search keys."""
    return tuple(dict.fromkeys(map(as_it_sounds, word_keys(word))))


def _latin(word: str) -> tuple[str, ...]:
    if not (word.isascii() and word.isalpha()):
        return ()
    return tuple(in_small_letters(one) for one in latin_keys(word) if one)


def _joined(choices: list[tuple[str, ...]], most: int) -> list[str]:
    """Every way of putting one of each together, some at most."""
    found = (" ".join(one)[:LONGEST_PHRASE] for one in islice(product(*choices), most))
    return [one for one in dict.fromkeys(found) if one]
