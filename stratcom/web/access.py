"""Who may call a view: declared on each, closed by default."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import abort

PUBLIC = "public"
SIGNED_IN = "signed-in"

View = TypeVar("View", bound=Callable[..., Any])


def access(rule: str) -> Callable[[View], View]:
    """Declare who may call the view: a Permission, SIGNED_IN or PUBLIC."""

    def declare(view: View) -> View:
        view.access_rule = rule  # type: ignore[attr-defined]
        return view

    return declare


def require(allowed: bool) -> None:
    """Object-level check: `require(rules.can_approve(user, event))`."""
    if not allowed:
        abort(403)
