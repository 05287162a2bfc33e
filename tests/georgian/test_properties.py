"""What holds for any text whatever."""

import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from stratcom import georgian
from stratcom.georgian import fold, keys, query_groups, slug, sort_key, squash, text_keys
from stratcom.georgian.dates import Lang, month, month_number, on_day, span
from stratcom.georgian.english import english_key
from stratcom.georgian.folding import fold_in_place, has_georgian
from stratcom.georgian.highlight import ELLIPSIS, Pieces, excerpt, highlight, matches
from stratcom.georgian.latin import is_english, is_latin, latin_keys, skeleton
from stratcom.georgian.legacy import decide, decide_column, is_legacy_font, score, to_unicode
from stratcom.georgian.numerals import cardinal, ordinal
from stratcom.georgian.romanise import romanise
from stratcom.georgian.spelling import guesses
from stratcom.georgian.tokens import find_words, tokens
from stratcom.georgian.verbs import masdars

ALPHABET = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"
# Letters, endings and signs that the rules look at, among anything that Unicode holds.
_PIECES = st.sampled_from(
    [
        *ALPHABET, "ება", "ების", "ისთვის", "ში", "ზე", "თან", "ია", "მე-", "უ", "ესი", "ჱ", "ჴ",
        "NATO", "EU", "WHO", "-ს", "-ის", "-", "‑", "–", " ", "  ", "\n", ". ", ", ", "„", "“", "'",
        "’", "2026", "5", "წ.", "№", "N", "U.S.", "ა(ა)იპ", "ასოცირების შეთანხმება",
        "European Union", "shekhvedra", "Sexvedra", "ts'q'ali", "<b>", "&amp;", "</mark>", "*", "_",
        "\u00ad", "\u200b", "\u0301", "\ufe0f", "Ა", "Ⴀ", "ⴀ", "ﬁ", "½", "İ", "ß", "ᄀ", "ᅡ", "ᆨ",
        "@", "http://", ".ge",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=14).map("".join)
WORDS = st.text(ALPHABET, min_size=1, max_size=14)
INVISIBLE = st.sampled_from(
    ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u202a", "\u034f", "\ufe0f", "\U000e0041"]
)
SCRIPTS = {"Mtavruli": 0x1C90, "Asomtavruli": 0x10A0, "Nuskhuri": 0x2D00}

many = settings(max_examples=300, deadline=None)


def _shown(pieces: Pieces) -> str:
    return "".join(piece for piece, _ in pieces)


@many
@given(TEXTS)
@example("ᄀ\u200bᅡ")
@example("\u0345")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert squash(squash(text)) == squash(text)


@many
@given(TEXTS)
def test_folding_in_place_is_folding(text: str) -> None:
    folded, origin = fold_in_place(text)
    assert unicodedata.normalize("NFC", folded) == fold(text)
    assert len(origin) == len(folded) + 1
    assert origin[-1] == len(text)
    assert list(origin) == sorted(origin)


@many
@given(TEXTS)
def test_the_words_of_a_text_are_those_of_the_folded_text(text: str) -> None:
    found = tokens(text)
    assert tokens(fold(text)) == found
    assert all(found)
    assert [word.token for word in find_words(text)] == found
    assert set(text_keys(fold(text))) <= set(text_keys(text))


@many
@given(TEXTS)
def test_every_token_has_keys_that_an_index_can_hold(text: str) -> None:
    for token in tokens(text):
        found = keys(token)
        assert found
        assert all(key and not any(map(str.isspace, key)) for key in found)
        assert keys(fold(token)) == found
        assert set(found) <= set(text_keys(token)) or tokens(token) != [token]


@many
@given(WORDS, st.lists(st.tuples(st.integers(0, 14), INVISIBLE), max_size=4))
def test_invisible_characters_change_no_key(word: str, hidden: list[tuple[int, str]]) -> None:
    written = word
    for place, character in hidden:
        written = written[:place] + character + written[place:]
    assert text_keys(written) == text_keys(word)
    assert sort_key(written) == sort_key(word)
    assert skeleton(written) == skeleton(word)


@pytest.mark.parametrize("first", SCRIPTS.values(), ids=SCRIPTS)
@given(word=WORDS)
def test_other_scripts_have_the_keys_of_mkhedruli(first: int, word: str) -> None:
    written = "".join(chr(ord(letter) - ord("ა") + first) for letter in word)
    assert fold(written) == word
    assert text_keys(written) == text_keys(word)
    assert sort_key(written) == sort_key(word)
    assert has_georgian(written)


@given(WORDS, WORDS)
def test_sort_keys_follow_the_alphabet(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) == (one < other)


@many
@given(TEXTS, TEXTS)
def test_a_query_can_be_anything(text: str, query: str) -> None:
    groups = query_groups(query)
    assert [word for group in groups for word in group.words] == [
        word.written for word in find_words(query)
    ]
    assert all(group.alternatives and all(group.alternatives) for group in groups)
    found = matches(text, query)
    assert all(0 <= match.start < match.end <= len(text) for match in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@many
@given(TEXTS)
def test_a_text_answers_itself_as_a_query(text: str) -> None:
    held = set(text_keys(text))
    for group in query_groups(text):
        assert any(held.issuperset(alternative) for alternative in group.alternatives)
    marked = {place for match in matches(text, text) for place in range(match.start, match.end)}
    assert all(word.start in marked for word in find_words(text))


@many
@given(TEXTS, TEXTS, st.integers(1, 40))
def test_pieces_join_to_the_original(text: str, query: str, length: int) -> None:
    assert _shown(highlight(text, query)) == text
    pieces = excerpt(text, query, length)
    assert all(piece for piece, _ in pieces)
    shown = _shown(pieces)
    if pieces and pieces[0] == (ELLIPSIS, False) and not text.startswith(ELLIPSIS):
        shown = shown[1:]
    if pieces and pieces[-1] == (ELLIPSIS, False) and not text.endswith(shown):
        shown = shown[:-1]
    assert shown in text
    assert len(shown) <= max(length, len(text) if len(text) <= length else length)


@many
@given(TEXTS, TEXTS)
def test_marking_adds_no_tag_but_its_own(text: str, query: str) -> None:
    rendered = Markup().join(
        Markup("<mark>{}</mark>").format(piece) if matched else escape(piece)
        for piece, matched in highlight(text, query)
    )
    bare = str(rendered).replace("<mark>", "").replace("</mark>", "")
    assert bare == str(escape(text))
    assert not {"<", ">"} & set(bare)


@many
@given(TEXTS)
def test_no_function_raises(text: str) -> None:
    assert slug(text).isascii()
    assert len(slug(text, 12)) <= 12
    assert isinstance(romanise(text, apostrophes=True), str)
    assert isinstance(skeleton(text), str)
    assert all(isinstance(key, str) for key in latin_keys(text))
    assert is_latin(text) in (True, False)
    assert is_english(text) in (True, False)
    assert month_number(text) in (None, *range(1, 13))
    assert is_legacy_font(text) in (True, False, None)
    assert decide(text) in ("convert", "keep", "ask")
    assert decide(text, "AcadNusx") in ("convert", "keep")
    assert decide_column([text, None, text]) == [decide(text), "keep", decide(text)]
    assert isinstance(score(text), float)
    assert to_unicode(to_unicode(text)) == to_unicode(text)


def test_the_package_offers_what_it_names() -> None:
    assert sorted(georgian.__all__) == georgian.__all__
    assert all(callable(getattr(georgian, name)) for name in georgian.__all__)


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_any_token_may_be_asked_about(text: str) -> None:
    for token in tokens(text)[:2]:
        assert guesses(token, lambda _skeletons, _keys: []) == []
        assert isinstance(english_key(token), str)
        assert isinstance(masdars(token), tuple)


@given(st.dates(), st.dates(), st.sampled_from(["ka", "en"]), st.integers(1, 9999))
def test_any_day_and_any_number_can_be_worded(
    one: date, other: date, lang: Lang, number: int
) -> None:
    first, last = sorted((one, other))
    assert str(last.year) in span(first, last, lang)
    assert str(first.day) in on_day(first, lang, year=True)
    assert month_number(month(first.month, "gen", "ka")) == first.month
    assert fold(cardinal(number)) == cardinal(number)
    assert str(number) in tokens(ordinal(number))
