"""What one reader finds, asked many times over: nothing tells of what they may not see."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from stratcom.accounts.models import User
from stratcom.georgian import keys
from stratcom.search import engines
from stratcom.search.enums import Kind
from stratcom.search.expressions import Expression, Term
from stratcom.search.finding import EVERYWHERE, Hit, nearest
from stratcom.search.query import Query, read_query
from stratcom.search.reading import all_not_shown, readable_with, within
from stratcom.search.sources import sources
from stratcom.search.terms import stored_key


class Reader:
    """A reader before the documents of some kinds, or of all."""

    def __init__(self, user: User | None, kinds: Collection[Kind] | None = None) -> None:
        self.user = user
        self.scopes = {
            kind: scopes
            for kind, source in sources().items()
            if (kinds is None or kind in kinds) and (scopes := source.scopes(user))
        }

    @cached_property
    def hidden(self) -> Mapping[Kind, Sequence[int]]:
        """Documents that nobody is shown now, by kind."""
        return all_not_shown()

    def count(self, wanted: Query | Expression | str, most: int) -> int:
        """How many documents of all kinds the reader finds, counted no further than `most`."""
        if isinstance(wanted, str):
            wanted = read_query(wanted, reader=self.user)
        if isinstance(wanted, Query):
            if not wanted:
                return 0
            wanted = wanted.anywhere()
        found = 0
        for kind, scopes in self.scopes.items():
            if found >= most:
                break
            if seen := readable_with(scopes, wanted):
                found += engines.count(
                    seen,
                    within(kind, EVERYWHERE),
                    limit=most - found,
                    hidden=self.hidden.get(kind, ()),
                )
        return found

    def nearest(self, wanted: Expression, most: int) -> list[Hit]:
        """So many records of each kind, the nearest in time."""
        return [
            hit
            for kind, scopes in self.scopes.items()
            if (seen := readable_with(scopes, wanted))
            for hit in nearest(seen, kind, self.hidden.get(kind, ()), most)
        ]

    def reads(self, word: str) -> bool:
        """True when the reader may read a word that stands in documents, in all its meanings."""
        return all(self.count(Term(stored_key(key)), 1) for key in keys(word))
