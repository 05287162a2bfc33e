"""Words written as Markdown say exactly these words, whatever they are."""

import html
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from stratcom.messages.importing.inline import tidy
from stratcom.messages.importing.marking import BREAK, escape, escape_line, says
from stratcom.prose.markdown import plain, render
from tests.prose.corpus import CORPUS

SIGNS = "[]()<>*_`#&;:!|~\\/\"'=-+. \nab1აბ–„“"


def marked(text):
    """As the reader of documents writes a paragraph."""
    lines = [escape_line(line) for line in tidy(escape(text)).split("\n")]
    return BREAK.join(line for line in lines if line)


@settings(max_examples=500)
@given(st.text(SIGNS, max_size=80))
@example("a|b\n-|-")
@example("![a](b)")
@example("1. a\n2) b\n- c\n+ d")
@example("a_b_ _c_ __d__ e__f")
@example("&amp; &#60; &copy;")
@example("# a\n## b\n#")
@example("~~a~~ ~b~")
@example("a\n===\nb\n---")
def test_words_come_out_as_they_went_in(text):
    made = marked(text)
    assert says(made, text), (text, made)
    assert plain(made).split() == text.split()


def test_attacks_typed_into_a_document_are_words():
    for text in CORPUS:
        made = str(render(marked(text.replace("\x01", "").replace("\x00", ""))))
        shown = html.unescape(re.sub(r"</?p>|<br>", "", made))
        wanted = text.replace("\x01", "").replace("\x00", "")
        assert shown.split() == wanted.split()
        assert re.findall(r"<(?!/?p>|br>)[^>]*>", made) == []
