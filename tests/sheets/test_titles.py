"""Titles that say the same, and titles that only look so."""

import pytest

from stratcom.sheets.titles import Titles, alike

SAME = [
    ("შეხვედრა სტუდენტებთან", "შეხვედრები სტუდენტებისთვის"),
    ("NATO-ს დღე", "ნატოს დღე"),
    ("ევროკავშირის დღეები", "EU-ს დღეები"),
    ("ჩრდილოატლანტიკური ალიანსის კვირეული", "NATO-ს კვირეული"),
    ("საინფორმაციო შეხვედრა სტუდენტებთან", "sainformacio shekhvedra studentebtan"),
    ("საინფორმაციო შეხვედრა", "საინფორამციო შეხვედრა"),
    ("საინფორმაციო შეხვედრა", "საინფორმციო შეხვედრა"),
]
OTHER = [
    ("საინფორმაციო შეხვედრა", "საინფორმაციო დღე"),
    ("ტრენინგი 1", "ტრენინგი 2"),
    ("ტრენინგი მასწავლებლებს", "ტრენინგი"),
    ("მეორე ფორუმი", "მეოთხე ფორუმი"),
    ("საბავშვო ვიქტორინა", "ვიქტორინა საბავშვო"),
    ("საინფრმაციო შეხვერდა", "საინფორმაციო შეხვედრა"),  # mistyped twice
    ("შეხვედრა", "შეხვებრა"),  # one word says too little to be mistyped
    ("გალის სკოლა", "ხალის სკოლა"),
    ("Training of teachers", "Training of trainers"),
    ("Media training", "მედია დღე"),
    ("", ""),
    ("- -", "..."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_titles_that_say_the_same(one, other):
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_titles_that_say_something_else(one, other):
    assert not alike(one, other)
    assert not alike(other, one)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_held_is_found_by_a_title_alike(one, other):
    titles = Titles()
    titles.add("ვიქტორინა სკოლაში", "first")
    titles.add(one, "second")
    titles.add(one, "third")
    assert titles.like(other) == ["second", "third"]
    assert titles.like("გამოფენა სკოლაში") == []
    assert titles.like("") == []
