"""The header row under its titles, and the field that each column holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from stratcom.georgian import fold, squash
from stratcom.georgian.folding import has_georgian
from stratcom.georgian.legacy import to_unicode
from stratcom.georgian.tokens import tokens
from stratcom.sheets.fields import FIELDS, HEADERS
from stratcom.sheets.grids import Grid, Row
from stratcom.sheets.phrases import index_keys, query_keys

How = Literal["header", "content", "mapping", ""]

SEARCHED_ROWS = 60
_SURE = 0.6
_LONGEST = 120
_SHORTEST_WITH_TYPO = 6
_LONGEST_SUB_HEADER = 60
_STOP = frozenset(
    {"და", "the", "of", "for", "in", "a", "an", "and", "by", "და/ან", "и", "with", "მათ"}
)
_GENERIC = tuple(
    frozenset(key for word in words.split() for key in query_keys(word))
    for words in (
        "ღონისძიება ჩატარება შეხვედრა აქტივობა event events activity meeting held",
        "დასახელება სახელი სახელწოდება name title სულ total ჩამონათვალი list მითითება please",
    )
)
_WORD = re.compile(r"([^\W_]+(?:-[ა-ჰ]{1,4}(?![^\W_]))?)(\.?)")
_CONTRACTED = re.compile(r"(?<![ა-ჰ])რ-ნი(?![ა-ჰ])")  # რაიონი, never რეგიონი
_PART = re.compile(r"\s*[/\n|(),;:]+\s*|\s+[-–—]\s+")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a header; `whole` is False for an abbreviation (მუნიც., რ-ბა)."""

    text: str
    whole: bool

    def fits(self, known: str) -> bool:
        if self.whole:
            return bool(query_keys(self.text) & index_keys(known)) or known in _near(self.text)
        head, _, tail = self.text.partition("-")
        return known.startswith(head) and known.endswith(tail) and len(known) > len(head)


@dataclass(frozen=True, slots=True)
class _Phrase:
    field: str
    words: tuple[str, ...]


def _known_phrases() -> tuple[_Phrase, ...]:
    found = []
    for name, phrases in HEADERS.items():
        for phrase in (name.replace("_", " "), *phrases):
            words = tuple(word for word in tokens(phrase) if word not in _STOP)
            found.append(_Phrase(name, words))
    return tuple(dict.fromkeys(found))


_PHRASES = _known_phrases()
_KNOWN = frozenset(word for phrase in _PHRASES for word in phrase.words)
_KNOWN_KEYS = frozenset(key for word in _KNOWN for key in index_keys(word))


def _with_one_left_out(word: str) -> set[str]:
    """The word, and what it is without one of its letters."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def _by_what_is_left() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted(_KNOWN):
        if len(word) >= _SHORTEST_WITH_TYPO:
            for left in _with_one_left_out(word):
                found.setdefault(left, []).append(word)
    return found


_LEFT = _by_what_is_left()


@lru_cache(maxsize=4096)
def _near(word: str) -> frozenset[str]:
    """The words of headers that `word` is but for one letter; none where it is one itself."""
    if len(word) < _SHORTEST_WITH_TYPO or query_keys(word) & _KNOWN_KEYS:
        return frozenset()
    alike = {known for left in _with_one_left_out(word) for known in _LEFT.get(left, ())}
    return frozenset(one for one in alike if OSA.distance(word, one, score_cutoff=1) == 1)


@dataclass(slots=True)
class Column:
    """What a column is taken to hold; a person may map it again."""

    index: int
    header: str
    field: str | None = None
    confidence: float = 0.0
    how: How = ""


@dataclass(slots=True)
class Table:
    """A header and its columns."""

    header_rows: tuple[int, ...] = ()
    columns: list[Column] = field(default_factory=list)

    def of(self, name: str) -> list[int]:
        """Return the columns of a field, from left to right."""
        return [column.index for column in self.columns if column.field == name]

    @property
    def fields(self) -> set[str]:
        """The fields that some column holds."""
        return {column.field for column in self.columns if column.field}


@lru_cache(maxsize=4096)
def match_header(text: str) -> tuple[str | None, float]:
    """Return the field that a header names and how sure that is, from 0 to 1."""
    plain = squash(text.replace("-\n", "")).strip(" *:")
    if not plain or len(plain) > _LONGEST:
        return None, 0.0
    if plain.strip("№#Nn.") == "" and len(plain) <= 3:
        return "number", 1.0
    if plain in FIELDS:
        return plain, 1.0
    best = _match(plain)
    if best[1] < 1:
        parts = [part for part in _PART.split(text.replace("-\n", "")) if part.strip()]
        for place, part in enumerate(parts if len(parts) > 1 else ()):
            name, score = _match(part)
            best = max(
                best, (name, score * (0.9 if place == 0 else 0.85)), key=lambda each: each[1]
            )
    if best[1] < _SURE and not has_georgian(plain) and (decoded := to_unicode(plain)) != plain:
        name, score = _match(decoded)
        best = max(best, (name, score * 0.95), key=lambda each: each[1])
    return best if best[1] >= 0.5 else (None, best[1])


def _match(text: str) -> tuple[str | None, float]:
    words = [
        _word(found)
        for found in _WORD.finditer(_CONTRACTED.sub("რაიონი", fold(text)))
        if found[1] not in _STOP
    ]
    if not words:
        return None, 0.0
    attempts = [(words, 1.0)]
    for generic, weight in zip(_GENERIC, (0.97, 0.94), strict=True):
        fewer = [word for word in attempts[-1][0] if not query_keys(word.text) & generic]
        if fewer and len(fewer) < len(attempts[-1][0]):
            attempts.append((fewer, weight))
    best: tuple[float, int, bool, str | None] = (0.0, 0, False, None)
    for attempt, weight in attempts:
        for phrase in _PHRASES:
            score = _score(attempt, phrase)
            if score:
                last = attempt[-1].fits(phrase.words[-1])
                best = max(
                    best, (score * weight, len(phrase.words), last, phrase.field),
                    key=lambda each: each[:3],
                )  # fmt: skip
    return best[3], best[0]


def _word(found: re.Match[str]) -> _Word:
    word, dot = found[1], found[2]
    shortened = bool(dot) and len(word) >= 3
    return _Word(word, whole=not (shortened or "-" in word))


def _score(words: list[_Word], phrase: _Phrase) -> float:
    """Return the share of `words` that the phrase accounts for, 0 if it is not all there."""
    left = list(words)
    for known in phrase.words:
        fitting = next((word for word in left if word.fits(known)), None)
        if fitting is None:
            return 0.0
        left.remove(fitting)
    return len(phrase.words) / len(words)


def find_header(grid: Grid, after: int = 0) -> Table | None:
    """Return the header that best explains the rows below row `after`, None if there is none."""
    best: Table | None = None
    best_score = 0.0
    searched = sorted(number for number in grid.rows if number > after)[:SEARCHED_ROWS]
    for number in searched:
        table = read_header(grid, number)
        score = sum(each.confidence for each in table.columns if each.confidence >= _SURE)
        if score > best_score and is_header(table, grid.rows[number]):
            best, best_score = table, score
    return best


def is_header(table: Table, row: Row) -> bool:
    """Tell whether the fields recognised are enough for a row to be a header."""
    recognised = {each.field for each in table.columns if each.confidence >= _SURE}
    named = sum(isinstance(cell.value, str) for cell in row.values())
    essential = recognised & {"title", "title_ka", "title_en", "date", "date_day", "theme"}
    return len(recognised) >= 2 and bool(essential) and len(recognised) * 3 >= named


def read_header(grid: Grid, number: int) -> Table:
    """Return the columns as the row `number` names them, with a second header row under it."""
    row = grid.rows[number]
    table = Table((number,))
    below = grid.rows.get(number + 1, {})
    sub_row = below if _is_sub_header(row, below) else {}
    if sub_row:
        table.header_rows = (number, number + 1)
    for index in range(grid.width):
        table.columns.append(_column(index, row, sub_row))
    _settle_rivals(table.columns)
    return table


def _group(row: Row, index: int) -> str:
    """Return the header above a column, which may be merged across it."""
    cell = row.get(index)
    if cell is not None:
        return cell.text
    for left in range(index - 1, -1, -1):
        if (cell := row.get(left)) is not None:
            return cell.text if left + cell.span > index else ""
    return ""


def _column(index: int, row: Row, sub_row: Row) -> Column:
    group = _group(row, index)
    sub = sub_row.get(index)
    if sub is None or sub.filled:
        name, confidence = match_header(group)
        own = index in row
        return Column(
            index,
            squash(group) if own else "",
            name if own else None,
            confidence if own else 0.0,
            "header" if name and own else "",
        )
    under = _group_without_merge(row, index) or group
    together = f"{under} {sub.text}"
    candidates = [match_header(together), match_header(sub.text)]
    name, confidence = max(candidates, key=lambda each: (each[0] is not None, each[1]))
    if name is None:
        name, confidence = match_header(under)
        confidence *= 0.8
    return Column(
        index,
        squash(f"{under} – {sub.text}" if under else sub.text),
        name,
        confidence,
        "header" if name else "",
    )


def _group_without_merge(row: Row, index: int) -> str:
    """Return the nearest header to the left: groups are often left unmerged."""
    for left in range(index, -1, -1):
        if (cell := row.get(left)) is not None:
            return cell.text
    return ""


def _is_sub_header(row: Row, below: Row) -> bool:
    """Tell whether the row under a header splits some of its columns."""
    own = {index: cell for index, cell in below.items() if not cell.filled}
    if not own or len(row) < 2 or not _leaves_columns(row, own):
        return False
    for index, cell in own.items():
        over = row.get(index)
        if not isinstance(cell.value, str) or len(cell.value) > _LONGEST_SUB_HEADER:
            return False
        if over is not None and over.span == 1 and index + 1 not in own:
            return False
    named = sum(
        match_header(f"{_group_without_merge(row, index)} {cell.text}")[0] is not None
        or match_header(cell.text)[0] is not None
        for index, cell in own.items()
    )
    return named * 2 >= len(own)


def _leaves_columns(row: Row, own: Row) -> bool:
    """Tell a header over some sub-headers from a title over a whole header."""
    return bool(row.keys() - own.keys()) or all(cell.span > 1 for cell in row.values())


def _settle_rivals(columns: list[Column]) -> None:
    """Let the surest column keep a field that several claim in doubt."""
    best: dict[str, float] = {}
    for column in columns:
        if column.field:
            best[column.field] = max(best.get(column.field, 0.0), column.confidence)
    for column in columns:
        if column.field and column.confidence < min(best[column.field], 0.9) - 1e-9:
            column.field, column.confidence, column.how = None, 0.0, ""


def apply_mapping(table: Table, mapping: Mapping[int, str | None]) -> None:
    """Let a person's choice of fields replace what was recognised."""
    for column in table.columns:
        if column.index in mapping:
            column.field = mapping[column.index]
            column.confidence, column.how = 1.0, "mapping"
