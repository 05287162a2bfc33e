"""/desk/partners/new and /desk/partners/<id>/edit, with conflicts."""

from collections.abc import Iterable

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import StaleError
from stratcom.partners import rules
from stratcom.partners.conflicts import Conflict, find_conflict
from stratcom.partners.forms import OrganisationForm
from stratcom.partners.models import Organisation
from stratcom.partners.services import records
from stratcom.partners.services.records import FieldError, SameNameError
from stratcom.partners.values import FIELDS, empty_values, snapshot
from stratcom.partners.views import bp
from stratcom.partners.views.loading import load_organisation
from stratcom.web.access import access
from stratcom.web.fields import posted_version
from stratcom.web.responses import CONFLICT, form_status, page, see_other

Answer = Response | BaseResponse


@bp.route("/new", methods=["GET", "POST"])
@access(Permission.ORGANISATION_EDIT)
def create() -> Answer:
    """Form for a new organisation; one of the same name is asked about first."""
    values = empty_values()
    values["name_ka"] = request.args.get("name", "")[:300].strip()
    form = OrganisationForm.holding(values, version=0, fields=FIELDS)
    twin = None
    if form.accepted():
        try:
            organisation = records.create_organisation(
                form.values(), actor=current_user, same_name=bool(form.same_name.data)
            )
        except FieldError as error:
            twin = error.organisation.id if isinstance(error, SameNameError) else None
            db.session.rollback()
            form.complain(error)
        else:
            db.session.commit()
            flash(_("Saved."), "success")
            return see_other(url_for(".detail", organisation_id=organisation.id, saved="new"))
    return _form_page(form, None, status=form_status(form), twin=twin)


@bp.route("/<int:organisation_id>/edit", methods=["GET", "POST"])
@access(Permission.ORGANISATION_EDIT_OWN)
def edit(organisation_id: int) -> Answer:
    """Form for the fields that the person may change; a save over another's is shown first."""
    organisation = load_organisation(organisation_id, rules.can_edit)
    fields = rules.open_fields(current_user, organisation)
    held = snapshot(organisation)
    form = OrganisationForm.holding(held, version=organisation.row_version, fields=fields)
    if form.accepted():
        try:
            _save(organisation, form)
        except StaleError:
            return _conflict_page(organisation_id, form, fields)
        except FieldError as error:
            db.session.rollback()
            form.complain(error)
            organisation = load_organisation(organisation_id, rules.can_edit)
        else:
            return see_other(
                url_for(".detail", organisation_id=organisation_id, saved=organisation_id)
            )
    return _form_page(form, organisation, status=form_status(form))


def _save(organisation: Organisation, form: OrganisationForm) -> None:
    values = form.values()
    # After a conflict, fields ticked "theirs" stay as the other person saved them.
    for name in request.form.getlist("theirs"):
        values.pop(name, None)
    records.edit_organisation(
        organisation, values, actor=current_user, expected_version=posted_version()
    )
    db.session.commit()
    flash(_("Changes saved."), "success")


def _conflict_page(organisation_id: int, form: OrganisationForm, fields: Iterable[str]) -> Response:
    db.session.rollback()
    organisation = load_organisation(organisation_id, rules.can_edit)
    conflict = find_conflict(organisation, form.values(), posted_version())
    held = snapshot(organisation) | conflict.merged
    version = organisation.row_version
    merged = OrganisationForm.holding(held, version=version, fields=fields, posted=False)
    return _form_page(merged, organisation, status=CONFLICT, conflict=conflict)


def _form_page(
    form: OrganisationForm,
    organisation: Organisation | None,
    *,
    status: int = 200,
    conflict: Conflict | None = None,
    twin: int | None = None,
) -> Response:
    return page(
        "partners/form.html",
        fragment="partners/_organisation_form.html",
        status=status,
        form=form,
        organisation=organisation,
        conflict=conflict,
        twin=twin,
    )
