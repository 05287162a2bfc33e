"""/desk/events/new and /desk/events/<id>/edit, with clashes and conflicts."""

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import StaleError
from stratcom.events import rules
from stratcom.events.clashes import find_clashes
from stratcom.events.conflicts import find_conflict
from stratcom.events.forms import EventForm
from stratcom.events.models import Event
from stratcom.events.services import records
from stratcom.events.values import Values, empty_values, snapshot
from stratcom.events.views import bp
from stratcom.events.views.loading import load_event, parents
from stratcom.moments import read_day
from stratcom.partners.models import Organisation
from stratcom.web.access import access
from stratcom.web.fields import posted_version
from stratcom.web.responses import CONFLICT, form_status, page, see_other, wants_fragment

Answer = Response | BaseResponse


@bp.route("/new", methods=["GET", "POST"])
@access(Permission.EVENT_EDIT)
def create() -> Answer:
    """Form for a new event."""
    form = EventForm.holding(_blank(), version=0, parents=parents(current_user))
    if form.accepted():
        event = records.create_event(
            form.values(), actor=current_user, owner_id=current_user.organisation_id
        )
        db.session.commit()
        flash(_("Saved as a draft."), "success")
        return see_other(url_for(".detail", event_id=event.id, saved="new"))
    return _form_page(form, None, status=form_status(form))


@bp.route("/<int:event_id>/edit", methods=["GET", "POST"])
@access(Permission.EVENT_EDIT)
def edit(event_id: int) -> Answer:
    """Form for an event; a save over somebody else's is shown field by field first."""
    event = load_event(event_id, rules.can_edit)
    form = _form_of(event, snapshot(event))
    if form.accepted():
        try:
            _save(event, form)
        except StaleError:
            return _conflict_page(event, form)
        return see_other(url_for(".detail", event_id=event.id, saved=event.id))
    return _form_page(form, event, status=form_status(form))


def _save(event: Event, form: EventForm) -> None:
    values = form.values()
    if not rules.can_see_notes(current_user, event):
        values.pop("internal_notes")
    # After a conflict, fields ticked "theirs" stay as the other person saved them.
    for name in request.form.getlist("theirs"):
        values.pop(name, None)
    records.edit_event(event, values, actor=current_user, expected_version=posted_version())
    db.session.commit()
    flash(_("Changes saved."), "success")


def _conflict_page(event: Event, form: EventForm) -> Response:
    db.session.rollback()
    event = load_event(event.id, rules.can_edit)
    conflict = find_conflict(event, form.values(), posted_version())
    listed = parents(current_user, conflict.merged["parent"])
    merged = EventForm.merged(conflict.merged, version=event.row_version, parents=listed)
    return _form_page(merged, event, status=CONFLICT, conflict=conflict)


@bp.post("/clashes")
@access(Permission.EVENT_EDIT)
def clashes() -> Response:
    """What is planned nearby: a fragment while typing, the whole form again without scripts."""
    event_id = request.args.get("event", type=int)
    event = load_event(event_id, rules.can_edit) if event_id else None
    held = snapshot(event) if event else _blank()
    form = EventForm.holding(held, version=posted_version(), parents=parents(current_user))
    found = find_clashes(form.readable(), current_user, except_id=event_id)
    if wants_fragment():
        return page("events/_clashes.html", clashes=found, looked=True)
    return _form_page(form, event, clashes=found, looked=True)


def _form_of(event: Event, values: Values) -> EventForm:
    listed = parents(current_user, event.parent_id)
    return EventForm.holding(values, version=event.row_version, parents=listed)


def _blank() -> Values:
    """A new event by one's own organisation."""
    values = empty_values()
    own = db.session.get(Organisation, current_user.organisation_id or 0)
    values["organisers"] = [own.name_ka] if own else []
    values["languages"] = ["ka"]
    wanted = read_day(request.args.get("first_day", ""))
    values["first_day"] = wanted.isoformat() if wanted else ""
    return values


def _form_page(
    form: EventForm, event: Event | None, *, status: int = 200, **extra: Any
) -> Response:
    context: dict[str, Any] = {"conflict": None, "clashes": [], "looked": False} | extra
    return page(
        "events/form.html",
        fragment="events/_event_form.html",
        status=status,
        form=form,
        event=event,
        may_see_notes=event is None or rules.can_see_notes(current_user, event),
        **context,
    )
