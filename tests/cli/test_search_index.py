"""The commands that make the index of the search anew and hold it against the records."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.services.records import create_event
from stratcom.search.models import SearchDocument, SearchState


@pytest.fixture(autouse=True)
def _event(app: Flask) -> None:
    values = {"title_ka": "შეხვედრა სტუდენტებთან", "first_day": f"{date(2026, 5, 9)}"}
    create_event(values, actor=Machine(), owner_id=None)
    db.session.commit()


def run(app: Flask, *arguments: str) -> Any:
    db.session.remove()
    return app.test_cli_runner().invoke(args=[*arguments])


def test_an_index_is_made_once_and_found_sound(app: Flask) -> None:
    said = run(app, "search-index", "rebuild", "--if-needed").output
    assert "event: 1 records, 0 documents written" in said
    assert said.splitlines()[-1] == "The index is made: 0 documents written."
    assert run(app, "search-index", "rebuild", "--if-needed").output == ""
    sound = run(app, "search-index", "verify")
    assert (sound.exit_code, sound.output) == (0, "The index is sound.\n")


def test_what_is_lost_is_named_and_put_back(app: Flask) -> None:
    run(app, "search-index", "rebuild")
    db.session.execute(sa.delete(SearchDocument))
    db.session.commit()
    faulty = run(app, "search-index", "verify")
    assert faulty.exit_code == 1
    assert "- event: not in the index: 1." in faulty.stderr
    assert faulty.stderr.splitlines()[-1] == "Run: search-index rebuild"
    assert "1 documents written" in run(app, "search-index", "rebuild", "--kind", "event").output
    assert run(app, "search-index", "verify").exit_code == 0


def test_a_check_tells_of_an_index_made_by_other_rules(app: Flask) -> None:
    note = "The search index was made by other rules. Run: search-index rebuild"
    run(app, "search-index", "rebuild")
    assert note not in run(app, "check").stderr
    state = db.session.scalars(sa.select(SearchState)).one()
    state.rules = "others"
    db.session.commit()
    assert note in run(app, "check").stderr
