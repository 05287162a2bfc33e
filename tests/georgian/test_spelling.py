"""Misspelt words, by each kind of slip, against the attested forms of the evaluation data."""

from collections.abc import Callable, Collection, Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratcom.georgian.latin import skeleton
from stratcom.georgian.romanise import romanise
from stratcom.georgian.spelling import (
    GEORGIAN,
    LATIN,
    Form,
    Lookup,
    farther_guesses,
    guesses,
    slips,
)
from stratcom.georgian.stemming import keys
from stratcom.georgian.wordlists import word_file
from tests.georgian.evaluation import table

SAMPLED, SAMPLED_IN_LATIN = 150, 50
ALIKE = ("თტ", "ქკყ", "ცწ", "ჩჭ", "ფპ")
UNSHIFTED = dict(zip("თღჭშჟძჩ", "ტრწსჯზც", strict=True))
Slip = Callable[[str, Random], str]


def in_use(words: Iterable[str]) -> Lookup:
    """The look-up that the database does, over these words."""
    forms = [
        Form(word, key, "" if key.isascii() else skeleton(key))
        for word in sorted(words)
        for key in keys(word)
    ]
    by_skeleton: dict[str, list[Form]] = {}
    by_key: dict[str, list[Form]] = {}
    for form in forms:
        chosen, name = (by_skeleton, form.skeleton) if form.skeleton else (by_key, form.key)
        chosen.setdefault(name, []).append(form)

    def lookup(skeletons: Collection[str], keys_wanted: Collection[str]) -> list[Form]:
        found = [by_skeleton.get(one, []) for one in skeletons]
        found += [by_key.get(one, []) for one in keys_wanted]
        return [form for some in found for form in some]

    return lookup


def alike(word: str, random: Random) -> str:
    places = [
        (at, other)
        for at, letter in enumerate(word)
        for group in ALIKE
        if letter in group
        for other in group
        if other != letter
    ]
    at, other = random.choice(places) if places else (0, word[0])
    return word[:at] + other + word[at + 1 :]


def shift_missed(word: str, random: Random) -> str:
    places = [at for at, letter in enumerate(word) if letter in UNSHIFTED]
    at = random.choice(places) if places else -1
    return word[:at] + UNSHIFTED[word[at]] + word[at + 1 :] if places else word


def lost(word: str, random: Random) -> str:
    at = random.randrange(len(word))
    return word[:at] + word[at + 1 :]


def swapped(word: str, random: Random) -> str:
    at = random.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def replaced(word: str, random: Random) -> str:
    at = random.randrange(len(word))
    letters = LATIN if word.isascii() else GEORGIAN
    return word[:at] + random.choice(letters) + word[at + 1 :]


def added(word: str, random: Random) -> str:
    at = random.randrange(len(word) + 1)
    letters = LATIN if word.isascii() else GEORGIAN
    return word[:at] + random.choice(letters) + word[at:]


@pytest.fixture(scope="module")
def attested() -> list[str]:
    found = (row[2] for row in table("georgian_forms.tsv") if row[4] == "1")
    return sorted({word for word in found if len(word) >= 4})


@pytest.fixture(scope="module")
def lookup(attested: list[str]) -> Lookup:
    everything = {row[2] for row in table("georgian_forms.tsv")}
    return in_use(everything | word_file("names_ka.txt") | word_file("english_words.txt"))


def found_among_three(
    slip: Slip, words: list[str], lookup: Lookup, write: Callable[[str], str] = str
) -> float:
    """How often the right word is among the first three, where the slip does not find it anyway."""
    random = Random(2026)
    tried = right = 0
    sampled = SAMPLED if write is str else SAMPLED_IN_LATIN
    while tried < sampled:
        word = random.choice(words)
        written = write(word)
        typed = slip(written, random)
        if typed == written or not typed or set(keys(typed)) & set(keys(word)):
            continue
        tried += 1
        offered = guesses(typed, lookup)[:3]
        right += any(set(keys(one.word)) & set(keys(word)) for one in offered)
    return right / tried


@pytest.mark.parametrize("slip", [alike, shift_missed, lost, swapped, replaced, added])
def test_the_right_word_is_among_the_first_three(
    slip: Slip, attested: list[str], lookup: Lookup
) -> None:
    assert found_among_three(slip, attested, lookup) >= 0.95


@pytest.mark.parametrize("slip", [swapped, replaced])
def test_so_it_is_when_typed_in_latin_letters(
    slip: Slip, attested: list[str], lookup: Lookup
) -> None:
    assert found_among_three(slip, attested, lookup, romanise) >= 0.85


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ტელავი", "თელავი"),
        ("სეხვედრა", "შეხვედრა"),
        ("ცქალი", "წყალი"),
        ("ურთიერთანამშრომლობა", "ურთიერთთანამშრომლობა"),
        ("მთავორბა", "მთავრობა"),
        ("goverment", "government"),
        ("shexvetra", "შეხვედრა"),
    ],
)
def test_the_likeliest_comes_first(typed: str, meant: str) -> None:
    others = ["თელი", "შევედრა", "წყობა", "მთვარე", "governor", "ურთიერთობა", "ცელი"]
    assert guesses(typed, in_use([meant, *others]))[0].word == meant


def test_each_word_is_guessed_once_in_the_form_that_was_typed() -> None:
    lookup = in_use(["სკოლა", "სკოლის", "სკოლებს"])
    assert [one.word for one in guesses("სკლოებს", lookup)] == ["სკოლებს"]
    assert [one.word for one in guesses("სკლოაში", lookup)] == ["სკოლაში"]
    # A bare stem is no form to show.
    assert [one.word for one in guesses("ტელავ", in_use(["თელავი", "თელავს"]))] == ["თელავი"]


def test_a_word_in_use_is_no_guess_for_itself() -> None:
    assert guesses("თელავში", in_use(["თელავი"])) == []
    assert guesses("telavshi", in_use(["თელავი"])) == []


def test_what_a_slip_costs() -> None:
    costs = slips("ტელავი")
    assert costs["ტელავი"] == 0
    assert costs["თელავი"] < costs["კტელავი"] < costs["მელავი"]
    assert costs["ეტლავი"] == costs["ტლეავი"]


def test_two_slips_in_a_long_word() -> None:
    forms = in_use(["საგამოფენო", "სამედიცინო"])(
        [skeleton(key) for word in ("საგამოფენო", "სამედიცინო") for key in keys(word)], []
    )
    assert [one.word for one in farther_guesses("საგამაფენა", forms)] == ["საგამოფენო"]
    assert farther_guesses("საგა", forms) == []


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    lookup = in_use(["თელავი", "government"])
    assert all(one.cost >= 0 for one in guesses(text, lookup))
    assert farther_guesses(text, lookup([], keys("government"))) is not None
