from importlib.resources import files
from itertools import combinations

import pytest

from stratcom.georgian import fold, keys, text_keys
from stratcom.georgian.stemming import keys as own_keys
from stratcom.georgian.tokens import tokens
from stratcom.georgian.wordlists import word_file
from tests.georgian.evaluation import form_groups, table

_LINES = [
    line.split("\t")
    for line in files("stratcom.georgian")
    .joinpath("data", "equivalents.tsv")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
]


def _meet(first: str, second: str) -> bool:
    return not set(text_keys(first)).isdisjoint(text_keys(second))


def test_every_name_in_the_table_meets_every_other_of_its_line() -> None:
    assert len(_LINES) >= 60
    for word, *cells in _LINES:
        names = [name for cell in cells for name in cell.split("; ") if name]
        shared = own_keys(fold(word))[0]
        assert all(shared in text_keys(name) for name in names), names
        assert all(_meet(*pair) for pair in combinations(names, 2))


def test_no_shared_key_is_used_twice_or_is_an_english_word() -> None:
    shared = [own_keys(fold(line[0]))[0] for line in _LINES]
    assert len(set(shared)) == len(shared)
    assert all(key.isalnum() for key in shared)
    assert word_file("english_words.txt").isdisjoint(shared)


def test_no_acronym_is_a_common_word() -> None:
    short = {
        key
        for line in _LINES
        for cell in line[1:3]
        for name in cell.split("; ")
        for token in tokens(name)
        for key in own_keys(token)
    }
    assert short.isdisjoint(word_file("english_words.txt"))
    others = {
        key
        for forms in form_groups()
        if not {"ნატო", "ევროკავშირი", "გაერო"} & set(forms)
        for form in forms
        for key in own_keys(fold(form))
    }
    assert short.isdisjoint(others)


@pytest.mark.parametrize(
    "forms",
    [
        ("NATO", "NATO-ს", "NATOს", "nato", "ნატო", "ნატოს", "ნატო-ს", "ნატოსთან", "NATO's"),
        ("EU", "EU-სთან", "ევროკავშირი", "ევროკავშირის"),
        ("UN", "გაერო", "გაეროს"),
        ("USA", "აშშ", "აშშ-ის", "აშშ-ში"),
        ("ა(ა)იპ", "ა.ა.ი.პ.", "ააიპ-ის", "NNLE"),
    ],
)
def test_an_acronym_meets_its_equals_word_by_word(forms: tuple[str, ...]) -> None:
    found = [{key for token in tokens(form) for key in keys(token)} for form in forms]
    assert set.intersection(*found)


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("Delegation of the European Union to Georgia", "EU"),
        ("ევროკავშირის დელეგაცია", "European Union"),
        ("ხელი მოეწერა „ასოცირების შესახებ შეთანხმებას“", "Association Agreement"),
        ("ღრმა და ყოვლისმომცველ თავისუფალ სავაჭრო სივრცეში", "DCFTA"),
        ("ამერიკის შეერთებულ შტატებთან", "აშშ"),
        ("U.S. Embassy", "აშშ-ის საელჩო"),
        ("აღმოსავლეთ პარტნიორობის სამიტი", "EaP"),
        ("არასამთავრობო ორგანიზაციებთან შეხვედრა", "NGOs"),
        ("NATO-ს წევრობის სამოქმედო გეგმა", "MAP"),
        ("ჯანდაცვის მსოფლიო ორგანიზაციის", "WHO"),
        ("Ministry of Defence", "თავდაცვის სამინისტროში"),
    ],
)
def test_a_full_name_is_found_by_its_acronym(written: str, sought: str) -> None:
    assert _meet(written, sought)


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("who will speak to us", "ჯანდაცვის მსოფლიო ორგანიზაცია აშშ"),
        ("WHO WE ARE", "ჯანმო"),
        ("CONTACT US", "აშშ"),
        ("a map of Georgia", "წევრობის სამოქმედო გეგმა"),
        ("Mia Khan", "შსს"),
        ("ევროპული საბჭო", "ევროპის საბჭოს"),
        ("the European, and a union", "EU"),
        ("European. Union", "EU"),
        ("ნატურა", "NATO"),
        ("ევროპა", "EU"),
    ],
)
def test_other_words_stay_apart(text: str, sought: str) -> None:
    shared = set(text_keys(text)) & set(text_keys(sought)) - set(keys("საბჭო"))
    assert not shared


def test_roman_numerals_meet_figures() -> None:
    assert _meet("XXI საუკუნე", "21-ე")
    assert keys("ix") == ("ix", "9")
    assert keys("civil") == ("civil",)
    assert keys("iix") == ("iix",)
    assert keys("i") == ("i",)


def test_look_alikes_are_still_kept_apart() -> None:
    pairs = [(row[0], row[1]) for row in table("georgian_not_same.tsv")]
    assert sum(_meet(*pair) for pair in pairs) / len(pairs) <= 0.03
