"""What is found, by whom, in which order."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.moments import today
from stratcom.search.enums import Kind
from stratcom.search.filing import refile
from stratcom.search.finding import find, matching
from stratcom.search.query import read_query
from stratcom.search.reading import Bounds
from stratcom.search.sources import Face, Record, place_tag
from tests.search.samples import DESK, PUBLIC, record, shelf


def ids(text: str, user: User | None, kind: Kind = Kind.EVENT, **more: Any) -> list[int]:
    return [one.record_id for one in find(read_query(text), kind, user, **more).items]


@pytest.fixture
def user(make_user: Any) -> User:
    return make_user()


def test_title_comes_before_body_and_near_before_far(
    app: Flask, monkeypatch: Any, user: User
) -> None:
    now = today()
    shelf(
        app,
        monkeypatch,
        Kind.EVENT,
        record(1, "სხვა", "თელავში იქნება", day=now),
        record(2, "შეხვედრა თელავში", day=now - timedelta(days=900)),
        record(3, "შეხვედრა თელავის სკოლაში", day=now + timedelta(days=3)),
        record(4, "თელავი", day=now - timedelta(days=400)),
        record(5, "გორი", day=now),
    )
    refile(Kind.EVENT, range(1, 6))
    assert ids("თელავში", user) == [3, 2, 4, 1]
    assert ids("თელავი შეხვედრა", user) == [3, 2]
    assert ids("თბილისი", user) == []


def test_every_reader_is_shown_the_fullest_face(app: Flask, monkeypatch: Any, user: User) -> None:
    narrow = Face(PUBLIC | DESK, "გამოფენა")
    full = Face(DESK, "გამოფენა", body="შიდა შენიშვნა: ბიუჯეტი")
    shelf(app, monkeypatch, Kind.EVENT, Record(1, [narrow, full], today()))
    refile(Kind.EVENT, [1])
    assert ids("გამოფენა", None) == [1]
    assert ids("გამოფენა", user) == [1]
    assert ids("ბიუჯეტი", None) == []
    assert ids("ბიუჯეტი", user) == [1]
    assert find(read_query("გამოფენა"), Kind.EVENT, user).total == 1


def test_what_is_not_shown_yet_or_any_more_is_not_counted(
    app: Flask, monkeypatch: Any, user: User
) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    shelf(
        app,
        monkeypatch,
        Kind.MESSAGE,
        Record(1, [Face(PUBLIC, "ემბარგო", shown_from=later)], today()),
        Record(2, [Face(PUBLIC, "ემბარგო", shown_until=today())], today()),
        Record(3, [Face(PUBLIC, "ემბარგო", shown_until=today() - timedelta(days=1))], today()),
    )
    refile(Kind.MESSAGE, [1, 2, 3])
    found = find(read_query("ემბარგო"), Kind.MESSAGE, None)
    assert [one.record_id for one in found.items] == [2]
    assert found.total == 1
    assert list(db.session.scalars(matching(Kind.MESSAGE, read_query("ემბარგო"), None))) == [2]


def test_bounds_of_place_and_time(app: Flask, monkeypatch: Any, user: User) -> None:
    shelf(
        app,
        monkeypatch,
        Kind.EVENT,
        record(1, "ვიზიტი", day=date(2026, 5, 1), tags=frozenset({place_tag(7)})),
        record(2, "ვიზიტი", day=date(2026, 5, 2), tags=frozenset({place_tag(8)})),
        record(3, "ვიზიტი"),
    )
    refile(Kind.EVENT, [1, 2, 3])
    assert ids("ვიზიტი", user, bounds=Bounds(frozenset({place_tag(8)}))) == [2]
    assert ids("ვიზიტი", user, bounds=Bounds(first=date(2026, 5, 2))) == [2]
    assert ids("ვიზიტი", user, bounds=Bounds(last=date(2026, 5, 1))) == [1]
    assert sorted(ids("ვიზიტი", user)) == [1, 2, 3]


def test_a_record_that_changes_or_goes_is_found_accordingly(
    app: Flask, monkeypatch: Any, user: User
) -> None:
    held = shelf(app, monkeypatch, Kind.PARTNER, record(1, "ძველი სახელი"))
    refile(Kind.PARTNER, [1])
    assert ids("ძველი", user, Kind.PARTNER) == [1]
    held.held[1] = record(1, "ახალი სახელი")
    refile(Kind.PARTNER, [1])
    assert ids("ძველი", user, Kind.PARTNER) == []
    assert ids("ახალი", user, Kind.PARTNER) == [1]
    held.held.clear()
    refile(Kind.PARTNER, [1])
    assert ids("სახელი", user, Kind.PARTNER) == []


def test_latin_letters_and_a_word_half_typed(app: Flask, monkeypatch: Any, user: User) -> None:
    shelf(app, monkeypatch, Kind.EVENT, record(1, "შეხვედრა თელავში", day=today()))
    refile(Kind.EVENT, [1])
    assert ids("shekhvedra telavshi", user) == [1]
    assert ids("Sexvedra", user) == [1]
    assert ids("თელა", user) == []
    half = read_query("შეხვედრა თელა", unfinished=True)
    assert [one.record_id for one in find(half, Kind.EVENT, user).items] == [1]


def test_pages_of_many(app: Flask, monkeypatch: Any, user: User) -> None:
    day = today()
    made = [record(n, "ბევრი", day=day - timedelta(days=n)) for n in range(1, 301)]
    shelf(app, monkeypatch, Kind.EVENT, *made)
    refile(Kind.EVENT, range(1, 301))
    seen = [n for page in range(1, 7) for n in ids("ბევრი", user, number=page, size=50)]
    assert seen == list(range(1, 301))
    page = find(read_query("ბევრი"), Kind.EVENT, user, number=6, size=50)
    assert (page.total, page.has_next, page.more) == (300, False, False)


def test_a_tag_is_not_taken_for_a_scope(app: Flask, monkeypatch: Any) -> None:
    tagged = record(1, "ვიზიტი", scopes=DESK, tags=frozenset({"public"}), day=today())
    shelf(app, monkeypatch, Kind.EVENT, tagged)
    refile(Kind.EVENT, [1])
    assert ids("ვიზიტი", None) == []
