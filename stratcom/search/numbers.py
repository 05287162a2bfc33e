"""Numbers of documents: kind, day, record and face in one integer, so that order is meaning."""

from datetime import date
from typing import NamedTuple

from stratcom.search.enums import Kind

FACE_BITS = 2
RECORD_BITS = 31
DAY_BITS = 22
_DAY_SHIFT = FACE_BITS + RECORD_BITS
_KIND_SHIFT = _DAY_SHIFT + DAY_BITS
MOST_FACES = 1 << FACE_BITS


class Parts(NamedTuple):
    """What a number says."""

    kind: Kind
    day: date | None
    record_id: int
    face: int


def number_of(kind: Kind, day: date | None, record_id: int, face: int = 0) -> int:
    """The number of a document; one without a day comes before all days."""
    ordinal = day.toordinal() if day else 0
    return kind << _KIND_SHIFT | ordinal << _DAY_SHIFT | record_id << FACE_BITS | face


def parts_of(number: int) -> Parts:
    """What `number` was made of."""
    ordinal = number >> _DAY_SHIFT & (1 << DAY_BITS) - 1
    return Parts(
        Kind(number >> _KIND_SHIFT),
        date.fromordinal(ordinal) if ordinal else None,
        number >> FACE_BITS & (1 << RECORD_BITS) - 1,
        number & MOST_FACES - 1,
    )


def numbers_of(kind: Kind, first: date | None = None, last: date | None = None) -> tuple[int, int]:
    """The lowest and highest number of that kind within the days; without days, of all of it."""
    low = number_of(kind, first, 0)
    if last is None:
        return low, (kind + 1 << _KIND_SHIFT) - 1
    return low, number_of(kind, last, (1 << RECORD_BITS) - 1, MOST_FACES - 1)
