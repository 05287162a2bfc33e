"""/desk/drafts/: what all texts that are drafted have in common, one module for each screen."""

from flask import Blueprint

bp = Blueprint("drafting", __name__, url_prefix="/desk/drafts")
