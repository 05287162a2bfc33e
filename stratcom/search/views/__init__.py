"""/desk/search/: everything at once."""

from flask import Blueprint

bp = Blueprint("search", __name__, url_prefix="/desk/search")

# The module adds its routes to `bp`.
from stratcom.search.views import screens  # noqa: E402

__all__ = ["bp", "screens"]
