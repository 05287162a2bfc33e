"""The text of a guest link: signed, not stored; only the app can make one."""

import hmac
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from stratcom.submissions import queries
from stratcom.submissions.models import GuestLink


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="guest-link")


def token_of(link: GuestLink) -> str:
    """The token that stands for the link as it is now."""
    return str(_signer().dumps([link.id, link.nonce]))


def link_of(token: str) -> tuple[GuestLink | None, bool]:
    """The link behind a token, None when it was forged; and whether the token still stands."""
    try:
        said: Any = _signer().loads(token)
        link_id, nonce = int(said[0]), str(said[1])
    except (BadData, ValueError, TypeError, IndexError, KeyError):
        return None, False
    link = queries.find_link(link_id)
    if link is None:
        return None, False
    return link, hmac.compare_digest(link.nonce.encode(), nonce.encode())


def whole_address(link: GuestLink) -> str:
    """The link as it is passed on."""
    return f"{current_app.config['BASE_URL']}/submit/{token_of(link)}/"
