"""What a person who leaves has in hand: features announce it, and hand-over moves it in one act."""

from typing import Any, Protocol

from flask import Flask, current_app

from stratcom.accounts.models import User

HOLDERS = "account_holders"


class AccountHolder(Protocol):
    """Records of one feature that are in somebody's hands."""

    name: str
    label: Any

    def count(self, user: User) -> int:
        """How many records the person has in hand."""

    def hand_over(self, user: User, to: User) -> int:
        """Give them to another; return how many there were."""


def announce(app: Flask, holder: AccountHolder) -> None:
    """Let a feature hear of hand-overs; the factory calls this."""
    app.extensions.setdefault(HOLDERS, []).append(holder)


def holders() -> list[AccountHolder]:
    """Every holder."""
    known: list[AccountHolder] = current_app.extensions.get(HOLDERS, [])
    return known
