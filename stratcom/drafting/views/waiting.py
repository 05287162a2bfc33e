"""/desk/drafts/waiting: what waits for one's approval."""

from flask import Response, request
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.drafting.addresses import page_of
from stratcom.drafting.approval import queries as approvals
from stratcom.drafting.services.approving_many import approve_many
from stratcom.drafting.views import bp
from stratcom.errors import DomainError
from stratcom.web.access import access
from stratcom.web.paging import paginate
from stratcom.web.responses import UNPROCESSABLE, page


@bp.get("/waiting")
@access(Permission.MESSAGE_APPROVE)
def waiting() -> Response:
    """The list."""
    found = paginate(approvals.waiting_for(current_user))
    return page(
        "drafting/waiting.html",
        fragment="drafting/_waiting_list.html",
        found=found,
        asked=approvals.asked_last([one.id for one in found.items]),
        silent=approvals.silent,
        objecting=approvals.objecting,
        page_of=page_of,
    )


@bp.post("/waiting")
@access(Permission.MESSAGE_APPROVE)
def approve_ticked() -> Response:
    """Approve the ticked versions; say what was refused, and why."""
    try:
        outcomes = approve_many(_ticked(), actor=current_user)
    except DomainError as error:
        return page("drafting/approved.html", status=UNPROCESSABLE, problem=error.message)
    db.session.commit()
    done = [one.draft for one in outcomes if not one.refusal]
    return page(
        "drafting/approved.html",
        status=200 if done else UNPROCESSABLE,
        done=done,
        refused=[one for one in outcomes if one.refusal],
        page_of=page_of,
    )


def _ticked() -> dict[int, int]:
    """The ticked texts, each with the version that the person saw."""
    pairs = (one.partition(":")[::2] for one in request.form.getlist("draft"))
    return {
        int(draft_id[:12]): int(number[:12])
        for draft_id, number in pairs
        if all(one.isascii() and one.isdigit() for one in (draft_id, number))
    }
