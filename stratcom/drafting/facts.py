"""What a part says beside its text, in words; the feature whose text it is knows them."""

from collections.abc import Callable
from typing import NamedTuple

from flask import Flask, current_app

from stratcom.drafting.enums import DraftKind
from stratcom.drafting.models import Draft
from stratcom.drafting.parts import Part

FACTS = "draft_facts"


class Fact(NamedTuple):
    """One thing said, and where it can be read."""

    text: str
    url: str = ""


Worded = Callable[[Part], list[Fact]]


def announce(app: Flask, kind: DraftKind, worded: Worded) -> None:
    """Let a feature word the facts of its texts; the factory calls this."""
    app.extensions.setdefault(FACTS, {})[kind] = worded


def facts_in_words(draft: Draft, part: Part) -> list[Fact]:
    """The facts of a part for a reader."""
    known: dict[DraftKind, Worded] = current_app.extensions.get(FACTS, {})
    worded = known.get(draft.kind)
    return worded(part) if worded and part.facts else []
