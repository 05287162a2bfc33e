"""What a text is found by, and what a query asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from stratcom.georgian.equivalents import capitals_key, phrases, word_keys
from stratcom.georgian.folding import fold
from stratcom.georgian.latin import STOP_WORDS, is_english, is_latin, latin_keys
from stratcom.georgian.lexicon import UNINFLECTED
from stratcom.georgian.tokens import Joint, Word, find_words, tokens
from stratcom.georgian.wordlists import words as listed

MOST_ALTERNATIVES = 16
_LONGEST_COMPOUND = 4

# First members of compounds that people also write apart: ვებ გვერდი, Euro Atlantic.
_FIRST_MEMBERS = frozenset(
    listed(
        "ევრო ვებ ინფო ვიდეო ფოტო მინი მიკრო მაკრო მულტი ავტო რადიო ტელე ნარკო კიბერ ანტი აგრო ეკო "
        "ბიო ჩრდილო euro web info video photo mini micro macro multi auto radio tele narco cyber "
        "anti agro eco bio non pre"
    )
)


class Span(NamedTuple):
    """Words of a text that have search keys together: one word, a compound, a full name."""

    first: int
    last: int
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """What one word of a query, or words that belong together, ask for.

    A record answers when it has every key of at least one of the `alternatives`, or a key with
    one of the `skeletons` (`latin.skeleton`); what is `english` is looked up as English first.
    """

    words: tuple[str, ...]
    alternatives: tuple[tuple[str, ...], ...]
    skeletons: tuple[str, ...] = ()
    english: bool = False


def text_keys(text: str) -> list[str]:
    """Return the distinct search keys of `text`, in order.

    A compound has the keys of its parts and of the joined word, an acronym and a full name also
    the key that they share.
    """
    return list(dict.fromkeys(key for span in spans(list(find_words(text))) for key in span.keys))


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are of the same words in any form, with hyphens or without."""
    first, second = tokens(one), tokens(other)
    return len(first) == len(second) > 0 and all(
        not set(word_keys(word)).isdisjoint(word_keys(twin))
        for word, twin in zip(first, second, strict=True)
    )


def query_groups(text: str) -> list[Group]:
    """Return what the query `text` asks for, in order; a record has to answer each group."""
    words = list(find_words(text))
    found = list(spans(words))
    single = {span.first: span.keys for span in found if span.first == span.last}
    taken: dict[int, Span] = {}
    for span in sorted(found, key=lambda span: span.first - span.last):
        if not any(at in taken for at in range(span.first, span.last + 1)):
            taken.update(dict.fromkeys(range(span.first, span.last + 1), span))
    return [
        _group(words, span, single) for span in dict.fromkeys(taken[at] for at in sorted(taken))
    ]


def spans(words: Sequence[Word]) -> Iterator[Span]:
    """Yield the words, compounds and full names of a text with their keys, by their last word."""
    found = [_own_keys(words, at) for at in range(len(words))]
    names: dict[int, list[Span]] = {}
    for first, last, key in phrases(words, found):
        names.setdefault(last, []).append(Span(first, last, (key,)))
    joined = {last: (first, token) for first, last, token in _compounds(words)}
    for at in range(len(words)):
        yield Span(at, at, found[at])
        if at in joined:
            first, token = joined[at]
            yield Span(first, at, word_keys(token))
        yield from names.get(at, ())


def text_words(text: str) -> set[str]:
    """Return the folded words of `text`, compounds in their parts and joined."""
    words = list(find_words(text))
    return {word.token for word in words} | {token for *_at, token in _compounds(words)}


def _compounds(words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    """Yield the first and last word of each compound, and what they are when joined."""
    first = 0
    for at in range(len(words)):
        if not _continues(words, at):
            first = at
        ends = at + 1 == len(words) or not _continues(words, at + 1)
        if ends and 0 < at - first < _LONGEST_COMPOUND:
            yield first, at, "".join(each.token for each in words[first : at + 1])


def _continues(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word makes a compound with the one before it."""
    joint = words[at].joint
    if at == 0 or joint is Joint.PAUSE:
        return False
    if joint is Joint.HYPHEN:
        return True
    token = words[at].token
    return (
        words[at - 1].token in _FIRST_MEMBERS
        and token.isalpha()
        and token not in STOP_WORDS
        and token not in UNINFLECTED
    )


def _own_keys(words: Sequence[Word], at: int) -> tuple[str, ...]:
    token = words[at].token
    followed = at + 1 < len(words) and words[at + 1].joint is Joint.HYPHEN
    own = _member_keys(token) if followed else word_keys(token)
    shared = capitals_key(words, at)
    return own if shared is None else (*own, shared)


@lru_cache(maxsize=1 << 12)
def _member_keys(token: str) -> tuple[str, ...]:
    """Return the keys of a word before a hyphen, which may be a bare stem (თბილის-ბათუმის)."""
    if not "ა" <= token[-1] <= "ჰ" or token[-1] in "აეიოუ":
        return word_keys(token)
    return tuple(dict.fromkeys((*word_keys(token), *word_keys(token + "ი"))))


def _group(words: Sequence[Word], span: Span, single: dict[int, tuple[str, ...]]) -> Group:
    typed = words[span.first : span.last + 1]
    alternatives: list[tuple[str, ...]] = [(key,) for key in span.keys]
    if span.first < span.last:
        each = product(*(single[at] for at in range(span.first, span.last + 1)))
        alternatives += islice(each, MOST_ALTERNATIVES - len(alternatives))
    written = tuple(word.written for word in typed)
    together = "".join(written)
    latin = is_latin(together) and fold(together) not in STOP_WORDS
    return Group(
        written,
        tuple(dict.fromkeys(alternatives)),
        latin_keys(together) if latin else (),
        all(map(is_english, written)),
    )
