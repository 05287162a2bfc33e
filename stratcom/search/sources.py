"""What features tell the search about their records."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from flask import Flask, current_app

from stratcom.accounts.models import User
from stratcom.search.enums import Kind

SOURCES = "search_sources"
# The scope of what everybody may read, signed in or not.
EVERYBODY = "public"
ORGANISATION = "o"


@dataclass(frozen=True)
class Face:
    """What a record says to the readers that hold one of `scopes`, in Georgian and English.

    By `names` it is found as by its title, though they are not shown. `shown_from` and
    `shown_until` keep it from all of them before that moment, after that day.
    """

    scopes: frozenset[str]
    title_ka: str = ""
    title_en: str = ""
    body: str = ""
    names: str = ""
    shown_from: datetime | None = None
    shown_until: date | None = None
    tags: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Record:
    """One record to be found.

    `faces` go from the narrowest to the fullest: whoever may read several is shown the last.
    `tags` are what it is filtered by: `place_tag`, `region_tag`, `organisation_tag`.
    `day` is None for what has no place in time, as people and organisations.
    """

    id: int
    faces: Sequence[Face]
    day: date | None = None
    tags: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Card:
    """How a record that was found is shown: where it leads, and a line of facts."""

    path: str
    title_ka: str
    title_en: str = ""
    facts: Sequence[str] = ()


class Source(Protocol):
    """The records of one kind."""

    kind: Kind

    def records(self, ids: Sequence[int]) -> Iterable[Record]:
        """Those of these records that somebody may find; what was put away is left out."""

    def ids(self, *, after: int, limit: int) -> Sequence[int]:
        """Ids of all records in their order, so many after that one."""

    def refile(self, ids: Sequence[int]) -> None:
        """Bring the feature's own index of these records in line with the rules of today."""

    def scopes(self, user: User | None) -> frozenset[str]:
        """The scopes that the reader holds; without a user, those of everybody."""

    def cards(self, ids: Sequence[int], user: User) -> Mapping[int, Card]:
        """How these records, which the person may see, are shown to them in the desk."""


def place_tag(municipality_id: int) -> str:
    """The tag of what is in a municipality."""
    return f"m{municipality_id}"


def region_tag(region_id: int) -> str:
    """The tag of what is in a region."""
    return f"r{region_id}"


def organisation_tag(organisation_id: int) -> str:
    """The tag of what an organisation takes part in, by the record that is kept."""
    return f"{ORGANISATION}{organisation_id}"


def organisation_in(tag: str) -> int | None:
    """The organisation of a tag, if it is the tag of one."""
    return int(tag[1:]) if tag.startswith(ORGANISATION) else None


def announce(app: Flask, source: Source) -> None:
    """Let the records of a feature be found; the factory calls this."""
    app.extensions.setdefault(SOURCES, {})[source.kind] = source


def sources() -> Mapping[Kind, Source]:
    """Everything that can be found, by kind, in the order of the kinds."""
    known: dict[Kind, Source] = current_app.extensions.get(SOURCES, {})
    return {kind: known[kind] for kind in sorted(known)}


# How records are shown on the public site, which is above the features that hold them.
PublicCards = Callable[[Sequence[int]], Mapping[int, Card]]
PUBLIC_CARDS = "search_public_cards"


def announce_public_cards(app: Flask, kind: Kind, cards: PublicCards) -> None:
    """Let the public site say how it shows the records of a kind; the factory calls this."""
    app.extensions.setdefault(PUBLIC_CARDS, {})[kind] = cards


def cards_of(kind: Kind, ids: Sequence[int], user: User | None) -> Mapping[int, Card]:
    """How these records, which the reader may see, are shown to them."""
    if user is not None:
        return sources()[kind].cards(ids, user)
    shown: dict[Kind, PublicCards] = current_app.extensions.get(PUBLIC_CARDS, {})
    return shown[kind](ids) if kind in shown else {}


# What bears a name that the reader may know of, as tags, for each of the runs of words that is one.
Names = Callable[[Sequence[str], User | None], Mapping[str, frozenset[str]]]
NAMES = "search_names"


def announce_names(app: Flask, names: Names) -> None:
    """Let records be found by the names of what they have to do with; the factory calls this."""
    app.extensions.setdefault(NAMES, []).append(names)


def names_in(runs: Sequence[str], reader: User | None) -> Mapping[str, frozenset[str]]:
    """The tags of what bears one of these names, by the name; without a reader, for everybody."""
    found: dict[str, frozenset[str]] = {}
    for names in current_app.extensions.get(NAMES, ()):
        for run, tags in names(runs, reader).items():
            found[run] = found.get(run, frozenset()) | tags
    return found
