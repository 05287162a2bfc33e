"""What was probably meant when little is found: misspelt words, and words that nothing has."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product
from math import log10
from typing import NamedTuple

from stratcom.accounts.models import User
from stratcom.georgian import keys
from stratcom.georgian.spelling import TWO_SLIPS, Guess, farther_guesses, guesses
from stratcom.georgian.tokens import Joint, Word, find_words
from stratcom.search.enums import Kind
from stratcom.search.expressions import Term, some
from stratcom.search.lookup import forms_half_alike, forms_in_use, words_in_use
from stratcom.search.query import Query
from stratcom.search.readers import Reader
from stratcom.search.terms import stored_key

# With fewer hits than this, what was typed may be a mistake.
FEW = 3
MOST_ASKED, MOST_MISSPELT = 12, 3
# So many of the likeliest words are weighed by how many documents have them, counted so far;
# what ten times as many have may be so much farther from what was typed.
WEIGHED, COUNTED, TENFOLD = 12, 100, 0.3
RUN_TOGETHER, WRITTEN_APART = 0.5, 0.3
# So many of the likeliest queries are tried.
TRIED = 9


class Change(NamedTuple):
    """A part of the text that was probably meant otherwise; the less it costs, the likelier."""

    cost: float
    start: int
    end: int
    word: str


@dataclass(frozen=True)
class Correction:
    """A query that was probably meant; the pieces join to it, each with whether it was changed."""

    text: str
    words: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Shorter:
    """A query without the one word that keeps it from finding anything."""

    text: str
    left_out: str


def corrections(
    query: Query, user: User | None, kinds: Collection[Kind] | None = None, most: int = 3
) -> list[Correction]:
    """Queries that were probably meant, the likeliest first; none when enough is found.

    Each finds more that the reader may see, and says no word that only others may read.
    """
    reader = Reader(user, kinds)
    hits = reader.count(query, FEW)
    if not query or hits >= FEW:
        return []
    asked = _words_asked(query)
    rare = _rare(reader, query, asked)
    if not 1 <= len(rare) <= MOST_MISSPELT:
        return []
    choices = {word: _meant(reader, word, seen) for word, seen in rare.items()}
    together = [sum(one, ()) for one in product(*choices.values())]
    for join in _joined(reader, asked, rare):
        apart = [ways for word, ways in choices.items() if not join.start <= word.start < join.end]
        together += [sum(one, (join,)) for one in product(*apart)]
    together = sorted(filter(None, together), key=lambda one: (sum(each.cost for each in one), one))
    tried = (_changed(query.text, changes) for changes in together[:TRIED])
    return list(islice((one for one in tried if reader.count(one.text, FEW) > hits), most))


def fewer_words(
    query: Query, user: User | None, kinds: Collection[Kind] | None = None
) -> Shorter | None:
    """A query of three or more words that finds nothing, without the one that stands in its way.

    None when it finds something, or when leaving out one word does not help.
    """
    reader = Reader(user, kinds)
    asked = _words_asked(query)
    if len(query.groups) < 3 or reader.count(query, 1):
        return None
    best: tuple[tuple[bool, int], Shorter] | None = None
    for word in asked:
        text = " ".join((query.text[: word.start] + query.text[word.end :]).split())
        if count := reader.count(text, COUNTED):
            worth = (not reader.count(word.written, 1), count)
            if best is None or worth > best[0]:
                best = worth, Shorter(text, word.written)
    return best[1] if best else None


def _words_asked(query: Query) -> list[Word]:
    """The words that must be there, with their places in the text."""
    wanted = set(query.words)
    return [one for one in find_words(query.text) if one.token in wanted][:MOST_ASKED]


def _rare(reader: Reader, query: Query, asked: Sequence[Word]) -> dict[Word, int]:
    """The words that the reader finds next to nothing with, but for names: how much they find."""
    named = {word for group in query.groups if group.tags for word in group.typed.split()}
    counts = {
        word: reader.count(word.written, FEW)
        for word in asked
        if word.token.isalpha() and word.token not in named
    }
    return {word: count for word, count in counts.items() if count < FEW}


def _meant(reader: Reader, word: Word, seen: int) -> list[tuple[Change, ...]]:
    """What may be done about a rare word: one change each, or none if it finds anything."""
    leave: list[tuple[Change, ...]] = [()] if seen else []
    return leave + [(one,) for one in (*_respelt(reader, word, seen), *_split(reader, word))]


def _respelt(reader: Reader, word: Word, seen: int, most: int = 3) -> list[Change]:
    """The likeliest words for a misspelt one, which more documents have than have it."""
    weighed = list(_weighed(reader, guesses(word.token, forms_in_use), seen))
    if not weighed and len(word.token) >= TWO_SLIPS:
        farther = farther_guesses(word.token, forms_half_alike(word.token))
        weighed = list(_weighed(reader, farther, seen))
    return [Change(cost, *_place(word), meant) for cost, meant in sorted(weighed)[:most]]


def _weighed(reader: Reader, guessed: Sequence[Guess], seen: int) -> Iterator[tuple[float, str]]:
    """The words that more documents have than `seen`, the cheaper the more have them."""
    for guess in guessed[:WEIGHED]:
        if guess.mended:
            count = reader.count(some([Term(stored_key(key)) for key in keys(guess.word)]), COUNTED)
        else:
            # A form is shown that others may have written, so nothing of it may be theirs alone.
            count = reader.count(Term(guess.key), COUNTED) if reader.reads(guess.word) else 0
        if count > seen:
            yield guess.cost - TENFOLD * log10(count), guess.word


def _split(reader: Reader, word: Word) -> list[Change]:
    """A word that is two in use, written as one."""
    halves = [(word.token[:at], word.token[at:]) for at in range(2, len(word.token) - 1)]
    known = words_in_use([half for both in halves for half in both])
    return [
        Change(RUN_TOGETHER, *_place(word), " ".join(both))
        for both in halves
        if known.issuperset(both) and all(reader.reads(half) for half in both)
    ]


def _joined(reader: Reader, asked: Sequence[Word], rare: Collection[Word]) -> list[Change]:
    """Two words, one of them rare, that are one in use, written apart."""
    pairs = {
        first.token + second.token: (first, second)
        for first, second in pairwise(asked)
        if (first in rare or second in rare) and second.joint is not Joint.PAUSE
    }
    return [
        Change(WRITTEN_APART, pairs[word][0].start, _place(pairs[word][1])[1], word)
        for word in sorted(words_in_use(pairs))
        if reader.reads(word)
    ]


def _place(word: Word) -> tuple[int, int]:
    """Where it stands, without an ending hung on it by a hyphen."""
    return word.start, word.start + len(word.written)


def _changed(text: str, changes: Sequence[Change]) -> Correction:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for change in sorted(changes, key=lambda one: one.start):
        pieces += [(text[at : change.start], False), (change.word, True)]
        at = change.end
    pieces.append((text[at:], False))
    kept = tuple(piece for piece in pieces if piece[0])
    return Correction("".join(piece for piece, _changed in kept), kept)
