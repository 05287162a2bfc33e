"""What the application knows: places and vocabularies, handed over as plain data."""

from dataclasses import dataclass
from typing import Literal

TermKind = Literal["format", "audience", "theme"]


@dataclass(frozen=True, slots=True)
class Region:
    """A region by its ISO code."""

    code: str
    name_ka: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality and every other name that people use for it."""

    code: str
    region: str
    name_ka: str
    name_en: str
    aliases: tuple[str, ...] = ()
    official_ka: str = ""
    occupied: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a vocabulary."""

    kind: TermKind
    code: str
    label_ka: str
    label_en: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything that cells are recognised against."""

    regions: tuple[Region, ...]
    municipalities: tuple[Municipality, ...]
    terms: tuple[Term, ...]
    organisations: tuple[str, ...] = ()  # names that must not be split at a comma
