"""What a search found, put in words for the reader."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from stratcom.accounts.models import User
from stratcom.georgian.highlight import Pieces, highlight
from stratcom.georgian.tokens import tokens
from stratcom.i18n import current_language
from stratcom.search.asking import Question, bounds_of
from stratcom.search.correcting import FEW as LITTLE
from stratcom.search.correcting import Correction, Shorter, corrections, fewer_words
from stratcom.search.enums import Kind
from stratcom.search.excerpts import passages
from stratcom.search.finding import Hit, count, find
from stratcom.search.query import Query, read_query
from stratcom.search.reading import Bounds, kinds_for
from stratcom.search.sources import Card, cards_of
from stratcom.search.terms import keys_of
from stratcom.web.filters import written_in
from stratcom.web.paging import Page

SIZE, FEW = 25, 5
# What a title is, a title says, or only the text says.
IS, SAYS, ELSEWHERE = range(3)


@dataclass(frozen=True)
class Result:
    """One record that was found, what answers the query marked.

    `lang` and `passage_lang` are the languages of title and passage where not the reader's.
    """

    path: str
    title: Pieces
    lang: str
    facts: Sequence[str]
    passage: Pieces
    passage_lang: str


@dataclass(frozen=True)
class Group:
    """Those of one kind: the best of them, and how many there are."""

    kind: Kind
    page: Page[Result]


@dataclass(frozen=True)
class Answer:
    """Everything that was found: the best of each kind, or a page of the one asked for."""

    groups: Sequence[Group] = ()
    counts: Mapping[Kind, int] = field(default_factory=dict)
    # The one kind asked for, if the reader may find any of it.
    kind: Kind | None = None
    # What to search for instead where little was found.
    corrections: Sequence[Correction] = ()
    shorter: Shorter | None = None

    @property
    def total(self) -> int:
        """How many there are of every kind, each counted no further than it is."""
        return sum(self.counts.values())


def answer_to(question: Question, user: User | None, *, number: int = 1) -> Answer:
    """What the question finds for the reader; words half typed only where whole words do not."""
    bounds = bounds_of(question)
    query = read_query(question.text, reader=user)
    kind = question.kind if question.kind in kinds_for(user) else None
    found = _found(query, kind, user, bounds, number)
    if not found.total:
        begun = read_query(question.text, reader=user, unfinished=True)
        found = _found(begun, kind, user, bounds, number)
    return found if found.total >= LITTLE else _with_advice(found, query, user)


def _with_advice(found: Answer, query: Query, user: User | None) -> Answer:
    """The answer with what to search for instead."""
    kinds = {found.kind} if found.kind else None
    shorter = None if found.total else fewer_words(query, user, kinds)
    return replace(found, corrections=corrections(query, user, kinds), shorter=shorter)


def _found(
    query: Query, kind: Kind | None, user: User | None, bounds: Bounds, number: int
) -> Answer:
    if not query:
        return Answer(kind=kind)
    if kind is None:
        return _of_every_kind(query, user, bounds)
    counts = {one: count(query, one, user, bounds=bounds) for one in kinds_for(user)}
    page = find(query, kind, user, bounds=bounds, number=number, size=SIZE)
    return Answer([Group(kind, _shown(query, kind, page, user))], counts, kind)


def _of_every_kind(query: Query, user: User | None, bounds: Bounds) -> Answer:
    """The best of each kind, the kind first whose best answers best."""
    pages = {one: find(query, one, user, bounds=bounds, size=FEW) for one in kinds_for(user)}
    found = {kind: page for kind, page in pages.items() if page.items}
    order = sorted(found, key=lambda kind: (standing(query, found[kind].items[0]), kind))
    groups = [Group(kind, _shown(query, kind, found[kind], user)) for kind in order]
    return Answer(groups, {kind: page.total for kind, page in found.items()})


def standing(query: Query, hit: Hit) -> int:
    """How well the title answers: it is what was typed, it says it, or it does not."""
    titles = (hit.title_ka, hit.title_en)
    said = set(keys_of("\n".join(titles)))
    if not all(any(said.issuperset(one) for one in group.alternatives) for group in query.groups):
        return ELSEWHERE
    return IS if any(len(tokens(one)) == len(query.words) for one in titles) else SAYS


def _shown(query: Query, kind: Kind, page: Page[Hit], user: User | None) -> Page[Result]:
    """The page with its records in words; one that went a moment ago is left out."""
    ids = [one.record_id for one in page.items]
    cards = cards_of(kind, ids, user)
    told = {
        one: "\n".join([card.title_ka, card.title_en, *card.facts]) for one, card in cards.items()
    }
    said = passages(kind, page.items, query, told)
    items = [_result(query, cards[one], said.get(one, [])) for one in ids if one in cards]
    return Page(items, page.number, page.size, page.total, page.has_next, page.more)


def _result(query: Query, card: Card, passage: Pieces) -> Result:
    title = (current_language() == "en" and card.title_en) or card.title_ka or card.title_en
    said = "".join(piece for piece, _marked in passage)
    marked = _marked(title, query)
    return Result(card.path, marked, _foreign(title), card.facts, passage, _foreign(said))


def _marked(title: str, query: Query) -> Pieces:
    """The title with the words that answer marked, or those that begin as a word half typed."""
    pieces = highlight(title, query.text)
    begun = query.groups[-1].beginning
    if not begun or any(marked for _text, marked in pieces):
        return pieces
    parts = re.split(rf"(?<!\w)({re.escape(begun)}\w*)", title, flags=re.IGNORECASE)
    return [(text, number % 2 == 1) for number, text in enumerate(parts) if text]


def _foreign(text: str) -> str:
    """The language of the text where it is not the reader's."""
    lang = written_in(text)
    return lang if text and lang != current_language() else ""
