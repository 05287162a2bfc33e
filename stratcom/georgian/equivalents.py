"""Acronyms and full names of one thing (NATO, ნატო, North Atlantic Treaty Organization).

All of them share a search key, the key of the first column of `data/equivalents.tsv`.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from stratcom.georgian.folding import fold
from stratcom.georgian.stemming import keys
from stratcom.georgian.tokens import Joint, Word, tokens


class Phrase(NamedTuple):
    """A full name found: its first and last word, and the shared key."""

    first: int
    last: int
    key: str


_Name = tuple[tuple[frozenset[str], ...], str]

_FILE = files("stratcom.georgian").joinpath("data", "equivalents.tsv")
_ROMAN = {"i": 1, "v": 5, "x": 10}


class _Table:
    """The table made ready for looking up."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.alike: dict[str, str] = {}  # by the key of an acronym or a name of one word
        self.capitals: dict[str, tuple[str, str]] = {}  # by token: as written, shared key
        self.names: dict[str, list[_Name]] = {}  # by a key of the first word
        for line in lines:
            if line.startswith("#"):
                continue
            word, *acronyms, capitals, names_ka, names_en = line.split("\t")
            shared = keys(fold(word))[0]
            for name in _alternatives(*acronyms, names_ka, names_en):
                self._add(name, shared)
            for written in _alternatives(capitals):
                self.capitals[fold(written)] = (written, shared)

    def _add(self, name: str, shared: str) -> None:
        words = tokens(name)
        if len(words) == 1:
            self.alike.update((key, shared) for key in keys(words[0]) if key != shared)
            return
        pattern = tuple(frozenset(keys(word)) for word in words)
        for key in pattern[0]:
            self.names.setdefault(key, []).append((pattern, shared))


def _alternatives(*cells: str) -> list[str]:
    return [name for cell in cells for name in cell.split("; ") if name]


_TABLE = _Table(_FILE.read_text("utf-8").splitlines())


@lru_cache(maxsize=1 << 16)
def word_keys(token: str) -> tuple[str, ...]:
    """Return the search keys of one folded token, and the key its acronym shares with others."""
    own = keys(token)
    shared = [_TABLE.alike[key] for key in own if key in _TABLE.alike]
    if number := _roman(token):
        shared.append(str(number))
    return tuple(dict.fromkeys((*own, *shared))) if shared else own


def capitals_key(words: Sequence[Word], at: int) -> str | None:
    """Return the shared key of an acronym that counts only in capitals (WHO, but not "who")."""
    known = _TABLE.capitals.get(words[at].token)
    if known is None:
        return None
    spelling, shared = known
    written = words[at].written.replace(".", "")
    if written not in (spelling, spelling.upper()):
        return None
    # In a heading all in capitals the word is more likely meant.
    around = (*words[max(at - 1, 0) : at], *words[at + 1 : at + 2])
    return None if any(map(_is_shouted, around)) else shared


def phrases(words: Sequence[Word], found: Sequence[tuple[str, ...]]) -> Iterator[Phrase]:
    """Yield the full names among `words`, whose keys are `found`, in any inflected form."""
    names = _TABLE.names
    for at, own in enumerate(found):
        for key in own:
            for pattern, shared in names.get(key, ()):
                last = at + len(pattern) - 1
                if last < len(words) and _stands(pattern, words, found, at):
                    yield Phrase(at, last, shared)


def _stands(
    pattern: tuple[frozenset[str], ...],
    words: Sequence[Word],
    found: Sequence[tuple[str, ...]],
    at: int,
) -> bool:
    return all(
        words[at + offset].joint is not Joint.PAUSE
        and not pattern[offset].isdisjoint(found[at + offset])
        for offset in range(1, len(pattern))
    )


def _is_shouted(word: Word) -> bool:
    return (
        word.written.isupper()
        and word.written.isalpha()
        and word.token not in _TABLE.capitals
        and len(word_keys(word.token)) == 1
    )


def _roman(token: str) -> int:
    """Return 2 to 39 for a Roman numeral of at least two letters, else 0."""
    if len(token) < 2 or not set(token) <= _ROMAN.keys():
        return 0
    values = [_ROMAN[letter] for letter in token]
    number = sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    return number if _as_roman(number) == token else 0


def _as_roman(number: int) -> str:
    units = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "x" * (number // 10) + units[number % 10] if 0 < number < 40 else ""
