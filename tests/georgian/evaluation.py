"""Readers of the evaluation tables in `data/`."""

from itertools import groupby
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def table(name: str) -> list[list[str]]:
    """Return the rows of a table, without comments and the line of column names."""
    lines = (_DATA / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


def form_groups(name: str = "georgian_forms.tsv") -> list[list[str]]:
    """Return the inflected forms of each lemma."""
    rows = groupby(table(name), key=lambda row: row[0])
    return [[row[2] for row in group] for _, group in rows]
