"""What is offered while somebody types: records, words to search for, and what was meant."""

from dataclasses import dataclass
from enum import StrEnum

from stratcom.accounts.models import User
from stratcom.i18n import current_language
from stratcom.search.correcting import corrections
from stratcom.search.enums import Kind
from stratcom.search.finding import find
from stratcom.search.query import read_query
from stratcom.search.reading import kinds_for
from stratcom.search.sources import cards_of


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


def suggestions(text: str, user: User | None, most: int = 8) -> list[Suggestion]:
    """What may be meant by what was typed so far, of what the reader may see, the best first."""
    query = read_query(text, reader=user, unfinished=True)
    found: list[Suggestion] = []
    if not query or len(query.groups[-1].typed) < 2:
        return found
    for kind in kinds_for(user):
        ids = [one.record_id for one in find(query, kind, user, size=3).items]
        cards = cards_of(kind, ids, user)
        for card in (cards[one] for one in ids if one in cards):
            title = (current_language() == "en" and card.title_en) or card.title_ka
            found.append(Suggestion(Sort.RECORD, title or card.title_en, card.path, kind))
    if not found:
        whole = read_query(text, reader=user)
        found = [Suggestion(Sort.CORRECTION, one.text) for one in corrections(whole, user)]
    return found[:most]
