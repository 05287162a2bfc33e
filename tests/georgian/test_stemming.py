from itertools import combinations

import pytest

from stratcom.georgian import text_keys
from stratcom.georgian.dates import month_number
from stratcom.georgian.stemming import keys
from tests.georgian.evaluation import form_groups, table


def _meet(first: str, second: str) -> bool:
    return not set(text_keys(first)).isdisjoint(text_keys(second))


@pytest.mark.parametrize(
    ("name", "pairs_at_least"), [("georgian_forms.tsv", 50_000), ("georgian_forms_2.tsv", 60_000)]
)
def test_forms_of_a_word_share_a_key(name: str, pairs_at_least: int) -> None:
    pairs = [pair for forms in form_groups(name) for pair in combinations(forms, 2)]
    assert len(pairs) > pairs_at_least
    assert sum(_meet(*pair) for pair in pairs) / len(pairs) >= 0.995


@pytest.mark.parametrize("name", ["georgian_not_same.tsv", "georgian_not_same_2.tsv"])
def test_look_alikes_are_kept_apart(name: str) -> None:
    pairs = [(row[0], row[1]) for row in table(name)]
    assert len(pairs) > 100
    assert sum(_meet(*pair) for pair in pairs) / len(pairs) <= 0.03


def test_a_verbal_noun_finds_the_forms_of_its_verb() -> None:
    forms = [(row[0], form) for row in table("georgian_verbs.tsv") for form in row[1].split()]
    assert len(forms) > 200
    assert [pair for pair in forms if not _meet(*pair)] == []


def test_each_month_has_one_key_of_its_own() -> None:
    found = []
    for number, *forms in table("months_ka.tsv"):
        shared = set.intersection(*(set(keys(form)) for form in forms))
        assert len(shared) == 1
        assert {month_number(form) for form in forms} == {int(number)}
        found.append(shared.pop())
    assert len(set(found)) == 12


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("მეგობრებისთვისაც", "მეგობარი"),
        ("წყლის", "წყალი"),
        ("ანგარიშებში", "ანგარიში"),
        ("რეფორმამ", "რეფორმა"),
        ("გიორგისთან", "გიორგი"),
        ("თბილისიდანაა", "თბილისი"),
        ("შეხვედრებზე", "შეხვედრა"),
        ("NATO-სთან", "nato"),
        ("ᲗᲔᲚᲐᲕᲨᲘ", "თელავი"),
        ("მინდვრის", "მინდორი"),
        ("ქალაქებისადმი", "ქალაქი"),
        ("მეზობელთათვის", "მეზობელი"),
        ("ბრაზილიიდან", "ბრაზილია"),
        ("უმაღლეს", "მაღალი"),
        ("უმცირესი", "მცირე"),
        ("ოცდამესამეს", "ოცდასამი"),
        ("აღნიშნავდნენ", "აღნიშნავს"),
        ("დაგეგმილიყო", "დაგეგმვა"),
    ],
)
def test_an_inflected_form_is_found_by_its_dictionary_form(written: str, sought: str) -> None:
    assert _meet(written, sought)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("მარტი", "მარტო"),
        ("ბიოლოგი", "ბიოლოგია"),
        ("სახელი", "სახლი"),
        ("გორი", "გორა"),
        ("გეგმა", "იგეგმება"),
        ("სწავლა", "ასწავლის"),
        ("უფროსი", "ფროსი"),
        ("უფლების", "უფლის"),
        ("news", "new"),
    ],
)
def test_different_words_do_not_meet(first: str, second: str) -> None:
    assert not _meet(first, second)


def test_an_ambiguous_form_has_a_key_for_each_reading() -> None:
    assert keys("განცხადების") == ("განცხად", "განცხადებ")
    assert keys("გორის") == ("გორ", "გორა")
    assert keys("აცხადებს") == ("გამოცხადება", "განცხადება")
    assert keys("განცხადება") == ("განცხადებ", "განცხადება")


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("planned meetings", "plan meeting"),
        ("policies", "policy"),
        ("trained trainees' trainings", "train trainee"),
        ("speeches", "speech"),
        ("NGOs and MPs", "NGO MP"),
        ("organisations", "organization"),
        ("minister’s", "ministers"),
    ],
)
def test_english_forms_share_keys(written: str, sought: str) -> None:
    assert set(text_keys(sought)) <= set(text_keys(written))


def test_text_keys_are_distinct_and_in_order() -> None:
    assert text_keys("day დღე, day დღეს 2026") == ["day", "დღა", "2026"]


def test_words_of_other_scripts_are_their_own_keys() -> None:
    assert keys("грузия") == ("грузия",)
