"""/desk/drafts/<id>/…: sending a text for approval, approving it, returning it."""

from flask import Response, flash, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.drafting import rules
from stratcom.drafting.addresses import page_of
from stratcom.drafting.approval.forms import ReturnForm
from stratcom.drafting.approval.panel import approval_page
from stratcom.drafting.enums import DraftState
from stratcom.drafting.models import Draft
from stratcom.drafting.services import approving
from stratcom.drafting.views import bp
from stratcom.drafting.views.loading import load_draft
from stratcom.web.access import access
from stratcom.web.fields import posted_version
from stratcom.web.responses import form_status, page, see_other

Answer = Response | BaseResponse


def _done(draft: Draft, message: str) -> Answer:
    """Commit and go to the page of the text: far more of it changes than this section."""
    db.session.commit()
    flash(message, "success")
    return see_other(page_of(draft))


def posted_number() -> int:
    """The version that the form is about; 0 when it is missing or odd."""
    return request.form.get("number", 0, type=int)


@bp.post("/<int:draft_id>/submit")
@access(Permission.MESSAGE_EDIT)
def submit(draft_id: int) -> Answer:
    """Send the present version for approval."""
    draft = load_draft(draft_id, rules.may_write)
    approving.submit(draft, actor=current_user, expected_version=posted_version())
    return _done(draft, _("Sent for approval."))


@bp.post("/<int:draft_id>/take-back")
@access(Permission.MESSAGE_EDIT)
def take_back(draft_id: int) -> Answer:
    """Take it back to go on writing."""
    draft = load_draft(draft_id, rules.may_write)
    approving.take_back(draft, actor=current_user, expected_version=posted_version())
    return _done(draft, _("Taken back: it can be changed again."))


@bp.post("/<int:draft_id>/approve")
@access(Permission.MESSAGE_APPROVE)
def approve(draft_id: int) -> Answer:
    """Approve the version that the form names."""
    draft = load_draft(draft_id)
    approving.approve(draft, number=posted_number(), actor=current_user)
    half = draft.state is DraftState.HALF_APPROVED
    said = _("Approved. The second approval is awaited.") if half else _("Approved: in force now.")
    return _done(draft, said)


@bp.route("/<int:draft_id>/return", methods=["GET", "POST"])
@access(Permission.MESSAGE_APPROVE)
def return_draft(draft_id: int) -> Answer:
    """Send the version back with a reason."""
    draft = load_draft(draft_id)
    form = ReturnForm.from_request(data={"number": draft.current_number})
    if form.accepted():
        approving.return_draft(
            draft, number=posted_number(), reason=form.reason.data or "", actor=current_user
        )
        return _done(draft, _("Returned for correction."))
    return page(
        "drafting/return.html",
        fragment="drafting/_approval_panel.html",
        status=form_status(form),
        draft=draft,
        return_form=form,
        page_of=page_of,
        **approval_page(draft, current_user),
    )
