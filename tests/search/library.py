"""A few hundred made-up records of two kinds, always the same, and what is asked of them."""

import random
from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask import Flask, current_app

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.demo.bulk_words import prose, vocabulary
from stratcom.georgian.romanise import romanise
from stratcom.moments import today
from stratcom.search import sources
from stratcom.search.correcting import corrections
from stratcom.search.enums import Kind
from stratcom.search.filing import refile
from stratcom.search.finding import find
from stratcom.search.query import Query, read_query
from stratcom.search.reading import Bounds
from stratcom.search.sources import Face, Record, organisation_tag, place_tag
from stratcom.search.suggesting import suggestions
from tests.search.samples import Shelf

EVENTS, BODIES = 300, 60
PUBLIC, SHARED, ALL = frozenset({"public"}), frozenset({"shared"}), frozenset({"all"})
ODD = (
    "",
    " ",
    '"',
    "'",
    "\\",
    "AND",
    "NOT თბილისი",
    "a OR b",
    "თბილისი*",
    "(თბილისი",
    "თბილისი & გორი | !",
    "-თბილისი",
    "შეხვედრა -თბილისი",
    "terms:თბილისი",
    "#თბილისი",
    "=for-public",
    "@eu",
    "\x00თბილისი\x00",
    "თბ\u00adილისი",
    "ᲗᲑᲘᲚᲘᲡᲘ",
    "Ⴇბილისი",
    "🙂",
    "ё й ß ﬁ",
    "’’’",
    "თ" * 300,
    "%_",
    ":wanted :*",
)


class Library(Shelf):
    """A kind of which some readers may see more than others."""

    def scopes(self, user: User | None) -> frozenset[str]:
        if user is None:
            return PUBLIC
        return ALL if user.role is Role.ADMINISTRATOR else frozenset({"shared", f"o{user.id}"})


def readers() -> list[User | None]:
    """The public, a partner and an administrator."""
    made = (User(id=n, role=role) for n, role in ((3, Role.PARTNER), (1, Role.ADMINISTRATOR)))
    return [None, *made]


def fill(app: Flask, monkeypatch: Any) -> None:
    """File the records in the database of this app."""
    shelves = {kind: Library(kind, made) for kind, made in _records().items()}
    monkeypatch.setitem(current_app.extensions, sources.SOURCES, shelves)
    monkeypatch.setitem(current_app.extensions, sources.NAMES, [])
    for kind, shelf in shelves.items():
        refile(kind, shelf.held)
    db.session.commit()


def _records() -> dict[Kind, list[Record]]:
    draw = random.Random(20261123)
    events = [_event(draw, number) for number in range(1, EVENTS + 1)]
    bodies = [
        Record(number, [Face(PUBLIC | SHARED | ALL, _title(draw), names=_title(draw))])
        for number in range(1, BODIES + 1)
    ]
    return {Kind.EVENT: events, Kind.PARTNER: bodies}


def _event(draw: random.Random, number: int) -> Record:
    title, body = _title(draw), prose(draw)
    titles = (title, romanise(title) if draw.random() < 0.3 else "")
    owner = frozenset({f"o{draw.randrange(1, 6)}"})
    full = Face(ALL | owner, *titles, body=f"{body} {prose(draw)}")
    narrow = Face(PUBLIC, *titles, body=body)
    if draw.random() < 0.1:
        later = datetime.combine(today() + timedelta(days=draw.choice((-3, 3))), time(), UTC)
        narrow = Face(PUBLIC, *titles, body=body, shown_from=later)
    elif draw.random() < 0.1:
        last = today() + timedelta(days=draw.choice((-3, 3)))
        narrow = Face(PUBLIC, *titles, body=body, shown_until=last)
    faces = {
        0: [full],
        1: [narrow, Face(SHARED, *titles, body=body), full],
        2: [Face(PUBLIC | SHARED | ALL | owner, *titles, body=body)],
    }[draw.randrange(3)]
    day = today() + timedelta(days=draw.randrange(-700, 200)) if draw.random() < 0.97 else None
    tags = {place_tag(draw.randrange(1, 9)), organisation_tag(draw.randrange(1, 20))}
    return Record(number, faces, day, frozenset(tags))


def _title(draw: random.Random) -> str:
    words = vocabulary()
    drawn = [words[int(len(words) * draw.random() ** 3)] for _ in range(draw.randrange(2, 7))]
    return " ".join(drawn)


def questions() -> list[str]:
    """Common and rare words, several, in Latin letters, misspelt, half typed, and odd ones."""
    draw = random.Random(7)
    words = vocabulary()
    common, rare = words[:15], [words[n] for n in range(20, len(words), len(words) // 20)]
    pairs = [f"{draw.choice(common)} {draw.choice(words[:80])}" for _ in range(20)]
    latin = [romanise(word) for word in (*common[:8], *rare[:6])]
    halves = [word[: len(word) // 2 + 1] for word in (*common[:8], *rare[:6])]
    slips = [word[:2] + word[3:] for word in (*common[:8], *rare[:6]) if len(word) > 5]
    return [*common, *rare, *pairs, *latin, *halves, *slips, *ODD]


def answers() -> list[tuple[Any, ...]]:
    """What is found for every question, in its order, with what is offered and was meant."""
    found: list[tuple[Any, ...]] = []
    day = today()
    several = (
        Bounds(frozenset({place_tag(2), place_tag(5)})),
        Bounds(first=day - timedelta(days=90), last=day + timedelta(days=30)),
        Bounds(frozenset({organisation_tag(4)}), last=day),
    )
    everybody = readers()
    for turn, text in enumerate(questions()):
        for reader in everybody:
            query = read_query(text, reader=reader)
            found.append((text, *_pages(query, reader, Bounds())))
        # The rest by one reader after another, lest it take minutes.
        reader, bounds = everybody[turn % 3], several[turn // 3 % 3]
        half = read_query(text, reader=reader, unfinished=True)
        found.append((text, "half typed", *_pages(half, reader, Bounds())))
        query = read_query(text, reader=reader)
        found.append((text, bounds, *_pages(query, reader, bounds)))
        offered = [(one.sort, one.text, one.path) for one in suggestions(text, reader)]
        meant = [one.text for one in corrections(query, reader)]
        found.append((text, offered, meant))
    return found


def _pages(query: Query, reader: User | None, bounds: Bounds) -> list[Any]:
    wanted = ((Kind.EVENT, 1), (Kind.EVENT, 3), (Kind.PARTNER, 1))
    pages = [
        find(query, kind, reader, bounds=bounds, number=number, size=20) for kind, number in wanted
    ]
    return [([hit.number for hit in one.items], one.total, one.has_next) for one in pages]
