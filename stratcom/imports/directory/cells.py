"""Between what cells say and the plain values of organisations and people."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from stratcom.georgian import fold, squash
from stratcom.imports.directory.columns import (
    CONSENTS,
    SAID_NO,
    SAID_YES,
    SEPARATOR,
    Column,
    worded,
)
from stratcom.moments import read_day
from stratcom.partners.reference import Named, Reference
from stratcom.partners.services import find_organisation
from stratcom.tables.cells import Cell, unguarded

LISTS = frozenset({"names", "terms"})


class UnreadError(ValueError):
    """A cell, or a word of it, does not say what its column may hold."""


class Reader:
    """Turns the text of cells into values; what it cannot read it leaves out and remarks on."""

    def __init__(self) -> None:
        self.known = Reference()
        self.bodies: dict[str, int | None] = {}

    def value(self, column: Column, text: str, notes: list[str]) -> Any:
        """What the cell says; raises UnreadError when it says nothing of the kind."""
        text = unguarded(text).replace("\r\n", "\n").strip()
        read: dict[str, Callable[[str], Any]] = {
            "names": _parts,
            "region": lambda said: _place(self.known.regions, said),
            "municipality": lambda said: _place(self.known.municipalities, said),
            "day": _day,
            "flag": _flag,
            "consent": _consent,
            "count": _count,
            "organisation": self._body,
        }
        if column.kind == "terms":
            return self._terms(column, text, notes)
        return read[column.kind](text) if column.kind in read else text

    def _terms(self, column: Column, text: str, notes: list[str]) -> list[str]:
        codes = []
        for part in _parts(text.replace(",", ";")):
            found = _named(part, (n for (kind, _), n in self.known.terms.items()
                                  if kind is column.term))  # fmt: skip
            if found is None:
                notes.append(f"unknown_word\t{part}")
            else:
                codes.append(found.code)
        return list(dict.fromkeys(codes))

    def _body(self, text: str) -> int | None:
        if not text:
            return None
        if text not in self.bodies:
            found = find_organisation(text)
            self.bodies[text] = found.id if found else None
        if self.bodies[text] is None:
            raise UnreadError
        return self.bodies[text]


class Writer:
    """Turns values into cells in one language."""

    def __init__(self, language: str, bodies: Mapping[int, str] | None = None) -> None:
        self.language = language
        self.known = Reference()
        self.bodies = bodies or {}

    def cell(self, column: Column, value: Any) -> Cell:
        """A value as its cell; nothing where nothing is known."""
        if value in (None, "", []):
            return None
        write: dict[str, Callable[[Any], Cell]] = {
            "names": lambda values: SEPARATOR.join(values),
            "terms": lambda codes: SEPARATOR.join(self._term(column, code) for code in codes),
            "region": lambda code: self._name(self.known.regions.get(code), code),
            "municipality": lambda code: self._name(self.known.municipalities.get(code), code),
            "day": lambda text: date.fromisoformat(text),
            "flag": lambda said: worded(SAID_YES if said else SAID_NO, self.language),
            "consent": lambda said: worded(CONSENTS[said], self.language),
            "organisation": lambda body_id: self.bodies.get(body_id, ""),
        }
        return write[column.kind](value) if column.kind in write else value

    def words(self, column: Column) -> list[str]:
        """What cells of the column may say, where there is a list of it."""
        if column.term is not None:
            return [self._name(one, one.code) for one in self.known.offered(column.term)]
        offered: dict[str, list[str]] = {
            "region": [self._name(one, "") for one in self.known.regions.values()],
            "municipality": [self._name(one, "") for one in self.known.municipalities.values()],
            "flag": [worded(SAID_YES, self.language), worded(SAID_NO, self.language)],
            "consent": [worded(pair, self.language) for pair in CONSENTS.values()],
        }
        return offered.get(column.kind, [])

    def _term(self, column: Column, code: str) -> str:
        kind = column.term
        return self._name(self.known.terms.get((kind, code)) if kind else None, code)

    def _name(self, one: Named | None, code: str) -> str:
        if one is None:
            return code
        return one.en if self.language == "en" and one.en else one.ka


def _named(text: str, offered: Iterable[Named]) -> Named | None:
    wanted = fold(text)
    for one in offered:
        if wanted in (fold(one.ka), fold(one.en), one.code):
            return one
    return None


def _place(places: Mapping[str, Named], text: str) -> str:
    if not text:
        return ""
    found = _named(text, places.values())
    if found is None:
        raise UnreadError
    return found.code


def _parts(text: str) -> list[str]:
    parts = (squash(part) for part in text.replace("\n", ";").split(";"))
    return list(dict.fromkeys(part[:300] for part in parts if part))


def _day(text: str) -> str:
    if not text:
        return ""
    found = read_day(text)
    if found is None:
        raise UnreadError
    return found.isoformat()


def _flag(text: str) -> bool:
    said = fold(text)
    if said in {fold(word) for word in SAID_YES} or said in {"1", "true", "+"}:
        return True
    if not said or said in {fold(word) for word in SAID_NO} or said in {"0", "false", "-"}:
        return False
    raise UnreadError


def _consent(text: str) -> str:
    if not text:
        return "unknown"
    for value, pair in CONSENTS.items():
        if fold(text) in {fold(pair[0]), fold(pair[1]), value}:
            return str(value)
    raise UnreadError


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
