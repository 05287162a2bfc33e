"""The tile map: one square for each municipality, shaded by quarters of the places with any."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

STEP = 29
SHADES = 4
COLUMNS, ROWS = 16, 8
# Which of the four shades are used when ties leave fewer classes: apart, and none too faint.
USED = {0: (), 1: (3,), 2: (2, 4), 3: (2, 3, 4), 4: (1, 2, 3, 4)}


class Place(Protocol):
    """What the map needs to know of a municipality."""

    @property
    def id(self) -> int:
        """Key of its figure."""

    @property
    def code(self) -> str:
        """Its name in addresses."""

    @property
    def name(self) -> str:
        """Its name in the reader's language."""

    @property
    def occupied(self) -> bool:
        """Drawn dashed, always inside the country."""

    @property
    def tile(self) -> tuple[int, int] | None:
        """Column and row, when it is on the map."""


@dataclass(frozen=True)
class Tile:
    """One municipality on the map."""

    place: Place
    count: int
    shade: str

    @property
    def x(self) -> int:
        """Left edge."""
        return (self.place.tile or (0, 0))[0] * STEP

    @property
    def y(self) -> int:
        """Upper edge."""
        return (self.place.tile or (0, 0))[1] * STEP


@dataclass(frozen=True)
class TileMap:
    """Tiles in reading order, and what the shades stand for: (class, from, to)."""

    tiles: Sequence[Tile]
    key: Sequence[tuple[str, int, int]]
    width: int = COLUMNS * STEP
    height: int = ROWS * STEP


def tile_map(places: Iterable[Place], counts: Mapping[int, int]) -> TileMap:
    """Shade every place that has a tile by its count; occupied ones are dashed whatever theirs."""
    drawn = sorted(
        (place for place in places if place.tile), key=lambda place: (place.tile or (0, 0))[::-1]
    )
    limits = upper_limits([counts.get(place.id, 0) for place in drawn])
    tiles = [
        Tile(place, counts.get(place.id, 0), shade(place, counts.get(place.id, 0), limits))
        for place in drawn
    ]
    key = [("q0", 0, 0)]
    first = 1
    for used, limit in zip(USED[len(limits)], limits, strict=True):
        key.append((f"q{used}", first, limit))
        first = limit + 1
    return TileMap(tiles, key)


def upper_limits(counts: Iterable[int]) -> list[int]:
    """The highest count of each shade: quarters of the places that have any, ties together."""
    some = sorted(count for count in counts if count)
    if not some:
        return []
    quarters = {some[-(-len(some) * part // SHADES) - 1] for part in range(1, SHADES + 1)}
    return sorted(quarters)


def shade(place: Place, count: int, limits: Sequence[int]) -> str:
    """Class of a tile: 'q0' to 'q4', or 'o' when occupied."""
    if place.occupied:
        return "o"
    if not count:
        return "q0"
    return f"q{USED[len(limits)][bisect_left(limits, count)]}"
