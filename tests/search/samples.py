"""A source of made-up records, so that the search is tested without any feature."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, current_app

from stratcom.accounts.models import User
from stratcom.search import sources
from stratcom.search.enums import Kind
from stratcom.search.sources import Card, Face, Record

DESK = frozenset({"desk"})
PUBLIC = frozenset({"public"})


class Shelf:
    """Records by id, as a feature would hold them."""

    def __init__(self, kind: Kind, records: Sequence[Record] = ()) -> None:
        self.kind = kind
        self.held = {one.id: one for one in records}

    def records(self, ids: Sequence[int]) -> list[Record]:
        return [self.held[one] for one in ids if one in self.held]

    def ids(self, *, after: int, limit: int) -> Sequence[int]:
        return sorted(one for one in self.held if one > after)[:limit]

    def refile(self, ids: Sequence[int]) -> None:
        pass

    def scopes(self, user: User | None) -> frozenset[str]:
        return PUBLIC if user is None else DESK

    def cards(self, ids: Sequence[int], user: User) -> Mapping[int, Card]:
        return {one: Card(f"/{one}/", self.held[one].faces[0].title_ka) for one in ids}


def shelf(app: Flask, monkeypatch: Any, kind: Kind, *records: Record) -> Shelf:
    """Announce a source of these records alone, for this test."""
    made = Shelf(kind, records)
    monkeypatch.setitem(current_app.extensions, sources.SOURCES, {kind: made})
    monkeypatch.setitem(current_app.extensions, sources.NAMES, [])
    return made


def record(
    number: int, title: str, body: str = "", scopes: frozenset[str] = DESK, **more: Any
) -> Record:
    """A record with one face."""
    return Record(number, [Face(scopes, title, body=body)], **more)
