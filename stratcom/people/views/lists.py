"""/desk/people/: the list of people."""

from flask import Response

from stratcom.accounts.permissions import Permission
from stratcom.people import queries
from stratcom.people.views import bp
from stratcom.web.access import access
from stratcom.web.paging import paginate
from stratcom.web.responses import page


@bp.get("/")
@access(Permission.PERSON_VIEW)
def index() -> Response:
    """People by family name."""
    found = paginate(queries.people())
    return page("people/index.html", fragment="people/_people_list.html", found=found)
