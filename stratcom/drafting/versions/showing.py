"""Differences as people look at them: long stretches that stayed are left out."""

from collections.abc import Sequence

from stratcom.prose.differences import Change, Piece, difference

# So many letters of what stayed are shown before and after a change.
AROUND = 90
GAP = " […] "


def shortened(before: str, after: str) -> list[Piece]:
    """The pieces that lead from one text to the other, told briefly."""
    pieces = difference(before, after)
    last = len(pieces) - 1
    return [_brief(one, place == 0, place == last) for place, one in enumerate(pieces)]


def _brief(piece: Piece, first: bool, last: bool) -> Piece:
    text = piece.text
    room = AROUND if first or last else 2 * AROUND
    if piece.change is not Change.SAME or len(text) <= room + len(GAP):
        return piece
    head = "" if first else _cut(text[:AROUND].split(" ")[:-1]) or text[:AROUND]
    tail = "" if last else _cut(text[-AROUND:].split(" ")[1:]) or text[-AROUND:]
    return Piece(Change.SAME, f"{head}{GAP}{tail}")


def _cut(words: Sequence[str]) -> str:
    return " ".join(words)
