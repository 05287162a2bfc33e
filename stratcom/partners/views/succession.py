"""/desk/partners/<id>/rename, /desk/partners/<id>/succession: what came after a body."""

from flask import Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.partners import rules
from stratcom.partners.enums import SuccessionKind
from stratcom.partners.forms import RenameForm, SuccessionForm
from stratcom.partners.models import Organisation, Succession
from stratcom.partners.services.records import FieldError
from stratcom.partners.services.succession import (
    add_succession,
    rename_organisation,
    undo_succession,
)
from stratcom.partners.views import bp
from stratcom.partners.views.loading import load_organisation
from stratcom.web.access import access
from stratcom.web.responses import form_status, page, see_other

Answer = Response | BaseResponse


@bp.route("/<int:organisation_id>/rename", methods=["GET", "POST"])
@access(Permission.ORGANISATION_MERGE)
def rename(organisation_id: int) -> Answer:
    """A new name from a day on; the old record keeps the old one."""
    organisation = load_organisation(organisation_id, rules.can_succeed)
    form = RenameForm.from_request()
    if form.accepted():
        try:
            successor = rename_organisation(
                organisation,
                {name: form[name].data for name in ("name_ka", "name_en", "abbreviations")},
                happened_on=form.day(),
                note=form.note.data or "",
                source_url=form.source_url.data or "",
                actor=current_user,
            )
        except FieldError as error:
            db.session.rollback()
            form.complain(error)
        else:
            db.session.commit()
            flash(_("Renamed. The old record keeps the old name and what it did."), "success")
            return see_other(url_for(".detail", organisation_id=successor.id))
    return _page("rename", organisation_id, form)


@bp.route("/<int:organisation_id>/succession", methods=["GET", "POST"])
@access(Permission.ORGANISATION_MERGE)
def succeed(organisation_id: int) -> Answer:
    """Say what came after: merged into, split, succeeded by."""
    organisation = load_organisation(organisation_id, rules.can_succeed)
    form = SuccessionForm.from_request()
    if form.accepted() and _record(organisation, form):
        db.session.commit()
        flash(_("Saved."), "success")
        return see_other(url_for(".detail", organisation_id=organisation_id))
    return _page("succeed", organisation_id, form)


def _record(organisation: Organisation, form: SuccessionForm) -> bool:
    bodies = form.bodies()
    if form.errors:
        return False
    try:
        add_succession(
            organisation,
            bodies,
            kind=SuccessionKind(form.kind.data),
            happened_on=form.day(),
            leading=bodies[0] if form.leads.data else None,
            ends=bool(form.ends.data),
            note=form.note.data or "",
            source_url=form.source_url.data or "",
            actor=current_user,
        )
    except FieldError as error:
        db.session.rollback()
        form.complain(error)
        return False
    return True


@bp.post("/<int:organisation_id>/succession/<int:succession_id>/undo")
@access(Permission.ORGANISATION_MERGE)
def undo(organisation_id: int, succession_id: int) -> Answer:
    """Take a succession back, with what passed on by it."""
    load_organisation(organisation_id, rules.can_succeed)
    succession = db.session.get(Succession, succession_id)
    if succession is None or organisation_id not in {
        succession.predecessor_id,
        succession.successor_id,
    }:
        abort(404)
    undo_succession(succession, actor=current_user)
    db.session.commit()
    flash(_("Taken back. What had passed on is where it was before."), "success")
    return see_other(url_for(".detail", organisation_id=organisation_id))


def _page(name: str, organisation_id: int, form: RenameForm | SuccessionForm) -> Response:
    return page(
        f"partners/{name}.html",
        fragment=f"partners/_{name}_form.html",
        status=form_status(form),
        organisation=load_organisation(organisation_id),
        form=form,
    )
