"""One view, two answers: the whole page for a browser, its fragment for htmx."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response, render_template, request
from htmx_flask import make_response
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as BaseResponse

UNPROCESSABLE = 422
CONFLICT = 409
SEE_OTHER = 303
NO_CONTENT = 204


def wants_fragment() -> bool:
    """True when htmx will swap the answer into an existing page."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page(
    template: str, *, fragment: str | None = None, status: int = 200, **context: Any
) -> Response:
    """Render `template`, or only its `fragment` when htmx asked for one."""
    chosen = fragment if fragment and wants_fragment() else template
    response: Response = make_response(render_template(chosen, **context), status)
    if fragment:
        response.vary.add("HX-Request")
    return response


def see_other(url: str) -> BaseResponse:
    """After a successful POST: 303 for a browser, HX-Redirect for htmx."""
    if wants_fragment():
        response: Response = make_response("", NO_CONTENT, redirect=url)
        return response
    return redirect(url, SEE_OTHER)


def form_status(form: Any) -> int:
    """422 for a form that was sent and refused, else 200."""
    return UNPROCESSABLE if form.errors else 200


def safe_path(target: str | None, default: str) -> str:
    """The local path in `target`, or `default` when it would lead to another site.

    Browsers read a backslash as a slash and skip control characters, so both are refused.
    """
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if "\\" in target or any(ord(letter) < ord(" ") for letter in target):
        return default
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else default
