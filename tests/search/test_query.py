"""What was typed, read as questions."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stratcom.search.engines import written
from stratcom.search.enums import Kind
from stratcom.search.filing import refile
from stratcom.search.finding import find
from stratcom.search.query import Group, read_query
from tests.search.samples import record, shelf

ODD = st.text(max_size=60) | st.sampled_from(
    ['"', "AND OR NOT", "NEAR(ა ბ)", "a*", "^ა", "'; DROP", "-", " -ა", "()", "{", "\x00", "\ud800"]
)


def typed(text: str, **more: Any) -> list[str]:
    return [one.typed for one in read_query(text, **more).groups]


def test_words_that_tell_nothing_are_left_out_unless_alone(app: Flask) -> None:
    assert typed("ბიუჯეტი და რეფორმა") == ["ბიუჯეტი", "რეფორმა"]
    assert typed("the budget of the year") == ["budget", "year"]
    assert typed("და") == ["და"]
    assert typed("WHO") == ["who"]
    assert typed("  ") == typed("...") == []


def test_a_word_after_a_hyphen_must_not_stand_there(app: Flask, monkeypatch: Any) -> None:
    shelf(
        app,
        monkeypatch,
        Kind.EVENT,
        record(1, "ფორუმი თელავში", scopes=frozenset({"public"})),
        record(2, "ფორუმი გორში", "თელავიდან", scopes=frozenset({"public"})),
        record(3, "ფორუმი გორში", scopes=frozenset({"public"})),
    )
    refile(Kind.EVENT, [1, 2, 3])

    def found(text: str) -> list[int]:
        items = find(read_query(text), Kind.EVENT, None).items
        return sorted(one.record_id for one in items)

    assert found("ფორუმი") == [1, 2, 3]
    assert found("ფორუმი -თელავი") == [3]
    assert found("ფორუმი −telavi") == [3]
    assert found("-თელავი") == []
    assert typed("ევროკავშირ-საქართველოს") != []


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("შეხვედრა თელ", True),
        ("შეხვედრა თელ ", True),
        ("შეხვედრა თელ.", False),
        ("შეხვედრა და", False),
        ("თელ -გორ", False),
    ],
)
def test_only_the_last_word_may_go_on(app: Flask, text: str, begins: bool) -> None:
    groups = read_query(text, unfinished=True).groups
    assert [one.begins for one in groups[:-1]] == [False] * (len(groups) - 1)
    assert groups[-1].begins is begins


def test_clauses_say_the_same_as_alternatives() -> None:
    group = Group("x", (("eu",), ("ევროპ", "კავშირ"), ("ევროკავშირ",)))
    assert group.clauses() == [
        frozenset({"eu", "ევროკავშირ", "ევროპ"}),
        frozenset({"eu", "ევროკავშირ", "კავშირ"}),
    ]
    assert Group("x", (("a",), ("b",))).clauses() == [frozenset({"a", "b"})]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(text=ODD, begins=st.booleans())
def test_nothing_typed_is_an_error(app: Flask, text: str, begins: bool) -> None:
    query = read_query(text, unfinished=begins)
    if query:
        assert written(query.anywhere())
        assert find(query, Kind.EVENT, None).total == 0


def test_a_compound_is_found_by_its_joined_latin_spelling(app: Flask, monkeypatch: Any) -> None:
    everybody = frozenset({"public"})
    shelf(app, monkeypatch, Kind.EVENT, record(1, "ახალი ვებ-გვერდი", scopes=everybody))
    refile(Kind.EVENT, [1])
    for text in ("vebgverdi", "ვებგვერდი", "veb-gverdi", "ვებ გვერდი"):
        found = find(read_query(text), Kind.EVENT, None).items
        assert [one.record_id for one in found] == [1], text
