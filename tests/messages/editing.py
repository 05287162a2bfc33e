"""The form of the editor as a browser would send it."""

from typing import Any

from stratcom.accounts.models import User
from stratcom.db import db
from tests.messages.sample import draft_message

Pairs = list[tuple[str, str]]


def begin(author: User, **columns: Any) -> str:
    """A message that is being written, and the address of its editor."""
    message = draft_message(author, **columns)
    db.session.commit()
    return f"/desk/messages/{message.id}/edit"


def pairs_of(answer: Any) -> Pairs:
    """Everything that a browser would send of the form, in order."""
    made: Pairs = []
    for one in answer.html.select("#house-form :is(input, textarea, select)"):
        name, kind = one.get("name"), one.get("type")
        ticked = kind not in {"checkbox", "radio"} or one.has_attr("checked")
        if not name or name == "csrf_token" or not ticked:
            continue
        if one.name == "select":
            chosen = one.select_one("option[selected]") or one.select_one("option")
            made.append((name, chosen["value"]))
        elif one.name == "textarea":
            made.append((name, one.get_text().removeprefix("\n")))
        else:
            made.append((name, one.get("value", "")))
    return made


def sent(answer: Any, changes: dict[str, Any] | None = None, *, do: str = "save") -> dict[str, Any]:
    """The form of a page with some fields filled otherwise, as the test client takes it."""
    made: dict[str, Any] = {}
    for name, value in pairs_of(answer):
        made.setdefault(name, []).append(value)
    return made | {"do": do} | (changes or {})


def value_of(answer: Any, name: str) -> str:
    """What stands in a field."""
    return dict(pairs_of(answer))[name]


def uid_of(answer: Any, kind: str, place: int = -1) -> str:
    """The identifier of a row of that kind."""
    rows = [value for name, value in pairs_of(answer) if name == "row"]
    return [row.split(":")[1] for row in rows if row.startswith(f"{kind}:")][place]
