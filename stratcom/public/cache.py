"""Finished public answers, kept in memory until anything is changed.

A public page depends on its address, the data and the day. Every change leaves a row in the audit
trail within its own transaction, so one small query tells whether the data are still the same,
in this process or any other.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, request

from stratcom.db import db
from stratcom.moments import today
from stratcom.web.compression import accepted_encoding

# An embargo may end, and "upcoming" may pass, without anybody changing anything.
SECONDS = 30
MOST_BYTES = 24 * 1024 * 1024
BLUEPRINTS = frozenset({"public", "public_en"})
# Hardly two people type the same: these answers would push out those that everybody asks for.
NOT_KEPT = frozenset({"public.search", "public_en.search"})
KEPT_HEADERS = ("Content-Type", "Content-Encoding", "Cache-Control", "ETag", "Vary", "Link")

Key = tuple[str, str | None, date]


@dataclass(frozen=True)
class Kept:
    """An answer as it was sent, with the state of the data it was made from."""

    version: str
    until: float
    body: bytes
    headers: tuple[tuple[str, str], ...]


class Shelf:
    """Answers of one process, the longest unused leaving first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Key, version: str) -> Kept | None:
        """The answer kept under `key`, if it was made from `version` and is not too old."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept.version != version or kept.until < time.monotonic():
                return None
            self._kept.move_to_end(key)
            return kept

    def put(self, key: Key, kept: Kept) -> None:
        """Keep an answer; others leave when there is no room."""
        with self._lock:
            old = self._kept.pop(key, None)
            self._bytes += len(kept.body) - (len(old.body) if old else 0)
            self._kept[key] = kept
            while self._bytes > MOST_BYTES:
                _key, gone = self._kept.popitem(last=False)
                self._bytes -= len(gone.body)


def data_version() -> str:
    """A text that differs whenever the data may differ.

    SQLite has one writer at a time, so the trail grows in the order of commits. PostgreSQL does
    not, and tells by the transactions that are visible.
    """
    if db.engine.dialect.name == "postgresql":
        return str(db.session.scalar(sa.text("SELECT pg_current_snapshot()::text")))
    return str(db.session.scalar(sa.text("SELECT max(id) FROM audit_entry")))


def _answer_from_shelf(shelf: Shelf) -> Response | None:
    if request.method not in {"GET", "HEAD"} or request.blueprint not in BLUEPRINTS:
        return None
    if request.endpoint in NOT_KEPT or not current_app.config["PUBLIC_CACHE"]:
        return None
    g.public_key = (request.full_path, accepted_encoding(), today())
    g.public_version = data_version()
    kept = shelf.get(g.public_key, g.public_version)
    return Response(kept.body, headers=list(kept.headers)) if kept else None


def _keep(shelf: Shelf, response: Response) -> Response:
    key: Key | None = g.get("public_key")
    fresh = response.status_code == 200 and request.method == "GET"
    if key is None or not fresh or response.is_streamed or "Set-Cookie" in response.headers:
        return response
    if response.headers.get("Cache-Control", "").startswith("public"):
        headers = [(name, value) for name, value in response.headers if name in KEPT_HEADERS]
        until = time.monotonic() + SECONDS
        shelf.put(key, Kept(g.public_version, until, response.get_data(), tuple(headers)))
    return response


def init_app(app: Flask) -> None:
    """Install before compression, so that answers are kept as they are sent."""
    shelf = Shelf()
    app.after_request(lambda response: _keep(shelf, response))
    app.before_request(lambda: _answer_from_shelf(shelf))
