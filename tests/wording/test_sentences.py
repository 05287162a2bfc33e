"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratcom.wording.sentences import split


def cut(text):
    return [text[one.start : one.end] for one in split(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("ერთი. ორი! სამი? ოთხი…", ["ერთი.", "ორი!", "სამი?", "ოთხი…"]),
        ("ეს ე.წ. „რესპუბლიკა“ და ა.შ. იყო. კი", ["ეს ე.წ. „რესპუბლიკა“ და ა.შ. იყო.", "კი"]),
        ("2008 წ. 8 მაისს, იხ. გვ. 5, მაგ. აქ. კი", ["2008 წ. 8 მაისს, იხ. გვ. 5, მაგ. აქ.", "კი"]),
        ("აშშ-ის ელჩი. 12.5 მლნ. ლარი", ["აშშ-ის ელჩი.", "12.5 მლნ. ლარი"]),
        ("ა. ბ. კაცი მოვიდა. წავიდა", ["ა. ბ. კაცი მოვიდა.", "წავიდა"]),
        ("გაიზარდა 25. მერე შემცირდა", ["გაიზარდა 25.", "მერე შემცირდა"]),
        ("23. 11. 2026 დღეს", ["23. 11. 2026 დღეს"]),
        ("„კი.“ თქვა (არა.) მან", ["„კი.“", "თქვა (არა.)", "მან"]),
        ("1. პირველი\n2. მეორე", ["1. პირველი", "2. მეორე"]),
        ("- ერთი\n- ორი\n\nსამი\nოთხი", ["- ერთი", "- ორი", "სამი\nოთხი"]),
        ("# თავი\nტექსტი", ["# თავი", "ტექსტი"]),
        ("Mr. Lee of the U.S. said no. Art. 5", ["Mr. Lee of the U.S. said no.", "Art. 5"]),
        ("Article No. 5, e.g. this. End", ["Article No. 5, e.g. this.", "End"]),
        ("", []),
        ("\n\n", []),
    ],
)  # fmt: skip
def test_sentences(text, sentences):
    assert cut(text) == sentences


def test_each_knows_the_heading_above_it():
    text = "წინ\n\n# ერთი\nაქ იყო. იქ არის.\n## ორი\n\nზ"
    assert [(text[one.start : one.end], one.heading) for one in split(text)] == [
        ("წინ", None),
        ("# ერთი", None),
        ("აქ იყო.", 1),
        ("იქ არის.", 1),
        ("## ორი", None),
        ("ზ", 4),
    ]


@given(st.text(alphabet="აბ. \n#-1a!“", max_size=200))
def test_nothing_is_lost_and_nothing_overlaps(text):
    end = 0
    for one in split(text):
        assert end <= one.start < one.end
        assert not text[end : one.start].strip()
        end = one.end
    assert not text[end:].strip()
