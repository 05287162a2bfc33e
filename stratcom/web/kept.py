"""Text that was sent too late is kept: an expired session or an old page loses nothing."""

import zlib
from collections.abc import Iterable
from typing import Any

from flask import Response, current_app
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict

from stratcom.web.responses import page

KEEP_SECONDS = 3600
PRIVATE_FIELDS = frozenset({"csrf_token", "password", "new_password", "kept"})
Pairs = list[tuple[str, str]]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="kept-form")


def _fields(form: MultiDict[str, str]) -> Pairs:
    return [(k, v) for k, v in form.items(multi=True) if k not in PRIVATE_FIELDS]


def pack_form(path: str, form: MultiDict[str, str]) -> str:
    """Sign the fields of `form` so that they can travel through the sign-in page."""
    return str(_signer().dumps([path, _fields(form)]))


def unpack_form(text: str) -> tuple[str, Pairs] | None:
    """The path and the fields that `pack_form` packed, or None when forged or too old."""
    try:
        path, fields = _signer().loads(text, max_age=KEEP_SECONDS)
    except (BadData, ValueError, zlib.error):
        return None
    return str(path), [(str(k), str(v)) for k, v in fields]


def resubmit_page(path: str, form: MultiDict[str, str] | Pairs, *, status: int = 200) -> Response:
    """A page that holds every field that was sent, with a fresh token and one button."""
    fields: Iterable[Any] = _fields(form) if isinstance(form, MultiDict) else form
    return page("errors/resubmit.html", status=status, path=path.rstrip("?"), fields=list(fields))
