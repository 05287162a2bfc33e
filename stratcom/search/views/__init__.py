"""/desk/search/: everything at once."""

from flask import Blueprint

bp = Blueprint("search", __name__, url_prefix="/desk/search")
