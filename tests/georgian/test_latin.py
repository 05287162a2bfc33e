from collections.abc import Callable

import pytest

from stratcom.georgian.folding import fold
from stratcom.georgian.latin import latin_keys, skeleton
from stratcom.georgian.romanise import romanise, slug
from stratcom.georgian.stemming import keys
from tests.georgian.evaluation import form_groups

_INFORMAL = str.maketrans("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "abgdevztiklmnopjrstufqgySCcZwWxjh")
_LEGACY = str.maketrans("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "abgdevzTiklmnopJrstufqRySCcZwWxjh")


def _informal(word: str) -> str:
    digraphs = {"ღ": "gh", "შ": "sh", "ჩ": "ch", "ძ": "dz", "ჭ": "ch", "ჟ": "zh"}
    return "".join(digraphs.get(letter, letter.translate(_INFORMAL)) for letter in word)


@pytest.mark.parametrize(
    "typed",
    [
        lambda word: romanise(word),
        lambda word: romanise(word, apostrophes=True),
        _informal,
        lambda word: word.translate(_LEGACY),
    ],
    ids=["national", "national with apostrophes", "informal", "legacy keys"],
)
def test_latin_typed_forms_find_their_word(typed: Callable[[str], str]) -> None:
    forms = [form for group in form_groups() for form in group]
    found = sum(
        not {skeleton(key) for key in keys(fold(form))}.isdisjoint(latin_keys(typed(form)))
        for form in forms
    )
    assert found / len(forms) >= 0.99


def test_every_spelling_of_a_word_has_the_same_skeleton() -> None:
    spellings = ["ღონისძიება", "ghonisdzieba", "gonisdzieba"]
    assert skeleton(spellings[0]) == skeleton(spellings[1]) == "gonisZieba"
    assert skeleton("წყალი") == skeleton("ts'q'ali") == skeleton("wyali") == "ckali"


def test_romanise_follows_the_national_system() -> None:
    assert romanise("ჭყონდიდი წყალტუბო ტყე", apostrophes=True) == "ch’q’ondidi ts’q’alt’ubo t’q’e"
    assert romanise("ღონისძიება თელავში") == "ghonisdzieba telavshi"
    assert romanise("ᲗᲑᲘᲚᲘᲡᲘ, EU") == "tbilisi, eu"


def test_slug_is_ascii_and_cut_at_a_word() -> None:
    assert slug("ღონისძიება თელავში!") == "ghonisdzieba-telavshi"
    assert slug("NATO's „დღე“ – 2026") == "natos-dghe-2026"
    assert slug("შეხვედრა მოსახლეობასთან", limit=12) == "shekhvedra"
    assert slug("ურთიერთთანამშრომლობა", limit=5) == "urtie"
    assert slug("Грузия") == ""
