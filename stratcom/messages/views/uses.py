"""/desk/messages/<id>/uses/new and /desk/messages/uses/<id>: uses recorded by hand."""

from typing import Any

from flask import Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.messages.models import Message, MessageUse
from stratcom.messages.services import using
from stratcom.messages.use_forms import UseForm
from stratcom.messages.use_queries import find_use
from stratcom.messages.use_rules import can_add_use, can_change_use
from stratcom.messages.use_values import UseValues, use_values
from stratcom.messages.views import bp
from stratcom.messages.views.event_messages import back_to_event
from stratcom.messages.views.loading import load_message
from stratcom.moments import today
from stratcom.web.access import access, require
from stratcom.web.fields import posted_version
from stratcom.web.responses import CONFLICT, form_status, page, see_other

Answer = Response | BaseResponse


def load_use(use_id: int) -> MessageUse:
    """The use, or 404 when the person may not know of it; 403 when it is another's."""
    use = find_use(use_id, current_user) or abort(404)
    require(can_change_use(current_user, use))
    return use


@bp.route("/<int:draft_id>/uses/new", methods=["GET", "POST"])
@access(Permission.MESSAGE_VIEW)
def record_use(draft_id: int) -> Answer:
    """Say where the message is used: in the press, for a campaign, for an activity."""
    message = load_message(draft_id, can_add_use)
    form = UseForm.holding(UseValues(day=today()), None, current_user)
    if not form.accepted():
        return _form_page(form, message, None, status=form_status(form))
    using.add_use(message, form.values(), actor=current_user)
    return _back(message.id, _("The use is recorded."))


@bp.route("/uses/<int:use_id>/edit", methods=["GET", "POST"])
@access(Permission.MESSAGE_VIEW)
def edit_use(use_id: int) -> Answer:
    """Correct what was said of a use; what another person saved meanwhile is shown first."""
    use = load_use(use_id)
    form = UseForm.holding(use_values(use), use, current_user)
    if not form.accepted():
        return _form_page(form, use.message, use, status=form_status(form))
    try:
        using.edit_use(use, form.values(), actor=current_user, expected_version=posted_version())
    except StaleError as error:
        db.session.rollback()
        use = load_use(use_id)
        form.row_version.data = str(use.row_version)
        return _form_page(form, use.message, use, status=CONFLICT, problem=error.message)
    return _back(use.message_id, _("Saved."))


@bp.post("/uses/<int:use_id>/remove")
@access(Permission.MESSAGE_VIEW)
def remove_use(use_id: int) -> Answer:
    """Take a use back."""
    use = load_use(use_id)
    using.remove_use(use, actor=current_user)
    return _back_from(use, _("Removed. It can be restored at any time."))


@bp.post("/uses/<int:use_id>/restore")
@access(Permission.MESSAGE_VIEW)
def restore_use(use_id: int) -> Answer:
    """Bring a removed use back."""
    use = load_use(use_id)
    try:
        using.restore_use(use, actor=current_user)
    except DomainError as error:
        flash(error.message, "error")
        return see_other(_page_of(use))
    return _back_from(use, _("Restored."))


def _back_from(use: MessageUse, said: str) -> Answer:
    event_id, message_id = use.event_id, use.message_id
    if event_id is None:
        return _back(message_id, said)
    db.session.commit()
    return back_to_event(event_id, said)


def _page_of(use: MessageUse) -> str:
    if use.event_id is not None:
        return url_for("events.detail", event_id=use.event_id)
    return url_for(".detail", draft_id=use.message_id)


def _back(message_id: int, said: str) -> BaseResponse:
    db.session.commit()
    flash(said, "success")
    return see_other(url_for(".detail", draft_id=message_id, _anchor="uses"))


def _form_page(form: UseForm, message: Message, use: MessageUse | None, **more: Any) -> Response:
    return page(
        "messages/use_form.html",
        fragment="messages/_use_form.html",
        form=form,
        message=message,
        use=use,
        **more,
    )
