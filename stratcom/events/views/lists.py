"""/desk/events/: the list, and the same events for print."""

from flask import Response, current_app
from flask_babel import gettext as _
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.events import queries
from stratcom.events.search import find_ids, find_page
from stratcom.events.views import bp
from stratcom.events.views.bulk import actions_offered
from stratcom.events.views.screens import listed, screen, search_of_request
from stratcom.web.access import access
from stratcom.web.paging import page_number

MOST_PRINTED = 500


@bp.get("/")
@access(Permission.EVENT_VIEW)
def index() -> Response:
    """The events that the filters find, a page at a time."""
    filters, search = search_of_request()
    size = int(current_app.config["PAGE_SIZE"])
    found = find_page(search, number=page_number(), size=size)
    return screen(
        "events_list",
        filters=filters,
        found=found,
        events=queries.load(found.items),
        bulk_actions=actions_offered(current_user),
        newest=listed(filters, sort=None),
        oldest=listed(filters, sort="oldest"),
    )


@bp.get("/print/")
@access(Permission.EVENT_VIEW)
def printed() -> Response:
    """The filtered list as a table for paper, without what is only for the screen."""
    filters, search = search_of_request()
    ids = find_ids(search, limit=MOST_PRINTED + 1)
    return screen(
        "printed_list",
        filters=filters,
        heading=_("Events"),
        events=queries.load(ids[:MOST_PRINTED]),
        cut=MOST_PRINTED if len(ids) > MOST_PRINTED else 0,
    )
