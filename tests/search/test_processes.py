"""Several processes that write and search at once, some of them killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from stratcom.db import db
from stratcom.db.base import reading_only
from stratcom.events.models import Event
from stratcom.search import rebuilding, verifying
from stratcom.search.enums import Kind
from stratcom.search.models import SearchDocument, SearchWord
from tests.search.worker import new_word

ROOT = Path(__file__).parent.parent.parent
TIMES, FOREVER = 8, 10_000


def start(app: Flask, name: str, first: int, count: int) -> subprocess.Popen[str]:
    place = (app.config["SQLALCHEMY_DATABASE_URI"], app.config["MEDIA_DIR"])
    return subprocess.Popen(
        [sys.executable, "-m", "tests.search.worker", *place, name, *map(str, (first, count))],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def ready(app: Flask) -> Flask:
    """The app with the rules of its index noted, and no connection of this process open."""
    rebuilding.begin()
    db.session.commit()
    db.session.remove()
    return app


def faults() -> list[str]:
    try:
        return list(verifying.faults())
    finally:
        reading_only.set(False)
        db.session.rollback()


def test_two_who_write_the_same_new_words_do_not_hinder_each_other(ready: Flask) -> None:
    workers = [start(ready, name, 0, TIMES) for name in ("forwards", "backwards")]
    said = [worker.communicate(timeout=300) for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], said
    assert [out for out, _ in said] == ["begun\n", "begun\n"]
    count = sa.select(sa.func.count()).select_from(SearchDocument)
    assert db.session.scalar(count.where(SearchDocument.kind == Kind.EVENT)) == 4 * TIMES
    filed = set(db.session.scalars(sa.select(SearchWord.word)))
    assert {new_word(n, which) for n in range(TIMES) for which in (1, 2)} <= filed
    assert faults() == []


def test_index_and_records_agree_after_processes_were_killed(ready: Flask) -> None:
    for turn, pause in enumerate((0.05, 0.3, 0.55)):
        workers = [start(ready, name, turn * 1_000, FOREVER) for name in ("forwards", "backwards")]
        for worker in workers:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "begun\n"
        time.sleep(pause)
        for worker in workers:
            worker.kill()
            worker.communicate(timeout=60)
        assert faults() == []
        # Both events of a transaction are there, or none.
        written = db.session.scalar(sa.select(sa.func.count(Event.id))) or 0
        assert written >= 4
        assert written % 2 == 0
        db.session.rollback()
        db.session.remove()
