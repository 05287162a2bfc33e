"""What belongs to an organisation or names it: told of merges and successions by the factory.

The directory stands below the features whose records refer to it, so they announce themselves.
"""

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from flask import Flask, current_app

HOLDERS = "organisation_holders"


class OrganisationHolder(Protocol):
    """Records of one feature that refer to organisations.

    `belongs` is true when they pass to a successor (accounts, ownership of events), false when
    they tell of the past and keep the old body (who organised an event, a post once held).
    A merge of duplicates moves both.
    """

    name: str
    label: Any
    belongs: bool

    def count(self, organisation_id: int) -> int:
        """How many records refer to the organisation."""

    def move(self, from_id: int, to_id: int, ids: Sequence[Any] | None = None) -> list[Any]:
        """Let the records refer to `to_id`; return what was moved, as JSON can hold it.

        With `ids` (what an earlier call returned) only those that still refer to `from_id` move:
        so an undo takes back what the merge moved and nothing that came later.
        """


@runtime_checkable
class ReadsNames(Protocol):
    """A holder whose feature finds its records by the names of organisations."""

    def renamed(self, organisation_id: int) -> None:
        """Bring the feature's index in line with the names as they are now."""


def announce(app: Flask, holder: OrganisationHolder) -> None:
    """Let a feature hear of merges and successions; the factory calls this."""
    app.extensions.setdefault(HOLDERS, []).append(holder)


def holders(*, belonging_only: bool = False) -> list[OrganisationHolder]:
    """Every holder, or those whose records pass to a successor."""
    known: list[OrganisationHolder] = current_app.extensions.get(HOLDERS, [])
    return [one for one in known if one.belongs or not belonging_only]


def tell_renamed(organisation_id: int) -> None:
    """Let the features that index names hear that an organisation is called otherwise."""
    for one in holders():
        if isinstance(one, ReadsNames):
            one.renamed(organisation_id)
