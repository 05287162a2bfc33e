"""Long lists of ids, a part at a time: a statement names only so many."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
AT_ONCE = 400


def in_parts(items: Sequence[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """The items, so many at once as a statement may name."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
