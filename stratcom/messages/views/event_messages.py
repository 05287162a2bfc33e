"""/desk/messages/events/<id>/uses: choosing what is to be said at an event."""

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.events import queries as events
from stratcom.events import rules as event_rules
from stratcom.events.models import Event
from stratcom.messages.finding import matching
from stratcom.messages.models import Message
from stratcom.messages.services.using import link_event
from stratcom.messages.use.filters import number
from stratcom.messages.use.panels import of_event
from stratcom.messages.use.queries import offered_for
from stratcom.messages.use.rules import can_link
from stratcom.messages.views import bp
from stratcom.web.access import access, require
from stratcom.web.responses import UNPROCESSABLE, page, see_other, wants_fragment

Answer = Response | BaseResponse
OFFERED = 8
ANCHOR = "event-messages"


def load_event(event_id: int) -> Event:
    """The event, or 404 when the person may not know of it."""
    event = events.find_event(event_id)
    if event is None or not event_rules.can_view(current_user, event):
        abort(404)
    return event


@bp.get("/events/<int:event_id>/uses")
@access(Permission.MESSAGE_VIEW)
def choose(event_id: int) -> Response:
    """Messages to choose from: those on the themes of the event and for its audiences first."""
    event = load_event(event_id)
    require(can_link(current_user, event))
    return _choices(event)


@bp.post("/events/<int:event_id>/uses")
@access(Permission.MESSAGE_VIEW)
def link(event_id: int) -> Answer:
    """Choose a message for the event."""
    event = load_event(event_id)
    require(can_link(current_user, event))
    wanted = number(request.form.get("message", ""))
    chosen = db.session.scalar(
        offered_for(event, current_user).where(Message.id == wanted).order_by(None)
    )
    try:
        if chosen is None:
            raise DomainError(_("Choose a message that is in force and not chosen yet."))
        link_event(chosen, event, actor=current_user)
    except DomainError as error:
        return (
            event_section(event_id, error.message) if wants_fragment() else _choices(event, error)
        )
    db.session.commit()
    if wants_fragment():
        return event_section(event_id)
    flash(_("The message was chosen for the event."), "success")
    return see_other(url_for("events.detail", event_id=event_id, _anchor=ANCHOR))


def event_section(event_id: int, problem: str = "") -> Response:
    """The section of the event's page alone."""
    event = load_event(event_id)
    return page(
        "messages/_event_messages.html",
        event=event,
        panel=of_event(event, current_user),
        problem=problem,
        status=UNPROCESSABLE if problem else 200,
    )


def _choices(event: Event, problem: DomainError | None = None) -> Response:
    words = " ".join(request.values.get("q", "").split())[:200]
    found = offered_for(event, current_user)
    if words:
        found = found.where(Message.id.in_(matching(words, current_user)))
    offered = db.session.scalars(found.limit(OFFERED + 1)).unique().all()
    return page(
        "messages/choose.html",
        fragment="messages/_choices.html",
        status=UNPROCESSABLE if problem else 200,
        event=event,
        words=words,
        offered=offered[:OFFERED],
        has_more=len(offered) > OFFERED,
        themes={link.term_id for link in event.term_links},
        problem=problem.message if problem else "",
    )
