"""Markdown with its length, as a preview shows it."""

from typing import Any

from stratcom.prose.counting import count_words, reading_minutes
from stratcom.prose.markdown import render


def read(text: str, language: str) -> dict[str, Any]:
    """What the template of a preview shows."""
    return {
        "html": render(text),
        "language": language,
        "words": count_words(text),
        "minutes": reading_minutes(text, language),
    }
