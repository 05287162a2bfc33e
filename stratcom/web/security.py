"""CSRF token, security headers, and what a request may do to the database."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error

from flask import Flask, Response, abort, request, session
from werkzeug.middleware.proxy_fix import ProxyFix

from stratcom.db.base import reading_only

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
TOKEN_BYTES = 32
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class TokenError(Exception):
    """The form was sent without this session's token."""


def csrf_token() -> str:
    """The session's token under a fresh mask.

    The mask makes the text differ on every page, so that compression cannot leak it (BREACH).
    """
    token = _session_token()
    mask = secrets.token_bytes(TOKEN_BYTES)
    return urlsafe_b64encode(mask + _xor(mask, token)).decode()


def check_csrf() -> None:
    """Refuse an unsafe request without the token, sent as a field or as a header."""
    if request.method in SAFE_METHODS:
        return
    sent = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    if "csrf" not in session or not hmac.compare_digest(_unmask(sent), _session_token()):
        raise TokenError


def same_origin() -> bool:
    """True when the browser says that one of our own pages sent this."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return request.headers.get("Origin", "") == request.host_url.rstrip("/")


def _session_token() -> bytes:
    if "csrf" not in session:
        session["csrf"] = secrets.token_hex(TOKEN_BYTES)
    return bytes.fromhex(session["csrf"])


def _unmask(sent: str) -> bytes:
    try:
        raw = urlsafe_b64decode(sent.encode("ascii", "replace"))
    except (Base64Error, ValueError):
        return b""
    return _xor(raw[:TOKEN_BYTES], raw[TOKEN_BYTES:])


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=False))


def _declare_intent() -> None:
    reading_only.set(request.method in SAFE_METHODS)


def _refuse_odd_text() -> None:
    # PostgreSQL cannot store NUL, and no honest form or address holds one.
    if "\x00" in request.path or any("\x00" in value for value in request.args.values()):
        abort(400)


def set_headers(response: Response) -> Response:
    """Add the security headers; pages of people who work here are never stored."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def init_app(app: Flask) -> None:
    """Install the guards; `access` must have been installed before."""
    app.before_request(_refuse_odd_text)
    app.before_request(check_csrf)
    app.after_request(set_headers)
    app.jinja_env.globals["csrf_token"] = csrf_token
    if hops := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )


def declare_intent_first(app: Flask) -> None:
    """Let the database know, before anything reads it, whether this request may write."""
    app.before_request(_declare_intent)
