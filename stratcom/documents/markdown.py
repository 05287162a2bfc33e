"""Markdown as paragraphs, lists and tables of a document; raw HTML in it stays text."""

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from stratcom.documents.cleaning import clean
from stratcom.documents.paper import Line, Paper, leveled
from stratcom.prose.markdown import read_tokens


@dataclass
class _List:
    """A list that is open: its depth, its numbers when it has any, and where an item stands."""

    depth: int
    numbers: int = 0
    fresh: bool = False


def write_markdown(paper: Paper, text: str, *, language: str = "", below: int = 2) -> None:
    """Write a text; its own headings begin one level below `below`."""
    _Writer(paper, language, below).write(read_tokens(clean(text)))


class _Writer:
    def __init__(self, paper: Paper, language: str, below: int) -> None:
        self.paper, self.language, self.below = paper, language, below
        self.lists: list[_List] = []
        self.quotes = 0
        self.heading = 0

    def write(self, tokens: Sequence[Token]) -> None:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "table_open":
                end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
                self._table(tokens[at:end])
                at = end
            else:
                self._block(token)
            at += 1

    def _block(self, token: Token) -> None:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            depth = len(self.lists) + 1
            numbers = 0
            if token.type == "ordered_list_open":
                start = int(token.attrGet("start") or 1)
                numbers = self.paper.numbering(depth, start=min(start, 30_000))
            self.lists.append(_List(depth, numbers))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.lists.pop()
        elif token.type == "list_item_open":
            self.lists[-1].fresh = True
        elif token.type in {"blockquote_open", "blockquote_close"}:
            self.quotes += 1 if token.type == "blockquote_open" else -1
        elif token.type in {"heading_open", "heading_close"}:
            self.heading = int(token.tag[1:]) if token.type == "heading_open" else 0
        elif token.type == "inline":
            write_inline(self._line(), token)
        elif token.type in {"fence", "code_block"}:
            self._line().text(token.content.rstrip("\n"))

    def _line(self) -> Line:
        if self.heading:
            return self.paper.heading("", self.below + self.heading, language=self.language)
        if not self.lists:
            style = "Quote" if self.quotes else "Normal"
            return self.paper.line(style, language=self.language)
        here = self.lists[-1]
        if not here.fresh:
            return self.paper.line(leveled("List Continue", here.depth), language=self.language)
        here.fresh = False
        if here.numbers:
            return self.paper.numbered(here.numbers, depth=here.depth, language=self.language)
        return self.paper.bullet(depth=here.depth, language=self.language)

    def _table(self, tokens: Sequence[Token]) -> None:
        rows: list[list[str]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append("".join(one.content for one in token.children or ()))
        self.paper.table(rows[0], rows[1:], languages=[self.language] * len(rows))


def write_inline(line: Line, token: Token) -> None:
    """Words with their emphasis and links."""
    bold = italic = struck = 0
    address = ""
    for child in token.children or ():
        if child.type in {"strong_open", "strong_close"}:
            bold += child.nesting
        elif child.type in {"em_open", "em_close"}:
            italic += child.nesting
        elif child.type in {"s_open", "s_close"}:
            struck += child.nesting
        elif child.type == "link_open":
            address = str(child.attrGet("href") or "")
        elif child.type == "link_close":
            address = ""
        elif child.type == "hardbreak":
            line.end_line()
        elif address and child.content:
            line.link(child.content, address)
        else:
            said = " " if child.type == "softbreak" else child.content
            line.text(said, bold=bold > 0, italic=italic > 0, struck=struck > 0)
