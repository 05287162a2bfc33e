"""/desk/events/bulk: one act on all ticked events."""

from typing import Any
from urllib.parse import parse_qsl

from flask import Response, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.events.enums import EventState
from stratcom.events.filters import read_filters
from stratcom.events.list_forms import BulkRequest
from stratcom.events.services import bulk as services
from stratcom.events.views import bp
from stratcom.events.views.screens import listed
from stratcom.web.access import access
from stratcom.web.responses import UNPROCESSABLE, page

ACTIONS: dict[str, tuple[Permission, Any]] = {
    "approve": (Permission.EVENT_APPROVE, _l("Approve")),
    "publish": (Permission.EVENT_PUBLISH, _l("Publish")),
    "shift": (Permission.EVENT_EDIT, _l("Move the dates")),
}
MOVES = {"approve": EventState.APPROVED, "publish": EventState.PUBLISHED}


def actions_offered(user: User) -> dict[str, Any]:
    """What the person's role lets them do with many events at once."""
    return {name: label for name, (permission, label) in ACTIONS.items() if user.can(permission)}


@bp.post("/bulk")
@access(Permission.EVENT_EDIT)
def bulk() -> Response:
    """Do what can be done in one transaction; say what was refused, and why."""
    wanted = BulkRequest.from_request()
    problem = wanted.problem(actions_offered(current_user))
    outcomes = [] if problem else _act(wanted)
    db.session.commit()
    done = [one.event for one in outcomes if not one.refusal]
    return page(
        "events/bulk.html",
        status=200 if done else UNPROCESSABLE,
        problem=problem,
        done=done,
        refused=[one for one in outcomes if one.refusal],
        back=_back(),
    )


def _act(wanted: BulkRequest) -> list[services.Outcome]:
    if wanted.action in MOVES:
        return services.move_events(wanted.versions, MOVES[wanted.action], actor=current_user)
    return services.shift_events(wanted.versions, wanted.days or 0, actor=current_user)


def _back() -> str:
    """The list that the person came from, rebuilt from its filters."""
    sent = MultiDict(parse_qsl(request.form.get("back", "")[:2_000]))
    return listed(read_filters(sent, desk=True))
