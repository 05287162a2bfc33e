"""The desk's menu: features announce their entries, people see what they may open."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_login import current_user

HOME = "/desk/"  # every page of the desk lies below it


@dataclass(frozen=True)
class Entry:
    """One word of the menu.

    Entries of the same `section` stand in a second row while any of them is open; the one that
    is `leading` stands in the first row for all of them.
    """

    endpoint: str
    label: Any
    permission: Any
    position: int
    section: str = ""
    leading: bool = True
    # What the first row says for the whole section, where that is more than this entry.
    heading: Any = ""

    @property
    def address(self) -> str:
        """Where it leads."""
        return url_for(self.endpoint)

    @property
    def reach(self) -> int:
        """How much of the present address it covers: 0 when the page is none of its own."""
        here, address = request.path, self.address
        below = address != HOME and here.startswith(address)
        return len(address) if below or here == address else 0


def announce(app: Flask, *entries: Entry) -> None:
    """Add entries to the menu of the desk."""
    app.extensions["navigation"].extend(entries)


def _open_to_me() -> list[Entry]:
    entries: list[Entry] = current_app.extensions["navigation"]
    return sorted((e for e in entries if current_user.can(e.permission)), key=lambda e: e.position)


def current_entry(entries: list[Entry]) -> Entry | None:
    """The entry that covers the page shown most closely."""
    best = max(entries, key=lambda one: one.reach, default=None)
    return best if best is not None and best.reach else None


def menu() -> tuple[list[tuple[Entry, bool]], list[tuple[Entry, bool]]]:
    """The first row and the second, each entry with whether it is the page's own."""
    mine = _open_to_me()
    here = current_entry(mine)
    section = here.section if here else ""
    first = [
        (one, one is here or bool(section and one.section == section))
        for one in mine
        if one.leading
    ]
    second = [(one, one is here) for one in mine if section and one.section == section]
    return first, second if len(second) > 1 else []


def init_app(app: Flask) -> None:
    """Start with an empty menu."""
    app.extensions["navigation"] = []
    app.jinja_env.globals["menu"] = menu
