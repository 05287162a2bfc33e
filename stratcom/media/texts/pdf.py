"""The words of the first pages of a PDF, text in old fonts decoded."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from stratcom.media.texts.fonts import Piece, decoded

MOST_PAGES = 60
# A word cut at the end of a line.
CUT = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_])")


def read_pdf(content: bytes) -> Iterator[str]:
    """The text of one page after the other; nothing where a password is asked for."""
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        return
    for number in range(min(MOST_PAGES, len(reader.pages))):
        yield _page(reader.pages[number])


def _page(page: Any) -> str:
    pieces: list[Piece] = []

    def visit(
        text: str, _matrix: Any, _at: Any, font: Mapping[str, Any] | None, _size: Any
    ) -> None:
        pieces.append(Piece(text, str(font.get("/BaseFont", "")) if font else None))

    page.extract_text(visitor_text=visit)
    return CUT.sub("", decoded(pieces))
