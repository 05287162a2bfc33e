"""/desk/messages/new and /desk/messages/<id>/edit: writing a message."""

from contextlib import suppress

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.drafting.enums import PartKind
from stratcom.drafting.rules import can_edit, may_write
from stratcom.drafting.services.keeps import drop_keep, find_keep
from stratcom.drafting.services.versions import save_version
from stratcom.errors import DomainError, StaleError
from stratcom.messages.forms import NewMessageForm
from stratcom.messages.house import form as house_form
from stratcom.messages.services.records import create_message
from stratcom.messages.views import bp
from stratcom.messages.views.editor import (
    ADDED,
    Editor,
    changes_of_keep,
    from_keep,
    from_message,
    from_request,
    is_saved_already,
    joined_with_newest,
    keep_typed,
    keeping,
    show,
    was_moved,
)
from stratcom.messages.views.loading import load_message
from stratcom.web.access import access
from stratcom.web.responses import (
    CONFLICT,
    UNPROCESSABLE,
    form_status,
    page,
    see_other,
    wants_fragment,
)

Answer = Response | BaseResponse


@bp.route("/new", methods=["GET", "POST"])
@access(Permission.MESSAGE_EDIT)
def new() -> Answer:
    """The least that a message begins with; the rest is written in the editor."""
    form = NewMessageForm.offering()
    if form.accepted():
        message = create_message(
            title_ka=form.title_ka.data or "",
            title_en=form.title_en.data or "",
            theme_id=form.theme_id,
            source=form.source.data,
            actor=current_user,
        )
        db.session.commit()
        return see_other(url_for(".edit", draft_id=message.id))
    return page(
        "messages/new.html",
        fragment="messages/_new_form.html",
        status=form_status(form),
        form=form,
    )


@bp.get("/<int:draft_id>/edit")
@access(Permission.MESSAGE_EDIT)
def edit(draft_id: int) -> Response:
    """The editor; first of all what was typed before and not saved, when there is any."""
    message = load_message(draft_id, can_edit)
    keep = find_keep(message.id, current_user.id)
    if keep is None:
        return show(from_message(message))
    kept = from_keep(message, keep)
    if request.args.get("kept") == "1":
        return show(kept)
    changes, moved = changes_of_keep(kept, keep), was_moved(kept)
    if not (changes or moved):
        return show(from_message(message))
    return page(
        "messages/kept.html",
        message=message,
        keep=keep,
        editor=kept,
        changes=changes,
        moved=moved,
        **keeping(message, keep.base_number),
    )


@bp.post("/<int:draft_id>/edit")
@access(Permission.MESSAGE_EDIT)
def save(draft_id: int) -> Answer:
    """Save, or move rows about and show how it reads, saving nothing."""
    message = load_message(draft_id, may_write)
    editor = from_request(message)
    if not can_edit(current_user, message):
        return _keep_for_later(editor)
    deed, _colon, about = request.form.get("do", "").partition(":")
    if deed in {"add", "up", "down", "preview"}:
        return _show_again(editor.with_rows(deed, about))
    if editor.errors:
        return _show_again(editor, status=UNPROCESSABLE)
    try:
        return _save(editor, stays=deed == "go")
    except StaleError:
        return _show_again(editor, status=CONFLICT)


def _show_again(editor: Editor, *, status: int = 200) -> Answer:
    """The form as it was sent; what it holds is kept too, should the window be closed now."""
    db.session.rollback()
    draft_id = editor.message.id
    with suppress(DomainError):
        keep_typed(editor)
        db.session.commit()
    fresh = editor.of(load_message(draft_id, can_edit))
    if status != CONFLICT:
        return show(fresh, status=status)
    joined = joined_with_newest(fresh)
    return _saved_already(joined) if is_saved_already(joined) else show(joined, status=status)


def _saved_already(editor: Editor) -> Answer:
    """The button was pressed twice: the newest version holds all of it."""
    drop_keep(editor.message.id, current_user.id)
    db.session.commit()
    number = editor.form.base_number
    flash(_("Saved as version %(number)s.", number=number), "success")
    return see_other(url_for(".detail", draft_id=editor.message.id))


def _save(editor: Editor, *, stays: bool) -> Answer:
    message = editor.message
    version = save_version(
        message,
        editor.house(),
        actor=current_user,
        expected_number=editor.form.base_number,
        ready=editor.form.ready.data or [],
        confirmed=editor.sheet.sure,
        note=editor.form.note.data or "",
    )
    drop_keep(message.id, current_user.id)
    db.session.commit()
    if version is None:
        flash(_("Nothing was changed, so nothing was saved."), "info")
    else:
        flash(_("Saved as version %(number)s.", number=version.number), "success")
    return see_other(url_for(".edit" if stays else ".detail", draft_id=message.id))


def _keep_for_later(editor: Editor) -> Answer:
    """The text was sent for approval meanwhile: what was typed waits until it comes back."""
    message = editor.message
    keep_typed(editor)
    db.session.commit()
    flash(
        _("This text cannot be changed now. What you typed is kept for you in the editor."),
        "warning",
    )
    return see_other(url_for(".detail", draft_id=message.id))


@bp.get("/<int:draft_id>/edit/row")
@access(Permission.MESSAGE_EDIT)
def row(draft_id: int) -> Answer:
    """One empty row for the editor, so that adding one sends nothing of the text."""
    message = load_message(draft_id, may_write)
    if not wants_fragment():
        return see_other(url_for(".edit", draft_id=message.id))
    kind, _colon, parent = request.args.get("do", "").removeprefix("add:").partition(":")
    part = house_form.new_row(ADDED.get(kind, PartKind.PROOF), parent)
    house = Editor.row_of(part)
    return page("messages/new_row.html", message=message, part=part, house=house, editor=None)
