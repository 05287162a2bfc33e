"""Markdown of strangers: only harmless tags come out, in little time, and words stay words."""

import html
import re
import time
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stratcom.prose.markdown import ATTRIBUTES, SCHEMES, TAGS, plain, render
from tests.prose.corpus import CORPUS, HEAVY, WHOLE

# Seconds of the processor; quadratic readers take minutes over these.
PATIENCE = 4.0
REL = "nofollow noopener noreferrer"
MARKS = "[]()<>*_`#&;:!|~\\/\"'=-+. \n\tabxJ1ა჻ß\u202e\x00\ud83d\ude00"


class Reader(HTMLParser):
    """Reads HTML as a browser would, and notes whatever is not allowed."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.faults.append(tag)
        for name, value in attrs:
            allowed = name in ATTRIBUTES.get(tag, ()) or (tag, name, value) == ("a", "rel", REL)
            if not allowed:
                self.faults.append(f"{tag} {name}")
            if name == "href" and not is_safe(value):
                self.faults.append(f"{tag} {value!r}")

    handle_startendtag = handle_starttag

    def handle_comment(self, data):
        self.faults.append(f"comment {data!r}")

    def handle_decl(self, decl):
        self.faults.append(f"declaration {decl!r}")

    unknown_decl = handle_pi = handle_decl


def is_safe(address):
    """An address that leads to the web, to mail, or nowhere; read as a browser reads it."""
    seen = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33))))
    return urlsplit(seen).scheme in SCHEMES


def faults(made):
    """What a browser would find in it that is not allowed."""
    reader = Reader()
    reader.feed(str(made))
    reader.close()
    return reader.faults


def test_every_attack_comes_out_harmless():
    assert {text: found for text in CORPUS if (found := faults(render(text)))} == {}
    assert all(isinstance(plain(text), str) for text in CORPUS)


def test_attacks_side_by_side_come_out_harmless():
    assert faults(render(WHOLE)) == []


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_text_takes_little_time(name):
    began = time.process_time()
    made, said = render(HEAVY[name]), plain(HEAVY[name])
    assert time.process_time() - began < PATIENCE
    assert faults(made) == []
    assert len(said) <= len(HEAVY[name]) * 5


@settings(max_examples=400)
@given(st.one_of(st.text(), st.text(MARKS, max_size=400)))
@example("[a](x:)")
@example("&#0;&#xD800;&#99999999999;")
@example("\ud800")
def test_any_text_comes_out_harmless(text):
    assert faults(render(text)) == []
    assert isinstance(plain(text), str)


@settings(max_examples=200)
@given(st.text("abგ <>&\"'", min_size=1, max_size=60))
def test_words_stay_words(text):
    shown = html.unescape(re.sub(r"</?p>|<br>", "", str(render(text))))
    if not re.search(r"<[a-z]+|^\s{4}|^>|\n>|&[a-zA-Z]+;?", text.strip(), re.M):
        assert shown.split() == text.split()


def test_pictures_become_links():
    made = str(render("![რუკა](https://x.ge/a.png)"))
    assert "<img" not in made
    assert made == f'<p>!<a href="https://x.ge/a.png" rel="{REL}">რუკა</a></p>\n'


def test_headings_stand_below_those_of_the_page():
    assert str(render("# ა\n\n###### ბ", below=2)) == "<h3>ა</h3>\n<h6>ბ</h6>\n"


def test_plain_keeps_words_lists_and_addresses():
    text = (
        "**მუქი** [ბმული](https://x.ge)\n\n1. ერთი\n2. ორი\n   - ქვე\n\n> ციტატა\n\n```\nკოდი\n```"
    )
    assert plain(text) == "მუქი ბმული (https://x.ge)\n\n1. ერთი\n2. ორი\n– ქვე\n\nციტატა\n\nკოდი"
