"""/media/<name>: a file of an event, for those who may read it at this moment."""

from flask import Blueprint, Response, abort
from flask.blueprints import BlueprintSetupState
from flask_login import current_user

from stratcom.events import file_queries
from stratcom.events.enums import FILE_KIND_LABELS
from stratcom.events.models import EventFile
from stratcom.media import images, store
from stratcom.web.access import PUBLIC, access
from stratcom.web.downloads import saved_as, send_kept

bp = Blueprint("media", __name__)


def smallest_version(one: EventFile) -> str:
    """Name of the smallest version of a kept photograph."""
    return one.stored.replace(".", f"-{min(images.VERSIONS)}.")


def largest_version(one: EventFile) -> str:
    """Name of the largest version; narrow photographs have only the smallest."""
    widest = (
        min(images.VERSIONS) if (one.width or 0) <= min(images.VERSIONS) else max(images.VERSIONS)
    )
    return one.stored.replace(".", f"-{widest}.")


@bp.get("/media/<name>")
@access(PUBLIC)
def file(name: str) -> Response:
    """The bytes; who may not read them learns no more than that there is no such page."""
    found = file_queries.files_named(name)
    path = store.find(name)
    if not found or path is None:
        abort(404)
    # The public first: their files are answered without a look at the session.
    public = next((one for one in found if file_queries.is_public(one)), None)
    chosen = public or next((one for one in found if _may_read(one)), None)
    if chosen is None:
        abort(404)
    response = send_kept(path, media_type=chosen.media_type, disposition=disposition(chosen))
    if public is not None:
        response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _may_read(one: EventFile) -> bool:
    return file_queries.may_read(current_user, one)


def disposition(one: EventFile) -> str:
    """Photographs are shown, documents saved under their own name."""
    if one.media_type == images.MEDIA_TYPE:
        return "inline"
    return saved_as(one.filename, ending=one.stored.rpartition(".")[2])


def offer(state: BlueprintSetupState) -> None:
    """Let every template show photographs."""
    state.app.jinja_env.globals.update(
        smallest_version=smallest_version,
        largest_version=largest_version,
        FILE_KIND_LABELS=FILE_KIND_LABELS,
    )


bp.record_once(offer)
