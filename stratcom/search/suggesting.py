"""What is offered while somebody types: records, words to search for, and what was meant."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from textwrap import shorten

from stratcom.accounts.models import User
from stratcom.georgian import keys
from stratcom.georgian.latin import is_latin, skeleton
from stratcom.georgian.tokens import find_words, tokens
from stratcom.i18n import current_language
from stratcom.moments import today
from stratcom.search.correcting import corrections
from stratcom.search.enums import Kind
from stratcom.search.expressions import Term, every
from stratcom.search.finding import Hit
from stratcom.search.lookup import beginning_with, beginnings
from stratcom.search.query import Query, read_query
from stratcom.search.readers import Reader
from stratcom.search.sources import Card, cards_of
from stratcom.search.terms import stored_key

SHORTEST = 2
# Of a word half typed it is too early to say that it is misspelt.
SHORTEST_MISSPELT = 5
# So many titles of each kind are read for the best records and the commonest words.
READ = 24
MOST_WORDS = 3
# Letters of a title that are shown: an answer must be light while somebody types.
LONGEST_TITLE = 90
# So many of the commonest words are compared by how many documents have them, counted so far.
COMPARED, COUNTED = 4, 50
# A record so many days away is worth half of one of today; of names the shorter is worth more.
NEAR_DAYS, SHORT_NAME = 60, 4
# What a title that begins with the words typed is worth beside one that is near in time.
BEGINS = 0.5


class Sort(StrEnum):
    """What a suggestion leads to."""

    RECORD = "record"
    WORDS = "words"
    CORRECTION = "correction"


@dataclass(frozen=True)
class Suggestion:
    """A record to go to (`path` and `kind`), or a query to search for (`text`)."""

    sort: Sort
    text: str
    path: str = ""
    kind: Kind | None = None


@dataclass(frozen=True)
class _Title:
    """A record whose title says what was typed, with the words of it in both languages."""

    hit: Hit
    said: tuple[list[str], list[str]]

    def order(self, asked: Sequence[str]) -> tuple[float, int]:
        """Its place among the others: begun so, near in time, of names the shortest."""
        length = min((len(one) for one in self.said if one), default=0)
        day = self.hit.day
        far = abs((day - today()).days) / NEAR_DAYS if day else length / SHORT_NAME
        begins = any(_begin_so(one, asked) for one in self.said)
        return -BEGINS * begins - 1 / (1 + far), -self.hit.number


def suggestions(text: str, user: User | None, most: int = 8) -> list[Suggestion]:
    """What may be meant by what was typed so far, of what the reader may see, the best first."""
    query = read_query(text, reader=user, unfinished=True)
    if not query or len(query.words[-1]) < SHORTEST:
        return []
    reader = Reader(user)
    last = query.groups[-1]
    begun = beginning_with(last.typed) if last.begins else {}
    titles = [
        _Title(hit, (tokens(hit.title_ka), tokens(hit.title_en)))
        for hit in reader.nearest(_going_on(query, begun).in_title(), READ)
    ]
    words = _completed(reader, query, titles, begun) if last.begins else []
    records = list(_records(query, titles, user, most - len(words)))
    if not records and not words and len(query.words[-1]) >= SHORTEST_MISSPELT:
        whole = read_query(text, reader=user)
        words = [Suggestion(Sort.CORRECTION, one.text) for one in corrections(whole, user)]
    return [*records, *words][:most]


def _going_on(query: Query, begun: Iterable[str]) -> Query:
    """The query with the keys of what its last word may become."""
    last = query.groups[-1]
    if not last.begins:
        return query
    further = tuple((key,) for key in begun)
    whole = replace(last, alternatives=(*last.alternatives, *further), begins=False)
    return replace(query, groups=(*query.groups[:-1], whole))


def _records(
    query: Query, titles: Sequence[_Title], user: User | None, most: int
) -> Iterator[Suggestion]:
    """The best records, in the reader's language; of those called alike one."""
    asked = query.words
    different: dict[tuple[Kind, str, str], Hit] = {}
    for one in sorted(titles, key=lambda one: one.order(asked)):
        different.setdefault((one.hit.kind, one.hit.title_ka, one.hit.title_en), one.hit)
    best = list(different.values())[:most]
    cards: dict[tuple[Kind, int], Card] = {}
    for kind in sorted({one.kind for one in best}):
        some = cards_of(kind, [one.record_id for one in best if one.kind == kind], user)
        cards |= {(kind, number): card for number, card in some.items()}
    for hit in best:
        if card := cards.get((hit.kind, hit.record_id)):
            title = (current_language() == "en" and card.title_en) or card.title_ka
            shown = shorten(title or card.title_en, LONGEST_TITLE, placeholder="…")
            yield Suggestion(Sort.RECORD, shown, card.path, hit.kind)


def _completed(
    reader: Reader, query: Query, titles: Sequence[_Title], begun: Mapping[str, str]
) -> list[Suggestion]:
    """The query with its last word completed, by how many documents have that.

    Out of the titles that were read; where they do not say enough, out of all words in use.
    """
    last = query.groups[-1]
    forms = _continued(last.typed, titles)
    by_key: dict[str, Counter[str]] = {}
    for form, times in forms.items():
        by_key.setdefault(stored_key(keys(form)[0]), Counter())[form] = times
    commonest = sorted(by_key, key=lambda key: (-by_key[key].total(), key))[:COMPARED]
    best = {key: min(by_key[key], key=lambda one: (-forms[one], one)) for key in commonest}
    if len(commonest) < MOST_WORDS:
        others = [key for key in begun if key not in by_key and begun[key] != last.typed]
        few = others[: MOST_WORDS - len(commonest) + 1]
        best |= {key: begun[key] for key in few if reader.reads(begun[key])}
    before = [one.anywhere() for one in query.groups[:-1]]
    counts = {key: reader.count(every([*before, Term(key)]), COUNTED) for key in best}
    start = query.text[: max((one.start for one in find_words(query.text)), default=0)]
    found = dict.fromkeys(
        best[key] for key in sorted(best, key=lambda key: -counts[key]) if counts[key]
    )
    return [Suggestion(Sort.WORDS, start + word) for word in list(found)[:MOST_WORDS]]


def _continued(typed: str, titles: Sequence[_Title]) -> Counter[str]:
    """The words of these titles that begin so, with how many titles have them."""
    begun = tuple(beginnings(typed)) if is_latin(typed) else ()
    return Counter(
        word
        for title in titles
        for word in {word for said in title.said for word in said}
        if word != typed
        and (word.startswith(typed) or (begun and skeleton(word).startswith(begun)))
    )


def _begin_so(said: Sequence[str], asked: Sequence[str]) -> bool:
    *whole, last = asked
    return len(said) >= len(asked) and all(
        (
            *(one == other for one, other in zip(said, whole, strict=False)),
            said[len(whole)].startswith(last),
        )
    )
