"""Where else a person may be named: told by the features above, when somebody is to be erased."""

from dataclasses import dataclass
from typing import Any, Protocol

from flask import Flask, current_app

from stratcom.people.models import Person

KEEPERS = "people_keepers"
# Case endings come after the last vowel of a family name, which they often push out.
VOWELS = "აეიოუ"
SHORTEST_STEM = 4
MOST_MENTIONS = 50


@dataclass(frozen=True)
class Mention:
    """A record in whose free text the name may stand, and where it is edited."""

    label: str
    path: str


class Keeper(Protocol):
    """What one feature keeps of people in free text and in the trail."""

    label: Any

    def find(self, person: Person) -> list[Mention]:
        """Records in whose text the family name occurs, MOST_MENTIONS at most."""

    def forget(self, person: Person) -> None:
        """Erase what the trail keeps of this person and of nobody else."""


def announce(app: Flask, keeper: Keeper) -> None:
    """Let a feature hear of people who are to be erased; the factory calls this."""
    app.extensions.setdefault(KEEPERS, []).append(keeper)


def keepers() -> list[Keeper]:
    """Every feature that keeps free text about people."""
    known: list[Keeper] = current_app.extensions.get(KEEPERS, [])
    return known


def name_stems(person: Person) -> list[str]:
    """The family name as it would stand within a text, whatever its case ending."""
    georgian = person.last_name_ka
    stem = georgian.rstrip(VOWELS)
    if len(stem) >= SHORTEST_STEM:
        georgian = stem
    return [one for one in (georgian, person.last_name_en) if len(one) > 1]
