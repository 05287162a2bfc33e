"""/desk/events/<id>: one event, its way to the public, and what became of it."""

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.events import rules
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.models import Event, JoinRequest
from stratcom.events.services import joining, occurrences, records, workflow
from stratcom.events.views import bp
from stratcom.events.views.loading import event_page, load_event
from stratcom.web.access import access
from stratcom.web.fields import posted_version
from stratcom.web.responses import page, see_other, wants_fragment

Answer = Response | BaseResponse
DONE = {
    EventState.SUBMITTED: _l("Sent for approval."),
    EventState.RETURNED: _l("Returned for correction."),
    EventState.APPROVED: _l("Approved."),
    EventState.PUBLISHED: _l("Published: everybody can read it now."),
    EventState.DRAFT: _l("Taken back to your drafts."),
}


@bp.get("/<int:event_id>")
@access(Permission.EVENT_VIEW)
def detail(event_id: int) -> Response:
    """One event with everything that is known of it."""
    event = load_event(event_id, rules.can_view, with_files=True)
    return page("events/detail.html", saved=request.args.get("saved", ""), **event_page(event))


def _answer(event_id: int, message: str) -> Answer:
    """Commit; the workflow panel for htmx, the event's page for a browser."""
    db.session.commit()
    if not wants_fragment():
        flash(message, "success")
        return see_other(url_for(".detail", event_id=event_id))
    event = load_event(event_id, rules.can_view, with_files=True)
    return page("events/_workflow_panel.html", message=message, **event_page(event))


@bp.post("/<int:event_id>/move")
@access(Permission.EVENT_VIEW)
def move(event_id: int) -> Answer:
    """Submit, return, approve, publish, or take back."""
    to = _state(request.form.get("to", ""))
    event = load_event(event_id, lambda user, one: rules.can_move(user, one, to))
    workflow.move_event(
        event,
        to,
        actor=current_user,
        expected_version=posted_version(),
        reason=request.form.get("reason", ""),
    )
    return _answer(event.id, str(DONE[to]))


def _state(text: str) -> EventState:
    if text not in set(EventState):
        abort(400)
    return EventState(text)


@bp.post("/<int:event_id>/review")
@access(Permission.EVENT_APPROVE)
def review(event_id: int) -> Answer:
    """Accept or undo what was changed since the approval; refused when someone saved meanwhile."""
    event = load_event(event_id, rules.can_review)
    fields = request.form.getlist("field")
    undo = request.form.get("verdict") == "undo"
    act = workflow.undo_changes if undo else workflow.accept_changes
    act(event, actor=current_user, expected_version=posted_version(), fields=fields)
    message = _("The approved values are back.") if undo else _("Changes accepted.")
    return _answer(event.id, message)


@bp.post("/<int:event_id>/plan-again")
@access(Permission.EVENT_EDIT)
def plan_again(event_id: int) -> Answer:
    """Take back a cancellation or a report."""
    event = load_event(event_id, _may_plan_again)
    occurrences.plan_again(event, actor=current_user, expected_version=posted_version())
    return _answer(event.id, _("The event is planned again."))


def _may_plan_again(user: object, event: Event) -> bool:
    return rules.can_change_occurrence(current_user, event, Occurrence.PLANNED)


@bp.post("/<int:event_id>/archive")
@access(Permission.EVENT_EDIT)
def archive(event_id: int) -> Answer:
    """Put the event away; nothing is lost."""
    event = load_event(event_id, rules.can_archive)
    records.archive_event(event, actor=current_user)
    return _answer(event.id, _("Archived. It can be restored at any time."))


@bp.post("/<int:event_id>/restore")
@access(Permission.EVENT_EDIT)
def restore(event_id: int) -> Answer:
    """Bring the event back from the archive."""
    event = load_event(event_id, rules.can_restore)
    records.restore_event(event, actor=current_user)
    return _answer(event.id, _("Restored."))


@bp.post("/<int:event_id>/join")
@access(Permission.EVENT_EDIT)
def join(event_id: int) -> Answer:
    """Offer that one's own organisation joins the event."""
    event = load_event(event_id, rules.can_join)
    joining.ask_to_join(event, note=request.form.get("note", ""), actor=current_user)
    return _answer(event.id, _("The organiser was asked. The answer will appear here."))


@bp.post("/<int:event_id>/join/<int:request_id>/answer")
@access(Permission.EVENT_EDIT)
def answer_join(event_id: int, request_id: int) -> Answer:
    """Accept or decline an offer to join."""
    event = load_event(event_id, rules.can_edit)
    offer = db.session.get(JoinRequest, request_id)
    if offer is None or offer.event_id != event.id:
        abort(404)
    accept = request.form.get("verdict") == "accept"
    joining.answer_join(event, offer, accept=accept, actor=current_user)
    return _answer(event.id, _("They joined the event.") if accept else _("Declined."))
