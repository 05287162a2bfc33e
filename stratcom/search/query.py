"""What was typed, as questions to the index."""

import re
from dataclasses import dataclass, replace
from itertools import product

from stratcom.accounts.models import User
from stratcom.georgian import fold, keys
from stratcom.georgian.lexicon import UNINFLECTED
from stratcom.georgian.tokens import tokens
from stratcom.georgian.wordlists import words
from stratcom.search.expressions import Expression, Term, every, some
from stratcom.search.sources import names_in
from stratcom.search.terms import LONGEST_KEY, filed_term, title_term
from stratcom.search.vocabulary import keys_typed

MOST_WORDS = 8
MOST_LETTERS = 200
SHORTEST_BEGINNING = 2
LONGEST_NAME = 6
MOST_ALTERNATIVES = 16
# English words that say nothing of what is looked for; Georgian ones are UNINFLECTED.
EMPTY = frozenset(words("a an and at by for from in is of on or the to with"))
_LATIN = re.compile(r"[A-Za-z]+(?:['’`ʼ][A-Za-z]+)*")


@dataclass(frozen=True)
class Group:
    """One word typed, or a few that make one name.

    Each alternative is keys that must all be there; `tags` are of what bears the name.
    """

    typed: str
    alternatives: tuple[tuple[str, ...], ...]
    tags: frozenset[str] = frozenset()
    # The word may go on.
    begins: bool = False

    def anywhere(self) -> Expression:
        """Records that say it, or that have to do with what bears the name."""
        found: list[Expression] = [every([Term(key) for key in one]) for one in self.alternatives]
        found += [Term(filed_term(tag)) for tag in sorted(self.tags)]
        if self.begins and len(self.typed) >= SHORTEST_BEGINNING:
            found.append(Term(self.typed, begins=True))
        return some(found)

    def in_title(self) -> Expression:
        """Records whose title says it."""
        found: list[Expression] = [
            every([Term(title_term(key)) for key in one]) for one in self.alternatives
        ]
        if self.begins and len(self.typed) >= SHORTEST_BEGINNING:
            found.append(Term(title_term(self.typed), begins=True))
        return some(found)


@dataclass(frozen=True)
class Query:
    """All that was typed."""

    text: str
    groups: tuple[Group, ...]

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def words(self) -> list[str]:
        """The words typed, folded, in their order."""
        return [word for one in self.groups for word in one.typed.split()]

    def anywhere(self) -> Expression:
        """Records that say all of it."""
        return every([one.anywhere() for one in self.groups])

    def in_title(self) -> Expression:
        """Records whose title says all of it."""
        return every([one.in_title() for one in self.groups])


def read_query(text: str, *, reader: User | None = None, unfinished: bool = False) -> Query:
    """Read what was typed; with `unfinished` the last word may go on.

    Further names of organisations count for a `reader` who may know them. Words that stand in
    every text are left out unless there are no others.
    """
    text = " ".join(text.split())[:MOST_LETTERS]
    typed = {fold(word): word for word in _LATIN.findall(text)}
    said = tokens(text)
    telling = [word for word in said if word not in EMPTY and word not in UNINFLECTED]
    groups = [_group(word, typed.get(word, "")) for word in (telling or said)[:MOST_WORDS]]
    groups = _with_names(groups, reader)
    if groups and unfinished and said[-1:] == [groups[-1].typed] and text[-1:].isalnum():
        groups[-1] = replace(groups[-1], begins=True)
    return Query(text, tuple(groups))


def _group(word: str, latin: str) -> Group:
    """A word, with the Georgian words that it may stand for when typed in Latin letters."""
    found = [key.replace("'", "")[:LONGEST_KEY] for key in keys(word)]
    if latin:
        found += keys_typed(latin)
    return Group(word, tuple((key,) for key in dict.fromkeys(found) if key))


def _with_names(groups: list[Group], reader: User | None) -> list[Group]:
    """The groups, with runs of words that are somebody's name made one."""
    runs = {
        " ".join(one.typed for one in groups[start:end]): (start, end)
        for start in range(len(groups))
        for end in range(start + 1, min(start + LONGEST_NAME, len(groups)) + 1)
    }
    known = names_in(list(runs), reader)
    found: list[Group] = []
    at = 0
    while at < len(groups):
        longest = max(
            (run for run, (start, _end) in runs.items() if start == at and run in known),
            key=len,
            default=None,
        )
        end = runs[longest][1] if longest else at + 1
        tags = known[longest] if longest else frozenset()
        found.append(_joined(groups[at:end], tags))
        at = end
    return found


def _joined(groups: list[Group], tags: frozenset[str]) -> Group:
    together = product(*(one.alternatives for one in groups))
    alternatives = [tuple(key for part in one for key in part) for one in together]
    typed = " ".join(one.typed for one in groups)
    return Group(typed, tuple(alternatives[:MOST_ALTERNATIVES]), tags)
