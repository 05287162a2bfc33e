"""/desk/messages/imports/: messages brought in from Word documents, looked at before."""

import re

import sqlalchemy as sa
from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.messages.importing.blocks import LANGUAGES, ROLE_LABELS, read_blocks
from stratcom.messages.importing.notes import NOTE_LABELS, Note
from stratcom.messages.models import MessageImport
from stratcom.messages.services import importing
from stratcom.messages.views import bp
from stratcom.web.access import access
from stratcom.web.paging import Page, page_number, paginate
from stratcom.web.responses import UNPROCESSABLE, page, see_other

Answer = Response | BaseResponse
BLOCKS_ON_A_PAGE = 60
_FIELD = re.compile(r"role-(\d{1,5})")


def _load(import_id: int, *, alone: bool = False) -> MessageImport:
    """What the person brought in; of others it is not even told that it is there.

    With `alone` nobody else makes messages of it meanwhile.
    """
    kept = db.session.get(MessageImport, import_id, with_for_update=alone)
    if kept is None or kept.by_id != current_user.id:
        abort(404)
    return kept


@bp.route("/imports/", methods=["GET", "POST"])
@access(Permission.MESSAGE_EDIT)
def imports() -> Answer:
    """Send a document; below, what one brought in lately."""
    problem = ""
    if request.method == "POST":
        sent = request.files.get("file")
        try:
            if sent is None or not sent.filename:
                raise DomainError(_("Choose a file first."))
            kept = importing.bring_in(sent.read(), sent.filename, actor=current_user)
            db.session.commit()
            return see_other(url_for(".show_import", import_id=kept.id))
        except DomainError as error:
            problem = error.message
    own = sa.select(MessageImport).where(MessageImport.by_id == current_user.id)
    return page(
        "messages/imports.html",
        fragment="messages/_imports_list.html",
        status=UNPROCESSABLE if problem else 200,
        problem=problem,
        found=paginate(own.order_by(MessageImport.id.desc())),
    )


@bp.get("/imports/<int:import_id>")
@access(Permission.MESSAGE_EDIT)
def show_import(import_id: int) -> Response:
    """What was read, piece by piece, and the messages that come of it."""
    return _show(_load(import_id))


@bp.post("/imports/<int:import_id>/roles")
@access(Permission.MESSAGE_EDIT)
def choose_roles(import_id: int) -> Answer:
    """Take the roles chosen and show what comes of them."""
    kept = _load(import_id)
    importing.choose(kept, _chosen())
    db.session.commit()
    number = request.form.get("page", "1")
    here = url_for(".show_import", import_id=kept.id, page=number if number != "1" else None)
    htmx = request.htmx  # type: ignore[attr-defined]
    return _show(kept) if htmx and not htmx.boosted else see_other(here)


@bp.post("/imports/<int:import_id>/make")
@access(Permission.MESSAGE_EDIT)
def make_imported(import_id: int) -> Answer:
    """Make one of the messages, or all of them."""
    importing.choose(_load(import_id), _chosen())
    db.session.commit()
    kept = _load(import_id, alone=True)
    wanted = request.form.get("house", "")
    every = [one.at for one in importing.offers(kept)] if wanted == "all" else []
    places = [int(wanted)] if re.fullmatch(r"\d{1,5}", wanted, re.ASCII) else every
    try:
        made = importing.make(kept, places, actor=current_user)
    except DomainError as error:
        db.session.rollback()
        return _show(_load(import_id), problem=error.message)
    db.session.commit()
    flash(_("Drafts made: %(count)s.", count=len(made)), "success")
    if len(made) == 1 and not importing.offers(kept):
        return see_other(url_for(".detail", draft_id=made[0].id))
    return see_other(url_for(".show_import", import_id=kept.id))


@bp.post("/imports/<int:import_id>/drop")
@access(Permission.MESSAGE_EDIT)
def drop_import(import_id: int) -> BaseResponse:
    """Forget the document."""
    importing.drop(_load(import_id))
    db.session.commit()
    flash(_("What was read was thrown away. Messages made of it stay."), "info")
    return see_other(url_for(".imports"))


def _chosen() -> dict[int, tuple[str, str]]:
    return {
        int(found[1]): (value, request.form.get(f"language-{found[1]}", ""))
        for name, value in request.form.items()
        if (found := _FIELD.fullmatch(name))
    }


def _show(kept: MessageImport, *, problem: str = "") -> Response:
    blocks = list(enumerate(read_blocks(kept.blocks)))
    number, size = page_number(), BLOCKS_ON_A_PAGE
    first = (number - 1) * size
    some = Page(blocks[first : first + size], number, size, len(blocks), first + size < len(blocks))
    return page(
        "messages/import.html",
        fragment="messages/_import_offers.html",
        status=UNPROCESSABLE if problem else 200,
        kept=kept,
        blocks=some,
        offers=importing.offers(kept),
        notes=[NOTE_LABELS[Note(one)] for one in kept.notes],
        roles=ROLE_LABELS,
        tongues=LANGUAGES,
        problem=problem,
    )
