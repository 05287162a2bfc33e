"""Field by field: what two records that become one say, what the kept one takes, and undoing it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

import sqlalchemy as sa

from stratcom.audit.services import plain

KEPT, GONE, BOTH = "kept", "gone", "both"
LONGEST = 300
Choices = Mapping[str, str]
# Columns with the value before a merge and after it, as JSON holds them.
Changed = dict[str, list[Any]]


@dataclass(frozen=True)
class Field:
    """Columns that are taken together from one record or the other, or both texts joined."""

    name: str
    label: Any
    columns: tuple[str, ...]
    joinable: bool = False
    show: Callable[[Any], Any] | None = None

    def values(self, record: Any) -> tuple[Any, ...]:
        """What the record has there, nothing being nothing whether None or empty."""
        return tuple(getattr(record, column) or None for column in self.columns)

    def words(self, record: Any) -> str:
        """The same for a reader."""
        if self.show is not None:
            return str(self.show(record) or "")
        return ", ".join(str(one) for one in self.values(record) if one is not None)


@dataclass(frozen=True)
class Difference:
    """A field in which the two records differ, and which of them is to be followed."""

    name: str
    label: Any
    kept: str
    gone: str
    chosen: str
    joinable: bool


def differences(
    fields: Sequence[Field], kept: Any, gone: Any, choices: Choices
) -> list[Difference]:
    """Where the two differ; unless somebody chose, the kept record is followed where it speaks."""
    return [
        Difference(
            one.name,
            one.label,
            one.words(kept),
            one.words(gone),
            _chosen(one, kept, choices),
            one.joinable and all((one.words(kept), one.words(gone))),
        )
        for one in fields
        if one.values(kept) != one.values(gone)
    ]


def _chosen(field: Field, kept: Any, choices: Choices) -> str:
    choice = choices.get(field.name)
    if choice in (KEPT, GONE) or (choice == BOTH and field.joinable):
        return choice
    return KEPT if any(field.values(kept)) else GONE


def take(fields: Sequence[Field], kept: Any, gone: Any, choices: Choices) -> None:
    """Write the chosen values into the kept record."""
    for one in fields:
        chosen = _chosen(one, kept, choices)
        if one.values(kept) == one.values(gone) or chosen == KEPT:
            continue
        for column in one.columns:
            value = getattr(gone, column)
            if chosen == BOTH:
                value = join_texts(getattr(kept, column), value)
            setattr(kept, column, value)


def join_texts(first: str, second: str) -> str:
    """Both texts, one below the other; a text within the other is not said twice."""
    if not second or second in first:
        return first
    return second if first in second else f"{first}\n\n{second}"


def give_back(record: Any, changed: Changed) -> list[str]:
    """Undo the changes of a merge; return the columns that somebody has changed since."""
    stayed = []
    for column, (before, after) in changed.items():
        if (plain(getattr(record, column)) or None) != (after or None):
            stayed.append(column)
            continue
        setattr(record, column, _typed(record, column, before))
    return stayed


def _typed(record: Any, column: str, value: Any) -> Any:
    """The value as the column holds it: JSON knows no days, nor any empty text but null."""
    attribute = sa.inspect(type(record)).columns[column]
    kind = attribute.type.python_type
    if value is None:
        return None if attribute.nullable else kind()
    if issubclass(kind, date):
        return kind.fromisoformat(value)
    return kind(value) if issubclass(kind, Enum) else value
