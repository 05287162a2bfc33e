"""/desk/messages/: the messages that one may see."""

import sqlalchemy as sa
from flask import Response
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.messages.models import Message
from stratcom.messages.queries import visible_to
from stratcom.messages.views import bp
from stratcom.web.access import access
from stratcom.web.paging import paginate
from stratcom.web.responses import page


@bp.get("/")
@access(Permission.MESSAGE_VIEW)
def index() -> Response:
    """The list."""
    found = paginate(sa.select(Message).where(visible_to(current_user)).order_by(Message.id))
    return page("messages/index.html", found=found)
