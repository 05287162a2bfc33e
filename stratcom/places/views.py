"""/desk/settings/places/: the official list, to read."""

from flask import Blueprint, Response

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.places import queries
from stratcom.web.access import access
from stratcom.web.responses import page

bp = Blueprint("places", __name__, url_prefix="/desk/settings/places")


@bp.get("/")
@access(Permission.VOCABULARY_EDIT)
def index() -> Response:
    """Regions and their municipalities as they are in law; occupied ones are marked."""
    municipalities = db.session.scalars(queries.municipalities()).all()
    regions = db.session.scalars(queries.regions()).all()
    grouped = [(one, [m for m in municipalities if m.region_id == one.id]) for one in regions]
    return page("places/index.html", grouped=grouped)
