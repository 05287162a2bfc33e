"""How what stands beside the text of a part is said: sources, days, audiences.

Each kind of text has facts of its own; features announce their words, the factory calls this.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app

from stratcom.drafting.enums import DraftKind

FACT_WORDS = "draft_fact_words"


@dataclass(frozen=True)
class FactWords:
    """The names of facts, nothing for those that nobody reads, and their values in words."""

    label: Callable[[str], str]
    value: Callable[[str, str], str]


def announce(app: Flask, kind: DraftKind, words: FactWords) -> None:
    """Let a feature say the facts of its texts."""
    app.extensions.setdefault(FACT_WORDS, {})[kind] = words


def fact_words(kind: DraftKind) -> FactWords:
    """The words of a kind of text; names and values as they are kept where it has none."""
    plain = FactWords(str, lambda _name, value: value)
    known: dict[DraftKind, FactWords] = current_app.extensions.get(FACT_WORDS, {})
    return known.get(kind, plain)
