"""What a cell may hold, and how text is kept from running as a formula."""

from datetime import date, time

Cell = str | int | float | date | time | None
# A cell that begins so is a formula to a spreadsheet; an apostrophe in front makes it text.
RISKY = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"


def guarded(text: str) -> str:
    """`text` as a cell that no spreadsheet runs; `unguarded` gives it back."""
    return GUARD + text if text.startswith((*RISKY, GUARD)) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given; any other text as it is."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith((*RISKY, GUARD)) else text
