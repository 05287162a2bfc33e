"""What is offered while somebody types: the records and words of one's own."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from stratcom.accounts.models import User
from stratcom.moments import today
from stratcom.search import sources
from stratcom.search.enums import Kind
from stratcom.search.filing import refile
from stratcom.search.sources import Card, Face, Record
from stratcom.search.suggesting import Sort, Suggestion, suggestions
from tests.search.samples import DESK, PUBLIC, Shelf, record

BOTH = PUBLIC | DESK


@pytest.fixture
def user(make_user: Any) -> User:
    return make_user()


@pytest.fixture(autouse=True)
def request_in_georgian(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


@pytest.fixture
def file(app: Flask, monkeypatch: Any) -> Callable[..., None]:
    """Have these records, by kind."""

    def filed(**records: list[Record]) -> None:
        shelves = {Kind[name.upper()]: some for name, some in records.items()}
        made = {kind: Shelf(kind, some) for kind, some in shelves.items()}
        monkeypatch.setitem(app.extensions, sources.SOURCES, made)
        monkeypatch.setitem(app.extensions, sources.NAMES, [])
        public = {kind: lambda ids, kind=kind: cards(made[kind], ids) for kind in made}
        monkeypatch.setitem(app.extensions, sources.PUBLIC_CARDS, public)
        for kind, some in shelves.items():
            refile(kind, [one.id for one in some])

    return filed


def cards(shelf: Shelf, ids: list[int]) -> dict[int, Card]:
    return {one: Card(f"/{one}/", shelf.held[one].faces[0].title_ka) for one in ids}


def titled(*titles: str, scopes: frozenset[str] = BOTH, apart: int = 1) -> list[Record]:
    """Records with these titles, each so many days farther from today."""
    return [
        record(number, title, scopes=scopes, day=today() + timedelta(days=number * apart))
        for number, title in enumerate(titles, 1)
    ]


def texts(text: str, user: User | None, sort: Sort = Sort.RECORD, **more: Any) -> list[str]:
    return [one.text for one in suggestions(text, user, **more) if one.sort is sort]


def test_records_and_words_of_half_a_word(file: Any, user: User) -> None:
    file(event=titled("შეხვედრა თელავში", "გამოფენა თელავში", "თელეთის დღე", "დღე გორში"))
    assert texts("თელ", user) == ["თელეთის დღე", "შეხვედრა თელავში", "გამოფენა თელავში"]
    assert texts("თელ", user, Sort.WORDS) == ["თელავში", "თელეთის"]
    assert texts("შეხვედრა თელ", user) == ["შეხვედრა თელავში"]
    assert texts("შეხვედრა თელ", user, Sort.WORDS) == ["შეხვედრა თელავში"]


def test_a_suggestion_leads_to_its_record(file: Any, user: User) -> None:
    file(person=[record(7, "გიორგი ბერიძე")])
    assert suggestions("ბერ", user) == [
        Suggestion(Sort.RECORD, "გიორგი ბერიძე", "/7/", Kind.PERSON),
        Suggestion(Sort.WORDS, "ბერიძე"),
    ]


def test_kinds_are_mixed(file: Any, user: User) -> None:
    file(
        event=titled("თელავის დღე"),
        partner=[record(1, "თელავის მერია")],
        person=[record(1, "თელა გიორგაძე")],
    )
    kinds = {one.kind for one in suggestions("თელ", user) if one.sort is Sort.RECORD}
    assert kinds == {Kind.EVENT, Kind.PARTNER, Kind.PERSON}


def test_what_is_near_in_time_comes_first(file: Any, user: User) -> None:
    file(event=titled("დღე ა", "დღე ბ", "დღე გ", apart=40)[::-1])
    assert texts("დღ", user) == ["დღე ა", "დღე ბ", "დღე გ"]


@pytest.mark.parametrize("typed", ["te", "tel", "telavs", "telavsh", "telavshi", "Telav"])
def test_latin_letters(file: Any, user: User, typed: str) -> None:
    file(event=titled("შეხვედრა თელავში", "დღე გორში"))
    assert texts(typed, user) == ["შეხვედრა თელავში"]


def test_a_form_whose_ending_is_half_typed(file: Any, user: User) -> None:
    file(event=titled("შეხვედრა სკოლებში"))
    assert texts("სკოლებშ", user) == ["შეხვედრა სკოლებში"]
    assert texts("სკოლებშ", user, Sort.WORDS) == ["სკოლებში"]


def test_words_that_no_title_has_are_completed_too(file: Any, user: User) -> None:
    file(event=[record(1, "სხდომა", "საკითხი: ბიუჯეტი", scopes=DESK, day=today())])
    assert suggestions("ბიუჯ", user) == [Suggestion(Sort.WORDS, "ბიუჯეტი")]
    assert suggestions("სხდომა ბიუჯ", user) == [Suggestion(Sort.WORDS, "სხდომა ბიუჯეტი")]
    assert suggestions("ბიუჯ", None) == []


def test_records_called_alike_are_offered_once(file: Any, user: User) -> None:
    file(event=titled("ღია გაკვეთილი", "ღია გაკვეთილი", "ღია კარი"))
    assert texts("ღი", user) == ["ღია გაკვეთილი", "ღია კარი"]


def test_a_long_title_is_cut_at_a_word(file: Any, user: User) -> None:
    file(event=titled(" ".join(["თელავი", *["სიტყვა"] * 30])))
    (shown,) = texts("თელ", user)
    assert len(shown) <= 90
    assert shown.endswith("სიტყვა…")


def test_what_stands_before_the_last_word_is_kept(file: Any, user: User) -> None:
    file(event=titled("თელავის დღე"))
    assert texts("„თელ", user, Sort.WORDS) == ["„თელავის"]


def test_a_misspelt_word_is_corrected_only_when_nothing_else_is_found(
    file: Any, user: User
) -> None:
    file(event=titled("შეხვედრა თელავში", "გამოფენა გორში"))
    assert [(one.sort, one.text) for one in suggestions("ტელავში", user)] == [
        (Sort.CORRECTION, "თელავში")
    ]
    assert texts("თელავში", user, Sort.CORRECTION) == []


def test_no_more_than_asked_for(file: Any, user: User) -> None:
    file(event=titled(*(f"დღე {letter}ა" for letter in "აბგდევზთიკლმნ")))
    assert len(suggestions("დღ", user)) == 8
    assert len(suggestions("დღ", user, most=3)) == 3


@pytest.mark.parametrize(
    "text",
    ["", " ", "თ", "t", "?", '* " ( ) ^ - :', "'", "თ" * 10_000, "-თელავი", "\0", "„“", "1"],
)
def test_too_little_or_too_much_is_met_with_nothing(file: Any, user: User, text: str) -> None:
    file(event=titled("თელავის დღე"))
    assert suggestions(text, user) == []


@pytest.mark.parametrize("operator", ["AND", "OR", "NOT", "NEAR", "*", '"', "(", ")", "^", ":"])
def test_operators_of_the_index_are_words(file: Any, user: User, operator: str) -> None:
    file(event=titled("თელავის დღე"))
    for text in (f"{operator} თელ", f"თელ{operator}", f"{operator}თელ", operator):
        assert isinstance(suggestions(text, user), list)
    assert texts(f"{operator}თელ" if not operator.isalpha() else "თელ", user) == ["თელავის დღე"]


def test_nothing_is_offered_of_what_the_reader_may_not_see(file: Any, user: User) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    file(
        event=[
            record(1, "საიდუმლო შეხვედრა", scopes=DESK, day=today()),
            record(2, "სამუშაო შეხვედრა", scopes=BOTH, day=today()),
            Record(3, [Face(BOTH, "საემბარგო შეხვედრა", shown_from=later)], today()),
            record(4, "სხვის საქმე", scopes=frozenset({"o9"}), day=today()),
        ]
    )
    assert texts("სა", user) == ["სამუშაო შეხვედრა", "საიდუმლო შეხვედრა"]
    assert texts("სა", user, Sort.WORDS) == ["საიდუმლო", "სამუშაო"]
    assert [one.text for one in suggestions("სა", None)] == ["სამუშაო შეხვედრა", "სამუშაო"]
    for typed in ("საიდ", "saidum", "საიდუმო", "საემბ", "საემბარო", "საქ", "საქმ"):
        assert suggestions(typed, None) == []
    for typed in ("საემბ", "საემბარო", "საქ", "საქნე"):
        assert suggestions(typed, user) == []


def test_a_title_that_only_others_see_is_not_read(file: Any, user: User) -> None:
    narrow, full = Face(PUBLIC, "გამოფენა"), Face(DESK, "გამოფენა გენერალთან")
    file(event=[Record(1, [narrow, full], today())])
    assert texts("გენ", user, Sort.WORDS) == ["გენერალთან"]
    assert suggestions("გენ", None) == []
    assert texts("გამ", None) == ["გამოფენა"]
