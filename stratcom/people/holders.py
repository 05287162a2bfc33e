"""What refers to people: told of merges by the factory, like partners.holders."""

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from flask import Flask, current_app

HOLDERS = "person_holders"


class PersonHolder(Protocol):
    """Records of one feature that refer to people."""

    name: str
    label: Any

    def count(self, person_id: int) -> int:
        """How many records refer to the person."""

    def move(self, from_id: int, to_id: int, ids: Sequence[Any] | None = None) -> list[Any]:
        """Let the records refer to `to_id`; as OrganisationHolder.move."""


@runtime_checkable
class ReadsNames(Protocol):
    """A holder whose feature finds its records by the names of people."""

    def renamed(self, person_id: int) -> None:
        """Bring the feature's index in line with the name as it is now, or with none."""


def announce(app: Flask, holder: PersonHolder) -> None:
    """Let a feature hear of merges; the factory calls this."""
    app.extensions.setdefault(HOLDERS, []).append(holder)


def holders() -> list[PersonHolder]:
    """Every holder."""
    known: list[PersonHolder] = current_app.extensions.get(HOLDERS, [])
    return known


def tell_renamed(person_id: int) -> None:
    """Let the features that index names hear that a person is called otherwise, or was erased."""
    for one in holders():
        if isinstance(one, ReadsNames):
            one.renamed(person_id)
