"""/desk/: today."""

from flask import Blueprint, Response
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from stratcom.accounts.permissions import Permission, Role
from stratcom.dashboard import queries
from stratcom.dashboard.message_work import message_work
from stratcom.dashboard.partner import latest_messages, partner_desk
from stratcom.dashboard.thematic import thematic_messages
from stratcom.web.access import access
from stratcom.web.navigation import Entry
from stratcom.web.responses import page

bp = Blueprint("dashboard", __name__, url_prefix="/desk")
MENU = (Entry("dashboard.index", _l("Today"), Permission.DESK, 10),)


@bp.get("/")
@access(Permission.DESK)
def index() -> Response:
    """What waits for the person today, as far as their role has to do with it."""
    user = current_user
    if user.role is Role.PARTNER:
        return page("dashboard/partner.html", **partner_desk(user))
    edits, approves = user.can(Permission.EVENT_EDIT), user.can(Permission.EVENT_APPROVE)
    return page(
        "dashboard/index.html",
        to_approve=queries.to_approve(user) if approves else None,
        to_review=queries.to_review(user) if approves else None,
        reports=queries.reports(user) if edits else None,
        joining=queries.joining(user) if edits else None,
        drafts=queries.own_drafts(user) if edits else None,
        coming=queries.coming(user),
        steps=queries.next_steps(user),
        ending=queries.ending(user),
        messages=latest_messages(user),
        work=message_work(user),
        thematic=thematic_messages(user),
    )
