"""Compounds with a hyphen and without one, acronyms beside full names."""

import pytest

from stratcom.wording.matching import Matcher, Wording, told_apart


def rule(phrase, replacement, **more):
    return Wording(phrase, "term", more.pop("language", "ka"), phrase, replacement=replacement)


MATCHER = Matcher(
    [
        rule("ყრუ-მუნჯი", "ყრუ"),
        rule("ევრო-ატლანტიკური", "ევროატლანტიკური"),
        rule("თვითგამოცხადებული რესპუბლიკა", "ოკუპირებული რეგიონი"),
        rule("ვებგვერდი", "ვებ-გვერდი"),
        rule("ჩრდილოატლანტიკური ალიანსი", "ნატო"),
        rule("deaf-mute", "deaf", language="en"),
    ]
)


def found(text, language="ka"):
    return [(one.found, one.suggestion) for one in MATCHER.find(text, language)]


@pytest.mark.parametrize(
    ("text", "words", "suggestion"),
    [
        ("ყრუ-მუნჯის სკოლა", "ყრუ-მუნჯის", "ყრუს"),
        ("ყრუმუნჯი ბავშვები", "ყრუმუნჯი", "ყრუ"),
        ("თვითგამოცხადებულ რესპუბლიკაში", "თვითგამოცხადებულ რესპუბლიკაში", "ოკუპირებულ რეგიონში"),
        ("თვით-გამოცხადებულ რესპუბლიკაში", "თვით-გამოცხადებულ რესპუბლიკაში", "ოკუპირებულ რეგიონში"),
        ("ჩრდილო-ატლანტიკურ ალიანსში", "ჩრდილო-ატლანტიკურ ალიანსში", "ნატოში"),
    ],
)
def test_a_compound_is_met_with_a_hyphen_or_without(text, words, suggestion):
    assert found(text) == [(words, suggestion)]


def test_english_too():
    assert found("A deafmute child", "en") == [("deafmute", "deaf")]


@pytest.mark.parametrize(
    ("wrong", "right"), [("ევრო-ატლანტიკური", "ევროატლანტიკური"), ("ვებგვერდი", "ვებ-გვერდი")]
)
def test_a_rule_about_the_hyphen_leaves_the_right_spelling_alone(wrong, right):
    assert found(f"{wrong} და {right}") == [(wrong, right)]
    assert told_apart(wrong, right)


@pytest.mark.parametrize(
    "text",
    ["ყრუ - მუნჯი, ორივე", "თვით გამოცხადებული რესპუბლიკა", "ნატო ალიანსია", "ნატოს ალიანსი"],
)
def test_what_is_no_compound(text):
    assert found(text) == []


def test_an_acronym_is_another_wording_than_the_full_name():
    for one, other in (("EU", "ევროკავშირი"), ("ევროპის კავშირი", "EU"), ("NATO", "ნატო")):
        assert told_apart(one, other)
    matcher = Matcher([rule("EU", "ევროკავშირი")])
    assert [one.found for one in matcher.find("EU-ს და ევროკავშირს", "ka")] == ["EU-ს"]
