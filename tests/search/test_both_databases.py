"""SQLite and PostgreSQL find the same, in the same order; and both find what is there."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from stratcom.config import settings
from stratcom.db import db
from stratcom.factory import create_app
from stratcom.search.enums import Kind
from stratcom.search.expressions import All, Expression, Term, Without
from stratcom.search.expressions import Any as Some
from stratcom.search.finding import find
from stratcom.search.models import SearchDocument, SearchWord
from stratcom.search.query import read_query
from stratcom.search.reading import not_shown, readable_with
from stratcom.search.sources import sources
from stratcom.search.terms import terms_in
from tests.conftest import POSTGRES
from tests.search.library import answers, fill, questions, readers


def test_what_is_found_is_what_the_documents_say(app: Flask, monkeypatch: Any) -> None:
    fill(app, monkeypatch)
    documents = [
        (row.id, row.kind, row.record_id, set(terms_in(row.terms)))
        for row in db.session.scalars(sa.select(SearchDocument))
    ]
    asked = found = 0
    for kind, source in sources().items():
        hidden = set(not_shown(kind))
        for reader in readers():
            for text in questions()[::2]:
                query = read_query(text, reader=reader)
                page = find(query, kind, reader, size=500)
                wanted = readable_with(source.scopes(reader), query.anywhere()) if query else None
                expected = [
                    record
                    for number, its, record, terms in documents
                    if its == kind and number not in hidden and wanted and _says(terms, wanted)
                ]
                assert sorted(hit.record_id for hit in page.items) == sorted(expected), text
                assert page.total == len(expected), text
                asked += 1
                found += bool(expected)
    assert asked > 300
    assert found > 100


def _says(terms: set[str], wanted: Expression) -> bool:
    match wanted:
        case Term(text, begins):
            return any(one.startswith(text) for one in terms) if begins else text in terms
        case All(parts):
            return all(_says(terms, one) for one in parts)
        case Some(parts):
            return any(_says(terms, one) for one in parts)
        case Without(some, unwanted):
            return _says(terms, some) and not _says(terms, unwanted)


def test_questions_find_what_one_expects(app: Flask, monkeypatch: Any) -> None:
    fill(app, monkeypatch)
    public, _partner, administrator = readers()

    def total(text: str, reader: Any = administrator) -> int:
        return find(read_query(text, reader=reader), Kind.EVENT, reader).total

    for same in (("თბილისი", "თბილისში", "tbilisshi", "ᲗᲑᲘᲚᲘᲡᲘ", "თბ\u00adილისი", "#თბილისი"),):
        assert len({total(one) for one in same}) == 1, same
    assert total("თბილისი") > total("თბილისი", public) > 0
    assert total("შეხვედრა -თბილისი") == total("შეხვედრა") - total("შეხვედრა თბილისი")
    assert [total(one) for one in ("", '"', "=for-public", "ააააა")] == [0, 0, 0, 0]


@pytest.mark.skipif(not POSTGRES, reason="needs a PostgreSQL server beside SQLite")
def test_both_databases_answer_alike(app: Flask, monkeypatch: Any, tmp_path: Path) -> None:
    fill(app, monkeypatch)
    here = answers(), _words()
    made = settings(
        secret="test-secret-that-is-long-enough-for-anyone",
        database_url=f"sqlite:///{tmp_path / 'other.sqlite3'}",
        media_dir=str(tmp_path),
    )
    other = create_app(made | {"TESTING": True})
    with other.app_context():
        upgrade()
        fill(other, monkeypatch)
        there = answers(), _words()
        db.session.remove()
        db.engine.dispose()
    assert len(here[0]) > 700
    for one, another in zip(here[0], there[0], strict=True):
        assert one == another
    assert here[1] == there[1]


def _words() -> list[tuple[str, ...]]:
    table = SearchWord.__table__
    rows = db.session.execute(sa.select(table).order_by(table.c.word, table.c.key))
    return [tuple(row) for row in rows]
