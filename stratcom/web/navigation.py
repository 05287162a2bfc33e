"""The desk's menu: features announce their entries, people see what they may open."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request
from flask_login import current_user


@dataclass(frozen=True)
class Entry:
    """One word of the menu."""

    endpoint: str
    label: Any
    permission: Any
    position: int

    @property
    def current(self) -> bool:
        """True when the page shown belongs to this entry."""
        return request.blueprint == self.endpoint.partition(".")[0]


def announce(app: Flask, entry: Entry) -> None:
    """Add an entry to the menu of the desk."""
    app.extensions["navigation"].append(entry)


def menu() -> list[Entry]:
    """The entries that the signed-in person may open, in order."""
    entries: list[Entry] = current_app.extensions["navigation"]
    return sorted((e for e in entries if current_user.can(e.permission)), key=lambda e: e.position)


def init_app(app: Flask) -> None:
    """Start with an empty menu."""
    app.extensions["navigation"] = []
    app.jinja_env.globals["menu"] = menu
