"""How much of the documents one reader finds: counts that tell nothing of what they may not see."""

from collections.abc import Collection, Sequence

from stratcom.accounts.models import User
from stratcom.search import engines
from stratcom.search.enums import Kind
from stratcom.search.expressions import Expression
from stratcom.search.query import Query, read_query
from stratcom.search.reading import Bounds, not_shown, readable, within
from stratcom.search.sources import sources

EVERYWHERE = Bounds()


class Reader:
    """A reader before the documents of some kinds, or of all."""

    def __init__(self, user: User | None, kinds: Collection[Kind] | None = None) -> None:
        self.user = user
        self.sources = [one for kind, one in sources().items() if kinds is None or kind in kinds]
        self._hidden: dict[Kind, Sequence[int]] = {}

    def count(self, wanted: Query | Expression | str, most: int) -> int:
        """How many documents of all kinds the reader finds, counted no further than `most`."""
        if isinstance(wanted, str):
            wanted = read_query(wanted, reader=self.user)
        if isinstance(wanted, Query):
            if not wanted:
                return 0
            wanted = wanted.anywhere()
        found = 0
        for source in self.sources:
            seen = readable(wanted, source, self.user)
            if seen is not None and found < most:
                found += engines.count(
                    seen,
                    within(source.kind, EVERYWHERE),
                    limit=most - found,
                    hidden=self.hidden(source.kind),
                )
        return found

    def hidden(self, kind: Kind) -> Sequence[int]:
        """Documents of the kind that nobody is shown now."""
        if kind not in self._hidden:
            self._hidden[kind] = not_shown(kind)
        return self._hidden[kind]
