"""Cells typed in AcadNusx-family fonts, turned into Unicode before anything is recognised."""

import re
from collections.abc import Iterable

from stratcom.georgian.legacy import (
    Decision,
    decide,
    decide_column,
    is_legacy_font,
    score,
    to_unicode,
)
from stratcom.georgian.legacy_table import ADDRESS
from stratcom.sheets.grids import Cell, Grid

_WORD = re.compile(r"[A-Za-z]+")
_MOSTLY = 0.5
_CLEAR_COLUMN = 0.6


def convert_legacy(grid: Grid) -> int:
    """Convert the legacy text of a grid in place, keeping originals; return how many cells."""
    columns: dict[int, list[Cell]] = {}
    for row in grid.rows.values():
        for column, cell in row.items():
            if isinstance(cell.value, str) and _WORD.search(cell.value):
                columns.setdefault(column, []).append(cell)
    doubtful: list[Cell] = []
    converted = 0
    plain = 0
    for cells in columns.values():
        for cell, decision in _decisions(cells):
            if decision == "convert" or len(cell.runs) > 1:
                converted += _convert(cell, decision)
            elif decision == "ask":
                doubtful.append(cell)
            elif not ADDRESS.search(cell.value if isinstance(cell.value, str) else ""):
                plain += 1
    # In a sheet that is mostly legacy text, what could be either is legacy text too.
    if doubtful and converted > _MOSTLY * (converted + plain):
        converted += sum(_convert(cell, "convert") for cell in doubtful)
    return converted


def _decisions(cells: list[Cell]) -> Iterable[tuple[Cell, Decision]]:
    """Decide once for each different text, by its font or by the vote of its column."""
    pairs = list(dict.fromkeys((str(cell.value), _font(cell)) for cell in cells))
    decisions = dict(
        zip(
            pairs,
            decide_column([text for text, _ in pairs], [font for _, font in pairs]),
            strict=True,
        )
    )
    converted = sum(decision == "convert" for decision in decisions.values())
    if converted >= _CLEAR_COLUMN * len(decisions):
        for (text, font), decision in decisions.items():
            if decision != "convert" and _is_mostly_typed(text):
                decisions[text, font] = "convert"
    return [(cell, decisions[str(cell.value), _font(cell)]) for cell in cells]


def _is_mostly_typed(text: str) -> bool:
    """Tell a legacy text with a foreign name in it from a foreign text."""
    scores = [score(word) for word in _WORD.findall(text)]
    return sum(each > 0 for each in scores) * 2 > sum(each != 0 for each in scores)


def _font(cell: Cell) -> str | None:
    """Return the font only where it is a legacy one: text pasted from old files loses its font."""
    return cell.font if is_legacy_font(cell.font) else None


def _convert(cell: Cell, decision: Decision) -> bool:
    text = str(cell.value)
    if cell.runs:
        converted = "".join(
            to_unicode(part)
            if decision == "convert" or (decide(part, font) == "convert" and is_legacy_font(font))
            else part
            for part, font in cell.runs
        )
    else:
        converted = to_unicode(text)
    if converted == text:
        return False
    cell.original, cell.value = text, converted
    return True
