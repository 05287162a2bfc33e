import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratcom.sheets.values import (
    CountReading,
    read_languages,
    read_online,
    read_participants,
    read_urls,
    read_yes_no,
    split_names,
)


@pytest.mark.parametrize(
    ("value", "total", "approximate"),
    [
        (40, 40, False),
        ("45 მონაწილე", 45, False),
        ("~50", 50, True),
        ("50-მდე", 50, True),
        ("დაახლ. 30", 30, True),
        ("30+", 30, True),
        ("100-ზე მეტი", 100, True),
        ("20-25", 25, True),
        ("approx. 60", 60, True),
        ("1 200", 1200, False),
        ("15,000", 15000, False),
        ("1\u00a0500 კაცი", 1500, False),
        ("30 კაცი", 30, False),
        (12.0, 12, False),
    ],
)
def test_the_number_of_people_is_read(value, total, approximate):
    reading = read_participants(value)
    assert (reading.total, reading.approximate, reading.readable) == (total, approximate, True)


def test_women_and_men_add_up():
    reading = read_participants("ქალი 12, კაცი 8")
    assert (reading.total, reading.women, reading.men) == (20, 12, 8)


def test_a_total_goes_before_its_parts():
    reading = read_participants("სულ 45 (ქალი - 25)")
    assert (reading.total, reading.women, reading.men) == (45, 25, None)


@pytest.mark.parametrize(
    ("value", "readable"), [("ბევრი", False), ("-", True), ("", True), (-4, False), (None, True)]
)
def test_what_is_no_number_is_told(value, readable):
    reading = read_participants(value)
    assert (reading.total, reading.readable) == (None, readable)


@given(st.one_of(st.text(), st.text("0123456789 .,-~ქალიკაცი+()"), st.integers(), st.floats()))
def test_reading_participants_never_fails(value):
    total = read_participants(value).total
    assert total is None or 0 <= total <= 10_000_000


@pytest.mark.parametrize(
    ("value", "expected"),
    [("კი", True), ("არა  ", False), ("Yes", True), (True, True), (0, False), ("ალბათ", None)],
)
def test_yes_and_no_are_read(value, expected):
    assert read_yes_no(value) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ონლაინ", True),
        ("პირისპირ", False),
        ("Zoom", True),
        ("hybrid", True),
        ("ოფლაინ", False),
        ("არა", False),
        ("კი", True),
    ],
)
def test_online_events_are_told_from_others(value, expected):
    assert read_online(value) is expected


def test_addresses_are_found_in_text():
    assert read_urls("იხ. https://a.ge/x?y=1, www.b.org.") == [
        "https://a.ge/x?y=1",
        "https://www.b.org",
    ]


def test_languages_are_named_by_code():
    assert read_languages("ქართული, ინგლისური / Russian") == ("ka", "en", "ru")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UNDP; PMCG", ("UNDP", "PMCG")),
        ("UNDP\nPMCG", ("UNDP", "PMCG")),
        ("UNDP, PMCG", ("UNDP", "PMCG")),
        (
            "Ministry of Education, Culture and Sport of Adjara",
            ("Ministry of Education, Culture and Sport of Adjara",),
        ),
        ("კოლეჯი „აისი, მზე“, რონდელის ფონდი", ("კოლეჯი „აისი, მზე“", "რონდელის ფონდი")),
        ("-", ()),
    ],
)
def test_names_are_split_only_where_that_is_safe(text, names):
    assert split_names(text) == names


def test_a_known_name_is_never_split():
    assert split_names("Alfa, Beta", ["Alfa, Beta"]) == ("Alfa, Beta",)


def test_two_numbers_are_added_only_when_the_sign_says_so():
    assert read_participants("12 + 18") == CountReading(30)
    assert read_participants("12/18") == CountReading(readable=False)
