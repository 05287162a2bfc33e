"""What refers to people: told of merges by the factory, like partners.holders."""

from collections.abc import Sequence
from typing import Any, Protocol

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


def announce(app: Flask, holder: PersonHolder) -> None:
    """Let a feature hear of merges; the factory calls this."""
    app.extensions.setdefault(HOLDERS, []).append(holder)


def holders() -> list[PersonHolder]:
    """Every holder."""
    known: list[PersonHolder] = current_app.extensions.get(HOLDERS, [])
    return known
