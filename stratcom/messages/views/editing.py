"""/desk/messages/<id>/edit: writing a message."""

from flask import Response
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.drafting.rules import can_edit
from stratcom.messages.views import bp
from stratcom.messages.views.loading import load_message
from stratcom.web.access import access
from stratcom.web.responses import page


@bp.get("/<int:draft_id>/edit")
@access(Permission.MESSAGE_EDIT)
def edit(draft_id: int) -> Response:
    """The editor."""
    message = load_message(draft_id, can_edit)
    return page("messages/detail.html", message=message, house=None, panels=[], user=current_user)
