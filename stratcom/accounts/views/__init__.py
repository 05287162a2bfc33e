"""/account/: signing in, links, the second factor, one's own account."""

from flask import Blueprint

bp = Blueprint("accounts", __name__, url_prefix="/account")

# Each module adds its routes to `bp`.
from stratcom.accounts.views import account, links, second_factor, sessions, signing_in  # noqa: E402

__all__ = ["account", "bp", "links", "second_factor", "sessions", "signing_in"]
