"""Corrections: what was meant, of what the reader may see and no more."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stratcom.accounts.models import User
from stratcom.moments import today
from stratcom.search.correcting import Correction, corrections, fewer_words
from stratcom.search.enums import Kind
from stratcom.search.filing import refile
from stratcom.search.query import read_query
from stratcom.search.sources import Face
from stratcom.search.suggesting import suggestions
from tests.search.samples import DESK, PUBLIC, Record, record, shelf

BOTH = PUBLIC | DESK


@pytest.fixture
def user(make_user: Any) -> User:
    return make_user()


@pytest.fixture
def file(app: Flask, monkeypatch: Any) -> Callable[..., None]:
    """Have events with these titles, or these records."""

    def filed(*titles: str | Record, scopes: frozenset[str] = BOTH) -> None:
        made = [
            one if isinstance(one, Record) else record(number, one, scopes=scopes, day=today())
            for number, one in enumerate(titles, 1)
        ]
        shelf(app, monkeypatch, Kind.EVENT, *made)
        refile(Kind.EVENT, [one.id for one in made])

    return filed


def offered(text: str, user: User | None, **more: Any) -> list[str]:
    return [one.text for one in corrections(read_query(text, reader=user), user, **more)]


@pytest.mark.parametrize(
    "typed",
    ["თელავჰი", "ტელავში", "თელაში", "თლეავში", "თელვაში", "თეელავში", "თელავშო", "telvshi"],
)
def test_one_slip_is_found(file: Any, user: User, typed: str) -> None:
    file("შეხვედრა თელავში", "გამოფენა ბათუმში", "დღე გორში")
    assert offered(typed, user)[:1] in (["თელავში"], ["თელავი"])


def test_several_letters_that_sound_alike_are_found(file: Any, user: User) -> None:
    file("შეხვედრა წყალტუბოში")
    assert offered("ცქალთუბოში", user) == ["წყალტუბოში"]


@pytest.mark.parametrize("typed", ["საგამაფენო", "საფმოფენო", "sagamofemi"])
def test_two_slips_in_a_long_word_are_found(file: Any, user: User, typed: str) -> None:
    file("საგამოფენო დარბაზი", "სამედიცინო დახმარება")
    assert offered(typed, user)[:1] == ["საგამოფენო"]


def test_only_the_word_that_finds_nothing_is_changed(file: Any, user: User) -> None:
    file("შეხვედრა თელავში", "შეხვედრა ბათუმში", "შეხვედრა გორში", "შეხვედრა ფოთში")
    assert corrections(read_query("შეხვედრა ტელავში"), user) == [
        Correction("შეხვედრა თელავში", (("შეხვედრა ", False), ("თელავში", True)))
    ]


def test_two_words_may_be_misspelt(file: Any, user: User) -> None:
    file("შეხვედრა თელავში", "გამოფენა ბათუმში")
    assert offered("შეხვერდა ტელავში", user)[0] == "შეხვედრა თელავში"
    assert offered("შეხვერდა ბატუმში", user) == []


def test_nothing_is_offered_when_enough_is_found(file: Any, user: User) -> None:
    file("სახელი", "სახელი", "სახელი", "სახლი", "სახლი", "სახლი", "სახლი")
    assert offered("სახელი", user) == []


def test_a_slip_that_stands_in_a_document_is_corrected_to_what_more_have(
    file: Any, user: User
) -> None:
    file("მთავრობსი სხდომა", "მთავრობის სხდომა", "მთავრობის დღე", "მთავრობა")
    assert offered("მთავრობსი", user)[0] == "მთავრობის"
    assert offered("მთავრობსი სხდომა", user) == []


def test_forms_of_one_word_are_one_suggestion(file: Any, user: User) -> None:
    file("სკოლა", "სკოლის", "სკოლაში", "სკოლებისთვის", "სოკო")
    found = offered("სკლოებში", user)
    assert len([one for one in found if one.startswith("სკოლ")]) == 1


def test_words_run_together_or_apart(file: Any, user: User) -> None:
    file("თბილისი სახელმწიფო უნივერსიტეტი", "სტრატკომის დღე")
    assert offered("თბილისისახელმწიფო", user) == ["თბილისი სახელმწიფო"]
    assert offered("სტრატ კომის დღე", user) == ["სტრატკომის დღე"]


def test_english_words_and_latin_typing(file: Any, user: User) -> None:
    file("Government meeting", "შეხვედრა თელავში")
    assert offered("goverment meeting", user) == ["government meeting"]
    assert offered("shexvetra", user)[0] == "შეხვედრა"


def test_an_ending_hung_on_by_a_hyphen_stays(file: Any, user: User) -> None:
    file("ბრიუსელი და ნატო")
    assert offered("ნატრო-სთან", user) == ["ნატო-სთან"]


def test_what_the_reader_may_not_see_is_never_offered(file: Any, user: User) -> None:
    file(record(1, "საიდუმლო"), record(2, "ღია დღე", scopes=BOTH))
    for typed in ("საიდუმო", "საიდმულო", "სიადუმლო", "საიდუნლო", "საიიდუმლო", "saidumo"):
        assert offered(typed, user) == ["საიდუმლო"]
        assert offered(typed, None) == []


def test_the_words_of_another_organisation_are_never_offered(file: Any, user: User) -> None:
    file(record(1, "შეთანხმება", scopes=frozenset({"o9"})), record(2, "დღე"))
    for typed in ("შეთანხმბა", "შეთანხმებაა", "სეთანხმება", "shetankhmba", "შეთ ანხმება"):
        assert offered(typed, user) == []
        assert offered(typed, None) == []


def test_a_form_of_two_words_is_offered_to_who_may_read_one(file: Any, user: User) -> None:
    file(record(1, "განცხადების"), record(2, "განცხადება", scopes=BOTH))
    assert offered("განსხადების", None) == ["განცხადების"]
    assert offered("gancxadevis", user) == ["განცხადების"]
    assert offered("gancxadevis", None) == []


def test_a_word_under_embargo_is_never_offered(file: Any, user: User) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    face = Face(PUBLIC | DESK, "ემბარგო", shown_from=later)
    file(Record(1, [face], today()), record(2, "სხვა", scopes=BOTH))
    assert offered("ემბარო", None) == []
    assert offered("ემბარო", user) == []


def test_a_word_of_the_fuller_face_is_not_offered_to_others(file: Any, user: User) -> None:
    narrow, full = Face(PUBLIC, "გამოფენა"), Face(DESK, "გამოფენა", body="ბიუჯეტი")
    file(Record(1, [narrow, full], today()))
    assert offered("ბიუჯტი", user) == ["ბიუჯეტი"]
    assert offered("ბიუჯტი", None) == []


def test_kinds_that_are_not_asked_for_are_not_looked_at(file: Any, user: User) -> None:
    file("შეხვედრა")
    assert offered("შეხვერდა", user, kinds=[Kind.EVENT]) == ["შეხვედრა"]
    assert offered("შეხვერდა", user, kinds=[Kind.PERSON]) == []


def test_the_word_that_nothing_has_can_be_left_out(file: Any, user: User) -> None:
    file("შეხვედრა თელავში სკოლაში", "შეხვედრა გორში")
    found = fewer_words(read_query("შეხვედრა თელავში ვულკანი"), user)
    assert found is not None
    assert (found.text, found.left_out) == ("შეხვედრა თელავში", "ვულკანი")
    assert fewer_words(read_query("შეხვედრა ვულკანი"), user) is None
    assert fewer_words(read_query("შეხვედრა ვულკანი კომეტა"), user) is None
    assert fewer_words(read_query("შეხვედრა თელავში სკოლაში"), user) is None
    assert fewer_words(read_query("შეხვედრა თელავში ვულკანი"), None) is not None


@pytest.mark.parametrize("operator", ["AND", "OR", "NOT", "NEAR", "*", '"', "(", ")", "^", "'"])
def test_operators_of_the_index_are_words(file: Any, user: User, operator: str) -> None:
    file("შეხვედრა თელავში")
    for text in (operator, f"{operator} ტელავში", f"ტელავში{operator}", f"{operator}ტელავში"):
        assert all("თელავში" in one for one in offered(text, user))
        assert fewer_words(read_query(f"{text} {text} ვულკანი"), user) is None


@pytest.mark.parametrize("text", ["", " ", "ა", "თ" * 10_000, "შ თ " * 2_000, "?!", "„“", "\0"])
def test_what_cannot_be_corrected_is_left(file: Any, user: User, text: str) -> None:
    file("შეხვედრა თელავში")
    assert offered(text, user) == []


TYPED = st.text(max_size=40) | st.text("შეხვდრათლი თelTAV*\"'()^-:", max_size=30)


@pytest.fixture
def something_filed(file: Any) -> None:
    file("შეხვედრა თელავში", "Government meeting")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(text=TYPED)
def test_no_text_raises(app: Flask, something_filed: None, text: str) -> None:
    query = read_query(text)
    for one in corrections(query, None):
        assert "".join(piece for piece, _changed in one.words) == one.text
        assert any(changed for _piece, changed in one.words)
    shorter = fewer_words(query, None)
    assert shorter is None or len(shorter.text) < len(query.text)
    with app.test_request_context("/"):
        assert len(suggestions(text, None)) <= 8
