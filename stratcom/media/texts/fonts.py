"""Text in old fonts, whose Latin codes were shown as Georgian letters."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from stratcom.georgian.legacy import is_legacy_font
from stratcom.georgian.legacy_table import to_unicode


class Piece(NamedTuple):
    """Words in one font, as far as it is known."""

    text: str
    font: str | None


def decoded(pieces: Sequence[Piece]) -> str:
    """The words of a line; neighbours are joined first, so that whole words are decoded."""
    return "".join(
        to_unicode(text) if legacy else text
        for legacy, run in groupby(pieces, key=_is_legacy)
        for text in ["".join(one.text for one in run)]
    )


def _is_legacy(piece: Piece) -> bool:
    return is_legacy_font(piece.font) is True
