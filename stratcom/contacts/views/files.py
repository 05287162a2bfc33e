"""Files of contacts and agreements: adding, sending, removing, restoring."""

from typing import NamedTuple

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.contacts import agreement_queries, rules
from stratcom.contacts.models import ContactEntry, ContactFile
from stratcom.contacts.services import files as services
from stratcom.contacts.services.files import Owner
from stratcom.contacts.views import bp
from stratcom.contacts.views.entries import load_entry
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.media import store
from stratcom.media.naming import tidy_name
from stratcom.web.access import access, require
from stratcom.web.downloads import saved_as, send_kept
from stratcom.web.responses import UNPROCESSABLE, page, see_other, wants_fragment

Answer = Response | BaseResponse


class Refusal(NamedTuple):
    """A file that was not taken, and why."""

    filename: str
    reason: str


@bp.get("/files/<int:document_id>")
@access(Permission.CONTACT_VIEW)
def file(document_id: int) -> Response:
    """The bytes, saved under their own name; a removed file is not there."""
    found = agreement_queries.find_file(document_id)
    path = store.find(found.stored) if found is not None and found.removed_at is None else None
    if found is None or path is None:
        abort(404)
    named = saved_as(found.filename, ending=found.stored.rpartition(".")[2])
    return send_kept(path, media_type=found.media_type, disposition=named)


@bp.get("/<int:entry_id>/files")
@access(Permission.CONTACT_EDIT)
def files(entry_id: int) -> Response:
    """The files of a contact on a page of their own."""
    return files_page(_open(load_entry(entry_id)))


@bp.post("/<int:entry_id>/files")
@access(Permission.CONTACT_EDIT)
def add_files(entry_id: int) -> Answer:
    """Attach every file sent that can be taken to a contact."""
    return add_sent(load_entry(entry_id))


@bp.post("/files/<int:document_id>/remove")
@access(Permission.CONTACT_EDIT)
def remove_file(document_id: int) -> Answer:
    """Hide a file; it can be restored."""
    found, owner = _load(document_id)
    services.remove_file(found, owner=owner, actor=current_user)
    db.session.commit()
    return _done(owner, _("File removed. It can be restored below."))


@bp.post("/files/<int:document_id>/restore")
@access(Permission.CONTACT_EDIT)
def restore_file(document_id: int) -> Answer:
    """Show a removed file again."""
    found, owner = _load(document_id)
    services.restore_file(found, owner=owner, actor=current_user)
    db.session.commit()
    return _done(owner, _("File restored."))


def add_sent(owner: Owner) -> Answer:
    """Attach every file of the request that can be taken; say why the others were not."""
    _open(owner)
    sent = [one for one in request.files.getlist("files") if one.filename]
    if not sent:
        return files_page(owner, [Refusal("", _("Choose at least one file."))])
    refused = [refusal for one in sent if (refusal := _add(owner, one)) is not None]
    db.session.commit()
    return files_page(owner, refused) if refused else _done(owner, _("Files added."))


def files_page(owner: Owner, refused: list[Refusal] | None = None, said: str = "") -> Response:
    """The panel of files: alone for htmx, else on a page of its own."""
    return page(
        "contacts/files.html",
        fragment="contacts/_papers_panel.html",
        status=UNPROCESSABLE if refused else 200,
        owner_title=owner.purpose if isinstance(owner, ContactEntry) else owner.title,
        owner_path=path_of(owner),
        owner_files=f"{path_of(owner)}files",
        files=agreement_queries.files_of(owner),
        may_edit=True,
        refused=refused or [],
        said_of_files=said,
    )


def path_of(owner: Owner) -> str:
    """The page of the contact or the agreement."""
    if isinstance(owner, ContactEntry):
        return url_for("contacts.detail", entry_id=owner.id)
    return url_for("agreements.detail", agreement_id=owner.id)


def _add(owner: Owner, sent: FileStorage) -> Refusal | None:
    name = sent.filename or ""
    try:
        services.add_file(owner, sent.read(), filename=name, actor=current_user)
    except DomainError as error:
        return Refusal(tidy_name(name), error.message)
    return None


def _load(document_id: int) -> tuple[ContactFile, Owner]:
    found = agreement_queries.find_file(document_id) or abort(404)
    owner = found.agreement or found.entry or abort(404)
    return found, _open(owner)


def _open(owner: Owner) -> Owner:
    require(rules.can_edit(current_user, owner))
    return owner


def _done(owner: Owner, message: str) -> Answer:
    if wants_fragment():
        return files_page(owner, said=message)
    flash(message, "success")
    return see_other(f"{path_of(owner)}#papers-panel")
