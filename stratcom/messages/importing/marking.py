"""Words written as Markdown that says exactly these words."""

import html
import re

import nh3

from stratcom.prose.markdown import render

_ALWAYS = re.compile(
    r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|&(?=#?\w{1,40};)", re.UNICODE
)
_AT_START = re.compile(r"^(?:#{1,6}(?=\s|$)|>|=|\||:(?=-)|[-+](?=[\s|:-]|$))")
_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_ENDS = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)
BREAK = "\\\n"


def escape(text: str) -> str:
    """The words with a backslash before what Markdown would read as a mark."""
    return _ALWAYS.sub(lambda found: "\\" + found[0], text)


def escape_line(line: str) -> str:
    """A whole line, once its words are escaped, kept from beginning a list or a heading."""
    line = _AT_START.sub(lambda found: "\\" + found[0], line)
    return _NUMBER.sub(r"\1\\\2", line)


def escape_all(text: str) -> str:
    """The words with a backslash before every sign: ugly and certain."""
    return _PUNCTUATION.sub(lambda found: "\\" + found[0], text)


def emphasised(marked: str, *, bold: bool, italic: bool) -> str:
    """Words between stars, blanks outside of them."""
    stars = "*" * (2 * bold + italic)
    before, words, after = _ENDS.fullmatch(marked).groups()  # type: ignore[union-attr]
    return f"{before}{stars}{words}{stars}{after}" if words and stars else marked


def linked(marked: str, text: str, address: str) -> str:
    """Words that lead to an address."""
    if text.strip() == address:
        return f"<{address}>"
    target = address.replace("\\", "%5C").replace("(", "%28").replace(")", "%29")
    before, words, after = _ENDS.fullmatch(marked).groups()  # type: ignore[union-attr]
    return f"{before}[{words}]({target}){after}" if words else marked


def says(marked: str, words: str) -> bool:
    """True when the Markdown, shown, reads as exactly these words."""
    shown = html.unescape(nh3.clean(render(marked), tags=set()))
    return shown.split() == words.split()
