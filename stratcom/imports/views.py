"""/desk/imports/: bringing events in from files."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.imports import background, choices, kinds, queries, rules, screens
from stratcom.imports.enums import STATE_LABELS, BatchState
from stratcom.imports.models import ImportBatch
from stratcom.imports.services.choosing import set_options, tick_all, tick_rows
from stratcom.imports.services.reading import begin_reading, create_batch
from stratcom.imports.texts import KIND_LABELS, file_problem
from stratcom.sheets import UnreadableFileError
from stratcom.web.access import access
from stratcom.web.navigation import Entry
from stratcom.web.paging import paginate
from stratcom.web.responses import UNPROCESSABLE, page, see_other, wants_fragment

bp = Blueprint("imports", __name__, url_prefix="/desk/imports")
bp.add_app_template_global(KIND_LABELS.__getitem__, "import_kind")
bp.add_app_template_global(STATE_LABELS.__getitem__, "batch_state")
MENU = (Entry("imports.index", _l("Import"), Permission.EVENT_IMPORT, 25, "events", leading=False),)
Answer = Response | BaseResponse


def _batch(batch_id: int) -> ImportBatch:
    batch = queries.find_batch(batch_id)
    if batch is None or not rules.can_open(current_user, batch):
        abort(404)
    return batch


def _here(batch: ImportBatch, **query: Any) -> str:
    return url_for("imports.show", batch_id=batch.id, **query)


@bp.get("/")
@access(Permission.EVENT_IMPORT)
def index() -> Response:
    """Imports of one's organisation, newest first."""
    found = paginate(queries.batches_for(current_user))
    return page("imports/index.html", fragment="imports/_batches_list.html", batches=found)


@bp.route("/new", methods=["GET", "POST"])
@access(Permission.EVENT_IMPORT)
def new() -> Answer:
    """Send a file; a small one is read at once."""
    sent, said = request.files.get("file"), request.values.get("kind", "")
    offered = screens.kinds_offered()
    if request.method == "GET":
        return page("imports/new.html", problem="", kinds=offered, kind=said)
    content = sent.read() if sent else b""
    try:
        if sent is None or not sent.filename:
            raise UnreadableFileError("missing")
        kind = kinds.kind_of(said, content, sent.filename)
        if not rules.can_bring(current_user, kind):
            raise UnreadableFileError("not_allowed")
        small = kinds.refuse(kind, content, sent.filename)
    except UnreadableFileError as error:
        problem = file_problem(error.code)
        return page(
            "imports/new.html", status=UNPROCESSABLE, problem=problem, kinds=offered, kind=said
        )
    batch = create_batch(content, sent.filename, user=current_user, kind=kind)
    return _read(batch, content if small else None)


def _read(batch: ImportBatch, content: bytes | None, mapping: Any = None) -> Answer:
    """Read now when the file is short, else begin in the background."""
    mark = begin_reading(batch, mapping=mapping)
    opened = kinds.opened(batch.kind, content, batch.filename) if content is not None else None
    if opened is not None and opened.size <= current_app.config["IMPORT_INLINE_ROWS"]:
        user = current_user._get_current_object()
        kinds.read(batch, mark=mark, actor=user, user=user, opened=opened)
        db.session.commit()
    else:
        db.session.commit()
        background.start_reading(batch.id, mark)
    return see_other(_here(batch))


@bp.get("/<int:batch_id>/")
@access(Permission.EVENT_IMPORT)
def show(batch_id: int) -> Response:
    """The import as far as it has come: progress, preview or result."""
    batch = _batch(batch_id)
    if batch.state in {BatchState.READING, BatchState.FAILED}:
        return page(
            "imports/reading.html",
            fragment="imports/_progress.html",
            **screens.progress(batch),
        )
    return page("imports/show.html", fragment="imports/_rows_list.html", **screens.preview(batch))


@bp.post("/<int:batch_id>/restart")
@access(Permission.EVENT_IMPORT)
def restart(batch_id: int) -> Answer:
    """Read the file again after a reading that died or failed."""
    batch = _batch(batch_id)
    if screens.is_silent(batch) or batch.state in {BatchState.FAILED, BatchState.PREVIEW}:
        return _read(batch, screens.kept_if_small(batch))
    return see_other(_here(batch))


@bp.route("/<int:batch_id>/columns", methods=["GET", "POST"])
@access(Permission.EVENT_IMPORT)
def columns(batch_id: int) -> Answer:
    """Say what the columns hold, and read the file again so."""
    batch = _batch(batch_id)
    if batch.state is not BatchState.PREVIEW:
        return see_other(_here(batch))
    if request.method == "POST":
        mapping = choices.read_mapping(batch, request.form)
        return _read(batch, screens.kept_if_small(batch), mapping)
    return page("imports/columns.html", batch=batch, fields=screens.column_fields(batch))


@bp.post("/<int:batch_id>/rows")
@access(Permission.EVENT_IMPORT)
def rows(batch_id: int) -> Answer:
    """Keep the ticks of the rows shown."""
    batch = _batch(batch_id)
    tick_rows(batch, **choices.read_ticks(request.form))
    db.session.commit()
    if wants_fragment():
        return page("imports/_apply_bar.html", **screens.bar(_batch(batch_id)))
    return see_other(_here(batch, action=request.form.get("action"), page=request.form.get("page")))


@bp.post("/<int:batch_id>/all")
@access(Permission.EVENT_IMPORT)
def every(batch_id: int) -> Answer:
    """Tick all rows of a kind, or none."""
    batch = _batch(batch_id)
    action = choices.read_action(request.form.get("action"))
    if action is not None:
        tick_all(batch, action, chosen=request.form.get("tick") == "all")
        db.session.commit()
    return see_other(_here(batch, action=action.value if action else None))


@bp.post("/<int:batch_id>/options")
@access(Permission.EVENT_IMPORT)
def options(batch_id: int) -> Answer:
    """Keep the choices for the whole file."""
    batch = _batch(batch_id)
    owner = request.form.get("owner", "own")
    set_options(
        batch,
        state=choices.read_state(request.form.get("state")),
        past_held=request.form.get("past_held") == "1",
        owner=owner if owner == "organiser" and rules.can_choose_owner(current_user) else "own",
        actor=current_user._get_current_object(),
    )
    db.session.commit()
    flash(_("The choices are kept."), "success")
    return see_other(_here(batch))


@bp.post("/<int:batch_id>/apply")
@access(Permission.EVENT_IMPORT)
def apply(batch_id: int) -> Answer:
    """Carry out the ticked rows: all in one transaction."""
    batch = _batch(batch_id)
    version = request.form.get("version", type=int, default=0)
    if "shown" in request.form and batch.row_version == version:
        tick_rows(batch, **choices.read_ticks(request.form))
    kinds.apply(batch, actor=current_user._get_current_object(), expected_version=version)
    db.session.commit()
    return see_other(_here(batch))


@bp.route("/<int:batch_id>/undo", methods=["GET", "POST"])
@access(Permission.EVENT_IMPORT)
def undo(batch_id: int) -> Answer:
    """Ask, then take the import back as a whole."""
    batch = _batch(batch_id)
    if request.method == "GET":
        return page("imports/undo.html", batch=batch)
    kinds.undo(
        batch,
        actor=current_user._get_current_object(),
        expected_version=request.form.get("version", type=int, default=0),
    )
    db.session.commit()
    return see_other(_here(batch))
