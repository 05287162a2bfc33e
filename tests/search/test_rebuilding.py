"""The index made anew, and held against the records."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from stratcom.db import db
from stratcom.db.base import reading_only
from stratcom.moments import today
from stratcom.search import fingerprint, rebuilding, verifying
from stratcom.search.enums import Kind
from stratcom.search.filing import refile
from stratcom.search.finding import find
from stratcom.search.models import SearchDocument, SearchState, SearchWord
from stratcom.search.query import read_query
from stratcom.search.terms import packed
from tests.search.samples import PUBLIC, Shelf, record, shelf


@pytest.fixture
def held(app: Flask, monkeypatch: Any) -> Shelf:
    return shelf(
        app,
        monkeypatch,
        Kind.EVENT,
        record(1, "შეხვედრა თელავში", scopes=PUBLIC, day=today()),
        record(2, "გამოფენა გორში", "ნახატები და ფოტოები", scopes=PUBLIC, day=today()),
        record(7, "ლექცია", scopes=PUBLIC),
    )


def rebuild(*kinds: Kind) -> int:
    last: dict[Kind, int] = {}
    for progress in rebuilding.rebuild(kinds or None):
        last[progress.kind] = progress.written
    return sum(last.values())


def faults() -> list[str]:
    """As the command does it; what follows in the test writes again."""
    try:
        return list(verifying.faults())
    finally:
        reading_only.set(False)
        db.session.rollback()


def found(text: str) -> list[int]:
    return [one.record_id for one in find(read_query(text), Kind.EVENT, None).items]


def words() -> set[str]:
    return set(db.session.scalars(sa.select(SearchWord.word)))


def test_an_empty_index_is_made_and_a_sound_one_left_alone(held: Shelf) -> None:
    assert rebuilding.is_needed()
    assert rebuild() == 3
    assert found("თელავი") == [1]
    assert "ნახატები" in words()
    assert not rebuilding.is_needed()
    assert faults() == []
    assert rebuild() == 0
    assert faults() == []


def test_what_went_astray_is_named_and_put_right(held: Shelf) -> None:
    rebuild()
    del held.held[7]
    held.held[1] = record(1, "შეხვედრა ქუთაისში", scopes=PUBLIC, day=today())
    held.held[9] = record(9, "კონცერტი", scopes=PUBLIC)
    assert faults() == [
        "event: not in the index: 9.",
        "event: filed otherwise than they read now: 1.",
        "event: in the index, though nobody may find them: 7.",
        "event: words that are not in the table of words: კონცერტი, ქუთაისში.",
    ]
    assert rebuild() == 4
    assert faults() == []
    assert (found("თელავი"), found("ქუთაისი"), found("ლექცია")) == ([], [1], [])
    assert not {"თელავში", "ლექცია"} & words()


def test_words_that_are_lost_or_too_many(held: Shelf) -> None:
    rebuild()
    db.session.execute(sa.delete(SearchWord).where(SearchWord.word == "ლექცია"))
    db.session.add(SearchWord(word="ბარბაროსი", key="ბარბაროს", skeleton="", backwards="ი"))
    db.session.execute(
        sa.update(SearchWord).where(SearchWord.word == "გორში").values(skeleton="შორს")
    )
    db.session.commit()
    assert faults() == [
        "event: words that are not in the table of words: ლექცია.",
        "words that stand in no document, or with other keys: ბარბაროსი, გორში.",
    ]
    assert rebuild() == 0
    assert faults() == []
    assert "ბარბაროსი" not in words()


def test_the_index_of_the_database_is_looked_into(held: Shelf) -> None:
    rebuild()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.text("DROP INDEX ix_search_document_terms"))
        expected = "The index of words (ix_search_document_terms) is missing or not valid."
    else:
        number = db.session.scalar(sa.select(SearchDocument.id).limit(1))
        db.session.execute(sa.text("DROP TRIGGER search_document_delete"))
        db.session.execute(sa.delete(SearchDocument).where(SearchDocument.id == number))
        expected = "The index of words (FTS5) does not agree with the table of documents."
    db.session.commit()
    assert faults()[0] == expected


def test_other_rules_for_keys_ask_for_another_index(held: Shelf, monkeypatch: Any) -> None:
    rebuild()
    state = db.session.get(SearchState, rebuilding.STATE)
    assert state is not None
    assert state.rules == fingerprint.rules()
    state.rules = "other"
    db.session.commit()
    assert rebuilding.is_needed()
    assert faults() == ["The index was made by other rules for search keys than those of today."]
    rebuild(Kind.EVENT)
    assert rebuilding.is_needed()
    rebuild()
    assert not rebuilding.is_needed()


def test_documents_of_a_kind_that_is_no_more_are_taken_out(held: Shelf, monkeypatch: Any) -> None:
    rebuild()
    document = sa.select(SearchDocument).limit(1)
    row = db.session.scalars(document).one()
    other = SearchDocument(
        id=row.id + (100 << 55), kind=101, record_id=1, title_ka="", title_en="", terms=packed("ა")
    )
    db.session.add(other)
    db.session.commit()
    assert faults() == ["Documents of kind 101, which no feature speaks for: 1."]
    rebuild()
    assert faults() == []


def test_nothing_is_needed_where_there_is_nothing(app: Flask, monkeypatch: Any) -> None:
    shelf(app, monkeypatch, Kind.EVENT)
    assert not rebuilding.is_needed()
    rebuilding.begin()
    db.session.commit()
    assert db.session.scalar(sa.select(SearchState.rules)) == fingerprint.rules()
    assert faults() == []


def test_words_are_filed_as_the_transaction_commits(held: Shelf) -> None:
    refile(Kind.EVENT, [1])
    assert words() == set()
    db.session.commit()
    assert "თელავში" in words()
    refile(Kind.EVENT, [2])
    db.session.rollback()
    db.session.commit()
    assert "გორში" not in words()
    # A word that another record holds stays when one is gone.
    held.held[3] = record(3, "თელავში ისევ", scopes=PUBLIC)
    refile(Kind.EVENT, [3])
    db.session.commit()
    held.held.clear()
    refile(Kind.EVENT, [1])
    db.session.commit()
    assert words() >= {"თელავში", "ისევ"}
    assert "შეხვედრა" not in words()
    assert faults() == ["event: in the index, though nobody may find them: 3."]


def test_the_index_is_packed_once_a_day(app: Flask, monkeypatch: Any) -> None:
    packed: list[int] = []
    monkeypatch.setattr(rebuilding, "settle", lambda: packed.append(1))
    day = today()
    rebuilding.pack_daily(day)
    assert packed == []
    rebuilding.begin()
    db.session.commit()
    for _round in range(3):
        rebuilding.pack_daily(day)
    rebuilding.pack_daily(day + timedelta(days=1))
    assert packed == [1, 1]
