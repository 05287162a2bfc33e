from collections.abc import Callable
from itertools import cycle

import pytest

from stratcom.georgian.folding import fold
from stratcom.georgian.latin import is_latin, latin_keys, skeleton
from stratcom.georgian.romanise import romanise, slug
from stratcom.georgian.stemming import keys
from stratcom.georgian.verbs import finite_stems
from stratcom.georgian.wordlists import words
from tests.georgian.evaluation import form_groups

_GEORGIAN = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"
_KEYBOARD = "a b g d e v z t i k l m n o p zh r s t u f q gh y sh ch c dz w ch x j h"
_PHONETIC = "a b g d e v z t i k l m n o p j r s t u p k gh k sh ch ts dz ts tch kh j h"
_CARELESS = "a b g d e v z t i k l m n o p j r s t u f q g y sh ch c z ts tch x j h"
_LEGACY = "a b g d e v z T i k l m n o p J r s t u f q R y S C c Z w W x j h"

# Stems of words that are not in the development forms, with their nominative endings.
_STEMS = {
    "ი": "აეროპორტ ავტობუს პროდუქტ ჟურნალ ჩემპიონ ტურნირ ფაკულტეტ ყურძენ შედეგ ძეგლ წერილ ჭადრაკ "
    "ხელოსან სპექტაკლ პატრულ ნაკრებ მუზეუმ ლაბორანტ კურორტ თეატრ ინჟინერ გუნდ ვაგონ დარბაზ ექიმბაშ "
    "ყვავილ ტყავ ბრენდ",
    "ა": "ქუჩ ჭიქ წვიმ ჩანთ შრომ ფარდ ღამურ თვითმფრინავთმშენებლობ",
    "ო": "ოქრ წყარ მეტრ ბიურ",
}
_ENDINGS = {
    "ი": words("ი მა ს ის ით ში ზე თან ისთვის იდან ებს ების"),
    "ა": words("ა ამ ას ის ით აში აზე ასთან ისთვის იდან ები ების"),
    "ო": words("ო ომ ოს ოთი ოში ოზე ოსთან ოსთვის ოდან ოები"),
}


def _own_forms() -> list[str]:
    return [
        stem + ending
        for last, stems in _STEMS.items()
        for stem in stems.split()
        for ending in _ENDINGS[last]
    ]


def _typed(table: str) -> Callable[[str], str]:
    return lambda word: word.translate(
        str.maketrans(dict(zip(_GEORGIAN, table.split(), strict=True)))
    )


def _mixed(word: str) -> str:
    return "".join(type_it(letter) for type_it, letter in zip(cycle(_MIXED), word, strict=False))


_MIXED = (_typed(_KEYBOARD), romanise, _typed(_PHONETIC))
_STYLES: dict[str, Callable[[str], str]] = {
    "national": romanise,
    "national with apostrophes": lambda word: romanise(word, apostrophes=True),
    "keyboard": _typed(_KEYBOARD),
    "phonetic": _typed(_PHONETIC),
    "legacy keys": _typed(_LEGACY),
    "careless": _typed(_CARELESS),
    "mixed": _mixed,
    "capital first": lambda word: romanise(word).capitalize(),
}


@pytest.mark.parametrize("style", _STYLES)
@pytest.mark.parametrize("known", [True, False], ids=["development forms", "other words"])
def test_latin_typed_forms_find_their_word(style: str, known: bool) -> None:
    forms = [form for group in form_groups() for form in group] if known else _own_forms()
    assert len(forms) >= 300
    found = sum(
        not {skeleton(key) for key in keys(fold(form))}.isdisjoint(latin_keys(_STYLES[style](form)))
        for form in forms
    )
    assert found / len(forms) >= 0.98


@pytest.mark.parametrize("style", _STYLES)
def test_latin_typed_verbs_find_their_verbal_noun(style: str) -> None:
    pairs = [
        (form, masdar)
        for stem, uses in finite_stems().items()
        for masdar, endings in uses
        for form in (stem + ending for ending in sorted(endings)[:1])
    ]
    found = sum(
        not {skeleton(key) for key in keys(masdar)}.isdisjoint(latin_keys(_STYLES[style](form)))
        for form, masdar in pairs
    )
    assert found / len(pairs) >= 0.98


def test_every_spelling_of_a_word_has_the_same_skeleton() -> None:
    spellings = ["ღონისძიება", "ghonisdzieba", "gonisdzieba", "gonisZieba", "Gonisziebá"]
    assert {skeleton(spelling) for spelling in spellings} == {"goniszieba"}
    assert skeleton("წყალი") == skeleton("ts'q'ali") == skeleton("wyali") == "ckali"


@pytest.mark.parametrize(
    ("word", "latin"),
    [("ts'q'ali", True), ("shekhvedra", True), ("", False), ("2026", False), ("ნატო", False)],
)
def test_is_latin(word: str, latin: bool) -> None:
    assert is_latin(word) is latin


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
