"""/desk/partners/: the list of organisations."""

import sqlalchemy as sa
from flask import Response

from stratcom.accounts.permissions import Permission
from stratcom.partners.models import Organisation
from stratcom.partners.views import bp
from stratcom.web.access import access
from stratcom.web.paging import paginate
from stratcom.web.responses import page


@bp.get("/")
@access(Permission.ORGANISATION_VIEW_ALL)
def index() -> Response:
    """Organisations by name, a page at a time."""
    found = paginate(sa.select(Organisation).order_by(Organisation.match_key))
    return page("partners/index.html", fragment="partners/_organisations_list.html", found=found)
