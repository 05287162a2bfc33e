"""What the index is asked for, before either database's way of asking it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One word of the index, or all that begin so."""

    text: str
    begins: bool = False


@dataclass(frozen=True)
class All:
    """Every part must hold."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Any:
    """One part must hold."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Without:
    """The first must hold, the second must not."""

    wanted: "Expression"
    unwanted: "Expression"


Expression = Term | All | Any | Without


def every(parts: Sequence[Expression]) -> Expression:
    """All of them, or the only one."""
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def some(parts: Sequence[Expression]) -> Expression:
    """One of them, or the only one."""
    return parts[0] if len(parts) == 1 else Any(tuple(parts))
