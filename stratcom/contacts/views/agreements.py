"""/desk/agreements/: agreements and memoranda."""

from typing import Any

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.audit import queries as audit
from stratcom.contacts import agreement_queries, queries, rules
from stratcom.contacts.filters import AGREEMENT_LISTS, AGREEMENT_NAMES, Filters, read_filters
from stratcom.contacts.forms import AgreementForm, TerminationForm
from stratcom.contacts.listing import agreements_table
from stratcom.contacts.models import Agreement
from stratcom.contacts.services import agreements as services
from stratcom.contacts.values import AgreementValues, agreement_values
from stratcom.contacts.views import files
from stratcom.contacts.views.entries import list_page
from stratcom.contacts.wording import changed_meanwhile
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.moments import today
from stratcom.partners.models import Organisation
from stratcom.web.access import access, require
from stratcom.web.downloads import send_table
from stratcom.web.fields import posted_version
from stratcom.web.navigation import Entry
from stratcom.web.paging import paginate
from stratcom.web.responses import CONFLICT, form_status, page, see_other, wants_fragment

bp = Blueprint("agreements", __name__, url_prefix="/desk/agreements")
MENU = (
    Entry(
        "agreements.index",
        _l("Agreements"),
        Permission.CONTACT_VIEW,
        33,
        "partners",
        leading=False,
    ),
)
Answer = Response | BaseResponse
MOST_PRINTED = 500
MOST_EXPORTED = 20_000
OK = 200


def load_agreement(agreement_id: int) -> Agreement:
    """The agreement, or 404."""
    return agreement_queries.find_agreement(agreement_id) or abort(404)


@bp.get("/")
@access(Permission.CONTACT_VIEW)
def index() -> Response:
    """Agreements that the filters find, a page at a time."""
    filters = read_filters(request.args, AGREEMENT_NAMES)
    return list_page(
        "agreements/index.html",
        "agreements/_agreements_list.html",
        filters,
        lists=AGREEMENT_LISTS,
        found=paginate(agreement_queries.listed(filters, current_user)),
        keepers=[] if wants_fragment() else queries.keepers(),
    )


@bp.get("/print/")
@access(Permission.CONTACT_VIEW)
def printed() -> Response:
    """The same as a table for paper."""
    filters = read_filters(request.args, AGREEMENT_NAMES)
    shown = _all_of(filters, MOST_PRINTED + 1)
    return page(
        "agreements/print.html",
        filters=filters,
        heading=AGREEMENT_LISTS[filters.agreement_list],
        agreements=shown[:MOST_PRINTED],
        cut=MOST_PRINTED if len(shown) > MOST_PRINTED else 0,
    )


@bp.get("/export.<any(xlsx, csv):extension>")
@access(Permission.CONTACT_VIEW)
def export(extension: str) -> Response:
    """What the filters find as a file."""
    filters = read_filters(request.args, AGREEMENT_NAMES)
    table = agreements_table(_all_of(filters, MOST_EXPORTED), today())
    return send_table(table, extension=extension, ascii_name="agreements")


def _all_of(filters: Filters, most: int) -> list[Agreement]:
    found = db.session.scalars(agreement_queries.listed(filters, current_user).limit(most))
    return list(found.unique())


@bp.route("/new", methods=["GET", "POST"])
@access(Permission.CONTACT_EDIT)
def create() -> Answer:
    """Form for a new agreement."""
    form = AgreementForm.holding(_blank(), None, queries.keepers())
    if form.accepted():
        agreement = services.create_agreement(form.values(), actor=current_user)
        db.session.commit()
        flash(_("Saved."), "success")
        return see_other(url_for(".detail", agreement_id=agreement.id, saved="new"))
    return _form_page(form, None, status=form_status(form))


@bp.route("/<int:agreement_id>/edit", methods=["GET", "POST"])
@access(Permission.CONTACT_EDIT)
def edit(agreement_id: int) -> Answer:
    """Change an agreement; what another person saved meanwhile is shown first."""
    agreement = load_agreement(agreement_id)
    require(rules.can_edit(current_user, agreement))
    keepers = queries.keepers(agreement.responsible_id)
    form = AgreementForm.holding(agreement_values(agreement), agreement, keepers)
    if not form.accepted():
        return _form_page(form, agreement, status=form_status(form))
    try:
        services.edit_agreement(
            agreement, form.values(), actor=current_user, expected_version=posted_version()
        )
    except StaleError:
        return _conflict_page(agreement, form)
    db.session.commit()
    flash(_("Saved."), "success")
    return see_other(url_for(".detail", agreement_id=agreement.id, saved=agreement.id))


def _conflict_page(agreement: Agreement, form: AgreementForm) -> Response:
    db.session.rollback()
    agreement = load_agreement(agreement.id)
    present = changed_meanwhile(form.values(), agreement_values(agreement))
    # Saving once more is now a decision: it is made against what is shown.
    form.row_version.data = str(agreement.row_version)
    return _form_page(form, agreement, status=CONFLICT, present=present)


@bp.get("/<int:agreement_id>/")
@access(Permission.CONTACT_VIEW)
def detail(agreement_id: int) -> Response:
    """One agreement, its term, files and history."""
    agreement = load_agreement(agreement_id)
    return page(
        "agreements/detail.html",
        saved=request.args.get("saved", ""),
        agreement=agreement,
        files=agreement_queries.files_of(agreement),
        history=db.session.scalars(audit.history(agreement)).all(),
        personal={},
        may_edit=rules.can_edit(current_user, agreement),
        may_restore=rules.can_restore(current_user, agreement),
        may_terminate=rules.can_terminate(current_user, agreement),
        may_reinstate=rules.can_reinstate(current_user, agreement),
    )


@bp.route("/<int:agreement_id>/terminate", methods=["GET", "POST"])
@access(Permission.CONTACT_EDIT)
def terminate(agreement_id: int) -> Answer:
    """Let an agreement end before its term."""
    agreement = load_agreement(agreement_id)
    require(rules.can_terminate(current_user, agreement))
    form = TerminationForm.from_request(
        data={"terminated_on": today(), "row_version": agreement.row_version}
    )
    status = OK
    if form.accepted():
        try:
            _terminate(agreement, form)
        except DomainError as error:
            status = error.status
            form.terminated_on.errors = [error.message]
            form.row_version.data = str(agreement.row_version)
        else:
            return _back(agreement, _("The agreement is marked as ended."))
    return page(
        "agreements/terminate.html",
        fragment="agreements/_terminate_form.html",
        status=status if status != OK else form_status(form),
        form=form,
        agreement=agreement,
    )


def _terminate(agreement: Agreement, form: TerminationForm) -> None:
    services.terminate_agreement(
        agreement,
        on=form.terminated_on.data or today(),
        reason=form.reason.data or "",
        actor=current_user,
        expected_version=posted_version(),
    )


@bp.post("/<int:agreement_id>/reinstate")
@access(Permission.CONTACT_EDIT)
def reinstate(agreement_id: int) -> Answer:
    """Take back an ending that was entered by mistake."""
    agreement = load_agreement(agreement_id)
    require(rules.can_reinstate(current_user, agreement))
    services.reinstate_agreement(agreement, actor=current_user, expected_version=posted_version())
    return _back(agreement, _("The ending was taken back."))


@bp.post("/<int:agreement_id>/archive")
@access(Permission.CONTACT_EDIT)
def archive(agreement_id: int) -> Answer:
    """Put the agreement away; nothing is lost."""
    agreement = load_agreement(agreement_id)
    require(rules.can_edit(current_user, agreement))
    services.archive_agreement(agreement, actor=current_user)
    return _back(agreement, _("Archived. It can be restored at any time."))


@bp.post("/<int:agreement_id>/restore")
@access(Permission.CONTACT_EDIT)
def restore(agreement_id: int) -> Answer:
    """Bring the agreement back from the archive."""
    agreement = load_agreement(agreement_id)
    require(rules.can_restore(current_user, agreement))
    services.restore_agreement(agreement, actor=current_user)
    return _back(agreement, _("Restored."))


@bp.get("/<int:agreement_id>/files")
@access(Permission.CONTACT_EDIT)
def papers(agreement_id: int) -> Response:
    """The files of an agreement on a page of their own."""
    agreement = load_agreement(agreement_id)
    require(rules.can_edit(current_user, agreement))
    return files.files_page(agreement)


@bp.post("/<int:agreement_id>/files")
@access(Permission.CONTACT_EDIT)
def add_papers(agreement_id: int) -> Answer:
    """Attach every file sent that can be taken to an agreement."""
    return files.add_sent(load_agreement(agreement_id))


def _blank() -> AgreementValues:
    """A signed memorandum with whom the address names, minded by oneself."""
    body = db.session.get(Organisation, request.args.get("organisation", 0, type=int))
    parties = (body.id,) if body else ()
    return AgreementValues(title_ka="", organisation_ids=parties, responsible_id=current_user.id)


def _back(agreement: Agreement, message: str) -> Answer:
    db.session.commit()
    flash(message, "success")
    return see_other(url_for(".detail", agreement_id=agreement.id))


def _form_page(
    form: AgreementForm, agreement: Agreement | None, *, status: int = 200, present: Any = None
) -> Response:
    return page(
        "agreements/form.html",
        fragment="agreements/_agreement_form.html",
        status=status,
        form=form,
        agreement=agreement,
        present=present,
    )
