"""Where passages stand, and how they are marked: Georgian, Markdown, and whatever comes."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from stratcom.drafting.review.anchors import (
    Letters,
    Span,
    bare,
    moved,
    nearest,
    occurrences,
    whole_words,
)
from stratcom.drafting.review.marking import Passage, mark
from stratcom.prose.markdown import render

SOURCE = """# ევროკავშირი და ოჯახები

ევროკავშირმა ოჯახებს **ახალი შესაძლებლობები** მისცა, [ბაზრები](https://example.org/ბაზრები) გაიხსნა.

1. ფერმერები ევროკავშირის ბაზარზე ყიდიან & ყიდულობენ
2. სტუდენტები *სწავლობენ* <b>უფასოდ</b>
"""
MARKS = re.compile(r"</?mark>|<sup>.*?</sup>")


def found(quote, text=SOURCE):
    return [text[span.start : span.end] for span in occurrences(text, quote)]


@pytest.mark.parametrize(
    ("quote", "wanted"),
    [
        ("ევროკავშირმა ოჯახებს", ["ევროკავშირმა ოჯახებს"]),
        ("ევროკავშირმა\n   ოჯახებს", ["ევროკავშირმა ოჯახებს"]),
        # As it is copied from the page, without the marks of Markdown.
        ("ოჯახებს ახალი შესაძლებლობები მისცა", ["ოჯახებს **ახალი შესაძლებლობები** მისცა"]),
        ("მისცა, ბაზრები გაიხსნა.", ["მისცა, [ბაზრები](https://example.org/ბაზრები) გაიხსნა."]),
        ("ყიდულობენ სტუდენტები", ["ყიდულობენ\n2. სტუდენტები"]),
        ("ევროკავშირი", ["ევროკავშირი", "ევროკავშირი"]),
        ("ევროკავშირები", []),
        ("აღმოსავლეთი", []),
        ("…", []),
        ("", []),
    ],
)
def test_passages_are_found_whatever_spaces_and_marks_they_have(quote, wanted):
    assert found(quote) == wanted


def test_inflected_forms_are_other_words():
    """A name within its own inflected form gives way to where it stands alone."""
    text = "ევროკავშირის ბაზარი. ევროკავშირი იზრდება."
    spans = occurrences(text, "ევროკავშირი")
    assert [one.start for one in spans] == [0, 21]
    assert whole_words(text, spans) == [Span(21, 32)]
    assert whole_words(text, [Span(0, 11)]) == [Span(0, 11)]


def test_nearest_is_chosen_among_likes():
    assert nearest([Span(0, 4), Span(40, 44)], 30) == Span(40, 44)
    assert nearest([], 30) is None


@pytest.mark.parametrize(
    ("after", "wanted"),
    [
        ("ოჯახებს ვეხმარებით. ფერმერებს ვეხმარებით.", Span(30, 41)),
        ("დღესაც ოჯახებს ვეხმარებით. ფერმერებს ვეხმარებით.", Span(37, 48)),
        ("ოჯახებს ვეხმარებით. ფერმერებს დავეხმარებით.", None),
        ("", None),
    ],
)
def test_passage_is_followed_into_a_later_text(after, wanted):
    before = "ოჯახებს ვეხმარებით. ფერმერებს ვეხმარებით."
    assert moved(before, after, Span(30, 41)) == wanted


def test_passage_is_shown_without_marks_that_end_elsewhere():
    assert bare("სრული** ტექსტი, [ბმული](https://a.ge) და") == "სრული ტექსტი, ბმული და"


def test_marks_go_round_the_passage_and_its_number_after_it():
    html = render("გზავნილის **სრული** ტექსტი, [აქ](https://a.ge/).", below=2)
    source = "გზავნილის **სრული** ტექსტი, [აქ](https://a.ge/)."
    spans = [occurrences(source, one)[0] for one in ("სრული ტექსტი", "აქ")]
    marked = mark(html, source, [Passage(1, spans[0]), Passage(2, spans[1])])
    assert marked == (
        "<p>გზავნილის <strong><mark>სრული</mark></strong><mark> ტექსტი</mark>"
        '<sup><a id="m1" href="#c1">1</a></sup>, '
        '<a href="https://a.ge/" rel="nofollow noopener noreferrer"><mark>აქ</mark></a>'
        '<sup><a id="m2" href="#c2">2</a></sup>.</p>\n'
    )


def test_third_of_several_likes_is_the_one_that_is_marked():
    source = "ფაქტი, **ფაქტი**, ფაქტი, ფაქტი"
    span = occurrences(source, "ფაქტი")[2]
    marked = mark(render(source), source, [Passage(7, span)])
    assert str(marked).split("<mark>")[0].endswith("<strong>ფაქტი</strong>, ")
    assert marked.count("<mark>") == 1


WORDS = st.sampled_from(["ევროკავშირი", "ოჯახებს", "a<b", "&amp;", "x & y", "გზა", "1", "_", "!"])
FORMS = ["{}", "**{}**", "*{}*", "# {}", "- {}", "1. {}", "> {}", "`{}`", "[{}](https://a.ge/x_y)"]
FORMS += ["| {} | ბ |\n|---|---|\n| გ | დ |", "<script>{}</script>", "~~{}~~", "\n{}\n"]
MARKDOWN = st.sampled_from(FORMS)


@st.composite
def annotated(draw):
    pieces = draw(
        st.lists(st.tuples(MARKDOWN, st.lists(WORDS, min_size=1, max_size=5)), max_size=8)
    )
    source = "\n".join(form.format(" ".join(words)) for form, words in pieces)
    size = len(source)
    places = st.tuples(st.integers(0, size), st.integers(0, size))
    spans = [Span(min(pair), max(pair)) for pair in draw(st.lists(places, max_size=12))]
    return source, [Passage(number, one) for number, one in enumerate(spans, 1)]


@given(annotated())
def test_marks_never_break_the_markup_however_they_overlap(case):
    source, passages = case
    html = render(source)
    marked = mark(html, source, passages)
    assert MARKS.sub("", str(marked)) == str(html)
    soup = BeautifulSoup(marked, "html.parser")
    # Read and written again it is the same: every tag is closed where it was opened.
    assert soup.decode(formatter=None).count("<mark>") == marked.count("<mark>")
    assert not soup.select("a a, mark mark")
    for one in soup.select("sup"):
        one.decompose()
    plain = BeautifulSoup(html, "html.parser")
    assert soup.get_text() == plain.get_text()
    assert [one.name for one in soup.find_all() if one.name != "mark"] == [
        one.name for one in plain.find_all()
    ]


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_any_piece_of_any_text_is_found_where_it_stands(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    quote = text[start:end]
    if quote.strip():
        spans = occurrences(text, quote)
        assert start + len(quote) - len(quote.lstrip()) in [span.start for span in spans]


@given(st.text(alphabet="აბგ ab1_*-.\n", max_size=80))
def test_letters_know_their_places(text):
    letters = Letters(text)
    for number, letter in enumerate(letters.text):
        place = letters.span(number, number + 1)
        assert text[place.start : place.end] == letter
        assert letters.before(place.start) == number


def test_nothing_is_done_where_nothing_is_commented():
    html = Markup("<p>ა</p>")
    assert mark(html, "ა", []) is html
    assert mark(html, "ბ", [Passage(1, Span(0, 1))]) == html
