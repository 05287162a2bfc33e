"""What was typed, as questions to the index."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TypeVar

from stratcom.accounts.models import User
from stratcom.georgian import fold, query_groups
from stratcom.georgian.latin import STOP_WORDS
from stratcom.georgian.lexicon import UNINFLECTED
from stratcom.georgian.searching import Group as Typed
from stratcom.georgian.tokens import tokens
from stratcom.search.expressions import Expression, Term, Without, every, some
from stratcom.search.sources import names_in
from stratcom.search.terms import filed_term, stored_key, title_term
from stratcom.search.vocabulary import keys_by_skeleton

MOST_GROUPS = 8
MOST_LETTERS = 200
SHORTEST_BEGINNING = 2
LONGEST_NAME = 6
MOST_ALTERNATIVES = 16
MOST_CLAUSES = 16
# A word that must not stand there: a hyphen before it and a blank before that.
_UNWANTED = re.compile(r"(?:^|\s)[-−](?=\w)(\S+)")

Alternatives = tuple[tuple[str, ...], ...]
T = TypeVar("T")


@dataclass(frozen=True)
class Group:
    """A word that was typed, folded, or a few that belong together.

    Each alternative is keys that must all be there; `tags` are of what bears the name.
    """

    typed: str
    alternatives: Alternatives
    tags: frozenset[str] = frozenset()
    # The word may go on.
    begins: bool = False

    @property
    def beginning(self) -> str:
        """What the word begins with when it may go on and is long enough to tell anything."""
        begun = stored_key(self.typed) if self.begins else ""
        return begun if len(begun) >= SHORTEST_BEGINNING else ""

    def anywhere(self) -> Expression:
        """Records that say it, or that have to do with what bears the name."""
        found: list[Expression] = [every([Term(key) for key in one]) for one in self.alternatives]
        found += [Term(filed_term(tag)) for tag in sorted(self.tags)]
        if self.beginning:
            found.append(Term(self.beginning, begins=True))
        return some(found)

    def in_title(self) -> Expression:
        """Records whose title says it."""
        found: list[Expression] = [
            every([Term(title_term(key)) for key in one]) for one in self.alternatives
        ]
        if self.beginning:
            found.append(Term(title_term(self.beginning), begins=True))
        return some(found)

    def clauses(self) -> list[frozenset[str]]:
        """The same for an index of single keys: of each clause one key must be there."""
        return clauses(self.alternatives)


def clauses(alternatives: Iterable[Iterable[T]]) -> list[frozenset[T]]:
    """Sets of which one each must hold, where all of one alternative must: A or BC is AB, AC."""
    chosen = islice(product(*alternatives), MOST_ALTERNATIVES**2)
    least: list[frozenset[T]] = []
    for one in sorted(dict.fromkeys(map(frozenset, chosen)), key=len):
        if not any(known <= one for known in least):
            least.append(one)
    return least[:MOST_CLAUSES]


@dataclass(frozen=True)
class Query:
    """All that was typed: what must be there, and what must not."""

    text: str
    groups: tuple[Group, ...]
    unwanted: tuple[Group, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def words(self) -> list[str]:
        """The words that must be there, folded, in their order."""
        return [word for one in self.groups for word in one.typed.split()]

    def anywhere(self) -> Expression:
        """Records that say all of it."""
        return self._spared(every([one.anywhere() for one in self.groups]))

    def in_title(self) -> Expression:
        """Records whose title says all of it."""
        return self._spared(every([one.in_title() for one in self.groups]))

    def _spared(self, wanted: Expression) -> Expression:
        if not self.unwanted:
            return wanted
        return Without(wanted, some([one.anywhere() for one in self.unwanted]))


def read_query(text: str, *, reader: User | None = None, unfinished: bool = False) -> Query:
    """Read what was typed; with `unfinished` the last word may go on.

    Further names of organisations count for a `reader` who may know them. Words that stand in
    every text are left out unless there are no others. A word with a hyphen before it must not
    stand there: თელავი -ყვარელი.
    """
    text = " ".join(text.split())[:MOST_LETTERS]
    unwanted = _groups(" ".join(_UNWANTED.findall(text)))
    groups = _with_names(_groups(_UNWANTED.sub(" ", text)), reader)
    if groups and unfinished and text[-1].isalnum() and groups[-1].typed in _last_word(text):
        groups[-1] = replace(groups[-1], begins=True)
    return Query(text, tuple(groups), tuple(unwanted))


def _last_word(text: str) -> list[str]:
    return tokens(text.split()[-1])[-1:]


def _groups(text: str) -> list[Group]:
    """The groups of a text, with the Georgian words that Latin letters may stand for."""
    found = query_groups(text)
    telling = [one for one in found if not _is_empty(one)]
    typed = (telling or found)[:MOST_GROUPS]
    in_use = keys_by_skeleton({one for group in typed for one in group.skeletons})
    return [group for one in typed if (group := _group(one, in_use)).alternatives]


def _is_empty(typed: Typed) -> bool:
    """True for words that stand in every text, unless they are an acronym (WHO)."""
    folded = [fold(word) for word in typed.words]
    empty = all(one in STOP_WORDS or one in UNINFLECTED for one in folded)
    return empty and len(typed.alternatives) == 1


def _group(typed: Typed, in_use: Mapping[str, Sequence[str]]) -> Group:
    found = [tuple(filter(None, map(stored_key, one))) for one in typed.alternatives]
    found += [(key,) for one in typed.skeletons for key in in_use.get(one, ())]
    words = " ".join(token for word in typed.words for token in tokens(word))
    return Group(words, _distinct(found))


def _distinct(found: Iterable[tuple[str, ...]]) -> Alternatives:
    return tuple(one for one in dict.fromkeys(found) if one)


def _with_names(groups: list[Group], reader: User | None) -> list[Group]:
    """The groups, with runs of words that are somebody's name made one."""
    runs = {
        " ".join(one.typed for one in groups[start:end]): (start, end)
        for start in range(len(groups))
        for end in range(start + 1, min(start + LONGEST_NAME, len(groups)) + 1)
    }
    known = names_in(list(runs), reader) if runs else {}
    found: list[Group] = []
    at = 0
    while at < len(groups):
        here = [run for run, (start, _end) in runs.items() if start == at and run in known]
        longest = max(here, key=len, default="")
        end = runs[longest][1] if longest else at + 1
        found.append(_joined(groups[at:end], known.get(longest, frozenset())))
        at = end
    return found


def _joined(groups: list[Group], tags: Collection[str]) -> Group:
    together = product(*(one.alternatives for one in groups))
    found = (tuple(dict.fromkeys(key for part in one for key in part)) for one in together)
    typed = " ".join(one.typed for one in groups)
    return Group(typed, _distinct(islice(found, MOST_ALTERNATIVES)), frozenset(tags))
