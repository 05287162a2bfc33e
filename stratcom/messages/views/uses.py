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
from stratcom.messages.use.forms import UseForm
from stratcom.messages.use.queries import find_use
from stratcom.messages.use.rules import can_add_use, can_change_use
from stratcom.messages.use.values import UseValues, use_values
from stratcom.messages.views import bp
from stratcom.messages.views.event_messages import event_section
from stratcom.messages.views.loading import load_message
from stratcom.moments import today
from stratcom.web.access import access, require
from stratcom.web.fields import posted_version
from stratcom.web.responses import CONFLICT, form_status, page, see_other, wants_fragment

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
    use = using.add_use(message, form.values(), actor=current_user)
    return _back(use, _("The use is recorded."), kept=f"new-{draft_id}")


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
    return _back(use, _("Saved."), kept=str(use_id))


@bp.post("/uses/<int:use_id>/remove")
@access(Permission.MESSAGE_VIEW)
def remove_use(use_id: int) -> Answer:
    """Take a use back."""
    use = load_use(use_id)
    using.remove_use(use, actor=current_user)
    return _back(use, _("Removed. It can be restored at any time."))


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
    return _back(use, _("Restored."))


def _back(use: MessageUse, said: str, *, kept: str | None = None) -> Answer:
    """To where the use stands; `kept` names the form whose text is safe now."""
    event_id, address = use.event_id, _page_of(use, kept)
    db.session.commit()
    if event_id is not None and kept is None and wants_fragment():
        return event_section(event_id)
    flash(said, "success")
    return see_other(address)


def _page_of(use: MessageUse, kept: str | None = None) -> str:
    if use.event_id is not None:
        return url_for("events.detail", event_id=use.event_id, use=kept, _anchor="event-messages")
    return url_for(".detail", draft_id=use.message_id, use=kept, _anchor="use-panel")


def _form_page(form: UseForm, message: Message, use: MessageUse | None, **more: Any) -> Response:
    return page(
        "messages/use_form.html",
        fragment="messages/_use_form.html",
        form=form,
        message=message,
        use=use,
        **more,
    )
