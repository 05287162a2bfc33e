"""/desk/messages/<id>: one message with everything that is known of it."""

from flask import Response
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.drafting.panels import panels_for
from stratcom.messages.house import read_house
from stratcom.messages.views import bp
from stratcom.messages.views.loading import load_message
from stratcom.web.access import access
from stratcom.web.responses import page


@bp.get("/<int:draft_id>")
@access(Permission.MESSAGE_VIEW)
def detail(draft_id: int) -> Response:
    """The message."""
    message = load_message(draft_id)
    return page(
        "messages/detail.html",
        message=message,
        house=read_house(message.current.parts),
        panels=panels_for(message, current_user),
    )
