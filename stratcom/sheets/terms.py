"""Terms of the vocabularies found in cells that may hold several, worded in any way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stratcom.georgian import squash
from stratcom.georgian.tokens import tokens
from stratcom.sheets.phrases import PhraseIndex
from stratcom.sheets.reference import Reference, Term, TermKind
from stratcom.sheets.wordings import WORDINGS

_SEPARATOR = re.compile(r"\s*[;\n,/|•]+\s*|\s+(?:და|and|&|и)\s+")
_CONNECTIVES = frozenset(
    {"და", "and", "и", "ან", "or", "სხვა", "სხვ", "ა", "შ", "etc", "the", "of"}
)
_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class TermsReading:
    """The codes found in the order of the cell, and the pieces that name no known term."""

    codes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class TermMatcher:
    """Finds the terms of the three vocabularies."""

    def __init__(self, reference: Reference) -> None:
        self._indexes: dict[str, PhraseIndex[str]] = {}
        self._cache: dict[tuple[str, str], TermsReading] = {}
        for term in reference.terms:
            index = self._indexes.setdefault(term.kind, PhraseIndex())
            for wording in _wordings(term):
                index.add(wording, term.code)

    def read(self, kind: TermKind, text: str) -> TermsReading:
        """Return the terms of a vocabulary that `text` names."""
        known = self._cache.get((kind, text))
        if known is None:
            known = self._cache[kind, text] = self._read(kind, squash_lines(text))
        return known

    def _read(self, kind: TermKind, text: str) -> TermsReading:
        index = self._indexes.get(kind, PhraseIndex())
        whole = index.exact(text)
        if whole is not None:
            return TermsReading((whole,))
        words = tokens(text)
        found = index.find(words)
        codes = tuple(dict.fromkeys(each.payload for each in found))
        covered = {at for each in found for at in range(each.start, each.end)}
        if all(at in covered or word in _CONNECTIVES for at, word in enumerate(words)):
            return TermsReading(codes)
        pieces = (piece.strip() for piece in _SEPARATOR.split(text))
        unknown = (
            piece for piece in pieces if piece and tokens(piece) and not index.find(tokens(piece))
        )
        return TermsReading(codes, tuple(dict.fromkeys(_not_part(unknown, index, text))))


def _not_part(pieces: Iterable[str], index: PhraseIndex[str], text: str) -> list[str]:
    """Leave out pieces of a term that itself holds a separator (ბანაკი / საზაფხულო სკოლა)."""
    words = tokens(text)
    covered = {word for each in index.find(words) for word in words[each.start : each.end]}
    return [
        piece
        for piece in pieces
        if not all(word in covered or word in _CONNECTIVES for word in tokens(piece))
    ]


def _wordings(term: Term) -> list[str]:
    labels = [term.label_ka, term.label_en, term.code.replace("_", " "), *term.aliases]
    labels += [_BRACKETS.sub("", label) for label in labels if "(" in label]
    labels += WORDINGS.get((term.kind, term.code), ())
    return [label for label in labels if label.strip()]


def squash_lines(text: str) -> str:
    """Return `text` with tidy blanks, its line breaks kept."""
    return "\n".join(filter(None, map(squash, text.splitlines())))
