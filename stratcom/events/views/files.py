"""/desk/events/<id>/files: adding, editing, removing and restoring; refusals are told by file."""

from typing import NamedTuple

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.events import file_queries, rules
from stratcom.events.enums import FileKind
from stratcom.events.models import Event, EventFile
from stratcom.events.services import files as services
from stratcom.events.views import bp
from stratcom.events.views.loading import load_event
from stratcom.media.naming import tidy_name
from stratcom.web.access import access
from stratcom.web.responses import UNPROCESSABLE, page, see_other, wants_fragment

Answer = Response | BaseResponse


class Refusal(NamedTuple):
    """A file that was not taken, and why."""

    filename: str
    reason: str


@bp.get("/<int:event_id>/files")
@access(Permission.EVENT_EDIT)
def files(event_id: int) -> Response:
    """The files of an event on a page of their own."""
    return _panel(load_event(event_id, rules.can_edit))


@bp.post("/<int:event_id>/files")
@access(Permission.EVENT_EDIT)
def add_files(event_id: int) -> Answer:
    """Attach every file sent that can be taken."""
    event = load_event(event_id, rules.can_edit)
    sent = [one for one in request.files.getlist("files") if one.filename]
    if not sent:
        return _panel(event, [Refusal("", _("Choose at least one file."))])
    refused = [refusal for one in sent if (refusal := _add(event, one)) is not None]
    db.session.commit()
    return _panel(event, refused) if refused else _done(event, _("Files added."))


def _add(event: Event, sent: FileStorage) -> Refusal | None:
    try:
        services.add_file(
            event,
            sent.read(),
            filename=sent.filename or "",
            kind=_posted_kind(),
            caption_ka=request.form.get("caption_ka", ""),
            caption_en=request.form.get("caption_en", ""),
            public="public" in request.form,
            actor=current_user,
        )
    except DomainError as error:
        return Refusal(tidy_name(sent.filename or ""), error.message)
    return None


def _posted_kind() -> FileKind:
    try:
        return FileKind(request.form.get("kind", FileKind.PHOTOGRAPH))
    except ValueError:
        abort(400)


@bp.post("/<int:event_id>/files/<int:file_id>/edit")
@access(Permission.EVENT_EDIT)
def edit_file(event_id: int, file_id: int) -> Answer:
    """Change the caption, and whether the public may see it."""
    event, file = _load(event_id, file_id)
    services.edit_file(
        file,
        event=event,
        caption_ka=request.form.get("caption_ka", ""),
        caption_en=request.form.get("caption_en", ""),
        public="public" in request.form,
        actor=current_user,
    )
    db.session.commit()
    return _done(event, _("Saved."))


@bp.post("/<int:event_id>/files/<int:file_id>/remove")
@access(Permission.EVENT_EDIT)
def remove_file(event_id: int, file_id: int) -> Answer:
    """Hide a file; it can be restored."""
    event, file = _load(event_id, file_id)
    services.remove_file(file, event=event, actor=current_user)
    db.session.commit()
    return _done(event, _("File removed. It can be restored below."))


@bp.post("/<int:event_id>/files/<int:file_id>/restore")
@access(Permission.EVENT_EDIT)
def restore_file(event_id: int, file_id: int) -> Answer:
    """Show a removed file again."""
    event, file = _load(event_id, file_id)
    services.restore_file(file, event=event, actor=current_user)
    db.session.commit()
    return _done(event, _("File restored."))


def _load(event_id: int, file_id: int) -> tuple[Event, EventFile]:
    event = load_event(event_id, rules.can_edit)
    file = file_queries.find_file(event, file_id)
    if file is None:
        abort(404)
    return event, file


def _done(event: Event, message: str) -> Answer:
    if wants_fragment():
        return _panel(event, said=message)
    flash(message, "success")
    return see_other(url_for(".detail", event_id=event.id, _anchor="files-panel"))


def _panel(event: Event, refused: list[Refusal] | None = None, said: str = "") -> Response:
    return page(
        "events/files.html",
        fragment="events/_files_panel.html",
        status=UNPROCESSABLE if refused else 200,
        event=event,
        files=file_queries.files_of(event),
        may_edit=True,
        refused=refused or [],
        said=said,
    )
