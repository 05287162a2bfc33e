"""Numbers in words and with endings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratcom.georgian.numerals import (
    LARGEST,
    cardinal,
    english_ordinal,
    in_case,
    ordinal,
    ordinal_word,
)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "ნული"),
        (8, "რვა"),
        (17, "ჩვიდმეტი"),
        (20, "ოცი"),
        (21, "ოცდაერთი"),
        (38, "ოცდათვრამეტი"),
        (40, "ორმოცი"),
        (97, "ოთხმოცდაჩვიდმეტი"),
        (100, "ასი"),
        (805, "რვაას ხუთი"),
        (1000, "ათასი"),
        (1991, "ათას ცხრაას ოთხმოცდათერთმეტი"),
        (2026, "ორი ათას ოცდაექვსი"),
        (1_000_000, "ერთი მილიონი"),
        (3_713_804, "სამი მილიონ შვიდას ცამეტი ათას რვაას ოთხი"),
    ],
)
def test_cardinals(number, said):
    assert cardinal(number) == said


@pytest.mark.parametrize(
    ("number", "figures", "said"),
    [
        (1, "1-ლი", "პირველი"),
        (2, "მე-2", "მეორე"),
        (3, "მე-3", "მესამე"),
        (8, "მე-8", "მერვე"),
        (9, "მე-9", "მეცხრე"),
        (20, "მე-20", "მეოცე"),
        (21, "21-ე", "ოცდამეერთე"),
        (37, "37-ე", "ოცდამეჩვიდმეტე"),
        (40, "მე-40", "მეორმოცე"),
        (100, "100-ე", "მეასე"),
        (112, "მე-112", "ას მეთორმეტე"),
        (1000, "1000-ე", "მეათასე"),
    ],
)
def test_ordinals(number, figures, said):
    assert ordinal(number) == figures
    assert ordinal_word(number) == said


def test_figures_take_the_ending_of_a_case():
    assert [in_case(2026, one) for one in ("dat", "gen", "in", "from", "until")] == [
        "2026-ს",
        "2026-ის",
        "2026-ში",
        "2026-იდან",
        "2026-მდე",
    ]


def test_english_ordinals():
    assert [english_ordinal(one) for one in (1, 2, 3, 4, 11, 12, 13, 21, 22, 103, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "103rd", "111th",
    ]  # fmt: skip


@given(st.integers(0, LARGEST))
def test_every_number_has_words_of_its_own(number):
    said = cardinal(number)
    assert all("ა" <= letter <= "ჰ" or letter == " " for letter in said)
    assert cardinal(number + 1 if number < LARGEST else number - 1) != said


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_what_has_no_words_is_refused(number):
    with pytest.raises(ValueError, match="is not between"):
        cardinal(number)
