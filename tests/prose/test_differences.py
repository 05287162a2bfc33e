"""Differences between two texts: whole, word by word, in Georgian, and quick however long."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratcom.prose.differences import (
    Change,
    difference,
    has_changes,
    matches,
    words,
)
from stratcom.prose.merging import merge

GONE, NEW, SAME = Change.GONE, Change.NEW, Change.SAME
ROOTS = ("ევროკავშირ", "ქვეყან", "ფერმერ", "რეფორმ", "სოფელ", "მოქალაქე", "ბაზარ", "უსაფრთხოებ")
ENDINGS = ("ი", "ის", "მა", "ში", "თან", "ების", "ებს", "ზე", "იდან", "ად")
SMALL = ("და", "რომ", "არის", "ამ", "კი", "თუ", "ან")
letters = st.sampled_from(["ა", "ბ", "და", " ", "\n", "\n\n", ".", "-", "NATO-ს", "’", "\u2028"])
written = st.one_of(st.lists(letters, max_size=40).map("".join), st.text(max_size=60))


def spelled(before, after):
    return [(one.change, one.text) for one in difference(before, after)]


@given(written, written)
def test_pieces_join_to_both_texts(before, after):
    pieces = difference(before, after)
    assert "".join(one.text for one in pieces if one.change is not NEW) == before
    assert "".join(one.text for one in pieces if one.change is not GONE) == after
    assert has_changes(pieces) is (before != after)
    assert all(one.text for one in pieces)


@given(written)
def test_words_join_to_the_text(text):
    assert "".join(words(text)) == text


@given(
    st.lists(st.sampled_from("აბგდ"), max_size=30), st.lists(st.sampled_from("აბგდ"), max_size=30)
)
def test_matches_are_runs_of_both_in_order(old, new):
    i = k = 0
    for one in matches(old, new):
        assert one.size > 0
        assert i <= one.old
        assert k <= one.new
        assert old[one.old : one.old + one.size] == new[one.new : one.new + one.size]
        i, k = one.old + one.size, one.new + one.size


@given(st.lists(written, min_size=2, max_size=8), st.data())
def test_a_long_text_loses_nothing_where_parts_are_moved(pieces, data):
    moved = data.draw(st.permutations(pieces))
    before, after = " მთავარი ".join(pieces * 20), " მთავარი ".join(moved * 20)
    told = difference(before, after)
    assert "".join(one.text for one in told if one.change is not NEW) == before
    assert "".join(one.text for one in told if one.change is not GONE) == after


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("ქვეყნის უსაფრთხოება", "ქვეყანაში უსაფრთხოება", "ქვეყნის ", "ქვეყანაში "),
        ("ევროკავშირის წევრი", "ევროკავშირთან წევრი", "ევროკავშირის ", "ევროკავშირთან "),
        ("NATO-ს წევრი ვართ", "NATO-სთან წევრი ვართ", "NATO-ს ", "NATO-სთან "),
        ("2025-ში დაიწყო", "2026-ში დაიწყო", "2025-ში ", "2026-ში "),
        ("ფერმერებს ეხმარება", "ფერმერებსაც ეხმარება", "ფერმერებს ", "ფერმერებსაც "),
    ],
)
def test_another_form_of_a_word_is_told_as_that_word(before, after, gone, new):
    assert [one for one in spelled(before, after) if one[0] is not SAME] == [
        (GONE, gone),
        (NEW, new),
    ]


def test_a_change_is_told_beside_what_stayed():
    before = "ბაზარი ღიაა. ფერმერი ყიდის რძეს და ყველს."
    after = "ბაზარი ღიაა. ფერმერი ყიდის თაფლს და ყველს."
    assert spelled(before, after) == [
        (SAME, "ბაზარი ღიაა. ფერმერი ყიდის "),
        (GONE, "რძეს "),
        (NEW, "თაფლს "),
        (SAME, "და ყველს."),
    ]


def test_a_word_is_the_same_at_the_end_of_a_text():
    assert spelled("ჩვენი სახლი", "ჩვენი სახლი და მომავალი") == [
        (SAME, "ჩვენი სახლი"),
        (NEW, " და მომავალი"),
    ]
    assert spelled("მეტ არჩევანს: სწავლის", "მეტ არჩევანს მისცემს: სწავლის") == [
        (SAME, "მეტ არჩევანს"),
        (NEW, " მისცემს"),
        (SAME, ": სწავლის"),
    ]


def test_conjunctions_of_a_sentence_written_anew_are_no_rest_of_it():
    before = "ახალი გზები მალე აშენდება და სოფლის მცხოვრებლებს ქალაქთან დააკავშირებს"
    after = "რძის ქარხანა უკვე მუშაობს და ორმოცი ადამიანი იქ დასაქმდა"
    assert spelled(before, after) == [(GONE, before), (NEW, after)]


def test_single_words_changed_one_after_another_stay_apart():
    told = spelled("დიდი ახალი სკოლა გაიხსნა", "პატარა ახალი ბაღი გაიხსნა")
    assert [text for fate, text in told if fate is SAME] == ["ახალი ", "გაიხსნა"]


def georgian(count, *, seed, paragraph=90):
    """Words of a text in Georgian, no paragraph like another."""
    chance = random.Random(seed)
    found = [
        chance.choice(SMALL)
        if chance.random() < 0.25
        else f"{chance.choice(ROOTS)}{chance.choice(ENDINGS)}"
        if chance.random() < 0.4
        else "".join(chance.choice("აბგდევზთიკლმნოპრსტუქღშჩცძწჭხჯ") for _ in range(7))
        for _ in range(count)
    ]
    if not paragraph:
        return " ".join(found)
    starts = range(0, count, paragraph)
    return ".\n\n".join(" ".join(found[at : at + paragraph]) for at in starts)


def edited(text, *, every, seed):
    chance = random.Random(seed)
    return " ".join(f"{one}ც" if chance.randrange(every) == 0 else one for one in text.split(" "))


LONG = georgian(10_000, seed=1)
UNBROKEN = georgian(10_000, seed=2, paragraph=0)
PAIRS = {
    "a few words changed": (LONG, edited(LONG, every=500, seed=3)),
    "every third word changed": (LONG, edited(LONG, every=3, seed=3)),
    "all written anew": (LONG, georgian(10_000, seed=4)),
    "one paragraph, a few words": (UNBROKEN, edited(UNBROKEN, every=500, seed=5)),
    "one paragraph, every third": (UNBROKEN, edited(UNBROKEN, every=3, seed=5)),
    "one paragraph, all anew": (UNBROKEN, georgian(10_000, seed=6, paragraph=0)),
    "paragraphs joined": (LONG, LONG.replace("\n\n", " ")),
    "one word again and again": ("და " * 10_000, "და " * 9_000 + "არა " * 1_000),
    "two words in turn": ("და არა " * 5_000, "არა და " * 5_000),
    "every word once, backwards": (
        " ".join(f"სიტყვა{one}" for one in range(10_000)),
        " ".join(f"სიტყვა{one}" for one in range(10_000, 0, -1)),
    ),
    "marks alone": (".," * 10_000, ",." * 10_000),
    "no spaces": ("ა" * 100_000, "ა" * 50_000 + "ბ" * 50_000),
}


@pytest.mark.parametrize("name", PAIRS)
def test_ten_thousand_words_are_compared(name):
    before, after = PAIRS[name]
    pieces = difference(before, after)
    assert "".join(one.text for one in pieces if one.change is not NEW) == before
    assert "".join(one.text for one in pieces if one.change is not GONE) == after


def test_few_changes_in_one_long_paragraph_are_found_as_such():
    """However long the paragraph: it is never told as replaced for a few words."""
    before, after = PAIRS["one paragraph, a few words"]
    pieces = difference(before, after)
    changed = sum(len(words(one.text)) for one in pieces if one.change is NEW)
    really = sum(one != other for one, other in zip(before.split(), after.split(), strict=True))
    assert really == changed
    assert 10 < changed < 40


def test_two_people_in_one_long_paragraph_are_joined():
    lines = UNBROKEN.split(" ")
    mine = " ".join(["ჩემი", *lines])
    theirs = " ".join([*lines, "მათი"])
    joined = merge(UNBROKEN, mine, theirs)
    assert joined.clashes == ()
    assert joined.text == " ".join(["ჩემი", *lines, "მათი"])
