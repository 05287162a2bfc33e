"""/desk/messages/<id>/details: for whom a message is, who answers for it, how long it holds."""

from flask import Response, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import StaleError
from stratcom.messages import rules
from stratcom.messages.details.form import DetailsForm
from stratcom.messages.details.values import details_of
from stratcom.messages.details.words import differing
from stratcom.messages.distribution.people import possible_stewards
from stratcom.messages.models import Message
from stratcom.messages.services import details as services
from stratcom.messages.views import bp
from stratcom.messages.views.loading import load_message
from stratcom.web.access import access
from stratcom.web.fields import posted_version
from stratcom.web.responses import CONFLICT, form_status, page, see_other

Answer = Response | BaseResponse


@bp.route("/<int:draft_id>/details", methods=["GET", "POST"])
@access(Permission.MESSAGE_EDIT)
def details(draft_id: int) -> Answer:
    """Form of the details; what somebody else saved meanwhile is shown beside what was typed."""
    message = load_message(draft_id, rules.can_edit_details)
    form = _form_of(message)
    if not form.accepted():
        return _form_page(form, message, status=form_status(form))
    try:
        services.set_details(
            message, form.details(), actor=current_user, expected_version=posted_version()
        )
    except StaleError:
        return _conflict_page(form, draft_id)
    db.session.commit()
    flash(_("Saved."), "success")
    return see_other(url_for(".detail", draft_id=draft_id))


def _form_of(message: Message) -> DetailsForm:
    return DetailsForm.holding(
        details_of(message),
        possible_stewards(message, current_user),
        version=message.row_version,
        public=message.public,
        fixed=services.fixed_names(current_user, message),
    )


def _conflict_page(form: DetailsForm, draft_id: int) -> Response:
    db.session.rollback()
    message = load_message(draft_id, rules.can_edit_details)
    # Saving once more is now a decision: it is made against what is shown.
    form.row_version.data = str(message.row_version)
    present = differing(form.details(), details_of(message))
    return _form_page(form, message, status=CONFLICT, present=present)


def _form_page(
    form: DetailsForm,
    message: Message,
    *,
    status: int,
    present: list[tuple[str, str]] | None = None,
) -> Response:
    return page(
        "messages/details.html",
        fragment="messages/_details_form.html",
        status=status,
        form=form,
        message=message,
        present=present,
    )
