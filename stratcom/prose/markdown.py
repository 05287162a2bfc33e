"""Markdown that people wrote, as harmless HTML or as plain text.

Raw HTML in it stays text, images become links (nothing is fetched from elsewhere), links lead to
whole addresses of the web or of mail, and whatever is left passes nh3's list of allowed tags.
"""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

LONGEST = 400_000
TAGS = frozenset(
    {"p", "br", "strong", "em", "s", "ul", "ol", "li", "blockquote", "a", "hr", "code", "pre"}
    | {"h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
)
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
_ADDRESS = re.compile(r"https?://[^\s/?#]|mailto:[^\s@]+@", re.I)
# No honest text has more of what Markdown looks at; beyond it is shown as plain words, since
# reading it would take the server's time.
MARKS = "*_`[]<>&|~\\!#+\n"
MOST_MARKS = 20_000
# A heading in a text stands below the headings of the page that shows it.
LOWEST = 6
_BLANK = re.compile(r"\n{3,}")


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    reader.validateLink = _may_lead_to  # type: ignore[method-assign,assignment]
    return reader.enable(["table", "strikethrough"]).disable("image")


@lru_cache(maxsize=1)
def _reader_of_words() -> MarkdownIt:
    """Knows paragraphs alone."""
    return MarkdownIt("zero")


def _may_lead_to(address: str) -> bool:
    return _ADDRESS.match(address) is not None


def read_tokens(text: str) -> list[Token]:
    """The text as a row of tokens, for whoever writes it in another format."""
    # Halves of letters stand in no page and in no document.
    shown = text[:LONGEST].encode("utf-8", "replace").decode()
    heavy = sum(shown.count(mark) for mark in MARKS) > MOST_MARKS
    return (_reader_of_words() if heavy else _reader()).parse(shown)


def render(text: str, *, below: int = 3) -> Markup:
    """The text as HTML; its own headings begin one level below `below`."""
    tokens = read_tokens(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            level = min(LOWEST, below + int(token.tag[1:]))
            token.tag = f"h{level}"
    made = _reader().renderer.render(tokens, _reader().options, {})
    return Markup(  # noqa: S704 - nothing but the tags named above is left
        nh3.clean(
            made,
            tags=set(TAGS),
            attributes={"*": set()} | {tag: set(names) for tag, names in ATTRIBUTES.items()},
            url_schemes=SCHEMES,
            link_rel="nofollow noopener noreferrer",
        )
    )


def plain(text: str) -> str:
    """The text without its marks; paragraphs stand apart, items on lines of their own."""
    lines: list[str] = []
    marker: list[str] = []
    for token in read_tokens(text):
        if token.type == "ordered_list_open":
            marker.append(str(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            marker.append("–")
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            marker.pop()
            lines.append("")
        elif token.type == "list_item_open":
            lines.append(_next_mark(marker))
        elif token.type == "inline":
            _add(lines, _words(token), bool(marker))
        elif token.type in {"fence", "code_block"}:
            _add(lines, token.content.rstrip("\n"), bool(marker))
    return _BLANK.sub("\n\n", "\n".join(lines)).strip()


def _next_mark(marker: list[str]) -> str:
    mark = marker[-1]
    if not mark.isdigit():
        return f"{mark} "
    marker[-1] = str(int(mark) + 1)
    return f"{mark}. "


def _add(lines: list[str], words: str, listed: bool) -> None:
    if listed and lines and lines[-1].endswith(("– ", ". ")):
        lines[-1] += words
        return
    lines += [words] if listed else [words, ""]


def _words(token: Token) -> str:
    said: list[str] = []
    address = ""
    for child in token.children or ():
        if child.type in {"text", "code_inline"}:
            said.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            said.append("\n")
        elif child.type == "link_open":
            address = str(child.attrGet("href") or "")
        elif child.type == "link_close" and address not in "".join(said):
            said.append(f" ({address})")
    return "".join(said)
