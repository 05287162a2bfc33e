"""/desk/events/export.*: exactly what the filters show, as a file."""

from flask import Response, request
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.events import queries
from stratcom.events.exports.files import write_file
from stratcom.events.filters import narrow, read_filters
from stratcom.events.search import find_ids
from stratcom.events.views import bp
from stratcom.i18n import current_language
from stratcom.web.access import access
from stratcom.web.downloads import send_written


@bp.get("/export.<any(xlsx, csv, ics, json):extension>")
@access(Permission.EVENT_VIEW)
def export(extension: str) -> Response:
    """The events that the list under the same filters shows, in its order."""
    filters = read_filters(request.args, desk=True)
    search = narrow(queries.visible_to(current_user), filters, user=current_user)
    ids = find_ids(search)
    return send_written(
        lambda file: write_file(extension, ids, current_language(), file),
        extension=extension,
        ascii_name="events",
        georgian_name="ღონისძიებები",
    )
