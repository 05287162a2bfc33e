"""/desk/events/export.*: exactly what the filters show, as a file."""

import tempfile
from collections.abc import Iterator
from urllib.parse import quote

from flask import Response, request, stream_with_context
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.events import queries
from stratcom.events.exports.files import MEDIA_TYPES, write_file
from stratcom.events.filters import narrow, read_filters
from stratcom.events.search import find_ids
from stratcom.events.views import bp
from stratcom.i18n import current_language
from stratcom.moments import today
from stratcom.web.access import access

PIECE = 256 * 1024


@bp.get("/export.<any(xlsx, csv, ics, json):extension>")
@access(Permission.EVENT_VIEW)
def export(extension: str) -> Response:
    """The events that the list under the same filters shows, in its order."""
    filters = read_filters(request.args, desk=True)
    search = narrow(queries.visible_to(current_user), filters, user=current_user)
    ids = find_ids(search)
    # A file of its own first: a failure half way must not look like a whole download.
    file = tempfile.TemporaryFile()  # noqa: SIM115 closed when the answer has been sent
    write_file(extension, ids, current_language(), file)
    size = file.tell()
    file.seek(0)

    def pieces() -> Iterator[bytes]:
        with file:
            while piece := file.read(PIECE):
                yield piece

    response = Response(stream_with_context(pieces()), mimetype=MEDIA_TYPES[extension])
    response.content_length = size
    day = today().isoformat()
    georgian = quote(f"ღონისძიებები-{day}.{extension}")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"events-{day}.{extension}\"; filename*=UTF-8''{georgian}"
    )
    return response
