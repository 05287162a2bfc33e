"""The desk's menu: features announce their entries, people see what they may open."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_login import current_user

HOME = "/desk/"  # every page of the desk lies below it


@dataclass(frozen=True)
class Entry:
    """One word of the menu."""

    endpoint: str
    label: Any
    permission: Any
    position: int

    @property
    def current(self) -> bool:
        """True when the page shown lies at or below the address of this entry."""
        address = url_for(self.endpoint)
        below = address != HOME and request.path.startswith(address)
        return below or request.path == address


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
