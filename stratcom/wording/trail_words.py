"""How the trail says what was changed in the list of wordings."""

from datetime import date
from typing import Any

from stratcom.audit.record_words import Words
from stratcom.georgian.dates import short_day
from stratcom.i18n import LANGUAGES
from stratcom.wording.enums import KIND_LABELS, RuleKind

NOTHING = "–"


def value_in_words(name: str, value: Any) -> str:
    """A value as people read it."""
    if value in (None, "", []):
        return NOTHING
    if name == "kind":
        return str(KIND_LABELS[RuleKind(value)])
    if name == "language":
        return LANGUAGES.get(value, str(value))
    if name == "retired_at":
        return short_day(date.fromisoformat(str(value)[:10]))
    return ", ".join(value) if isinstance(value, list) else str(value)


WORDS = Words(lambda name: name, value_in_words)
