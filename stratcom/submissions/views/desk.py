"""/desk/submit/: the short form of an event."""

from typing import Any

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import StaleError
from stratcom.events import rules as events
from stratcom.events.clashes import find_clashes
from stratcom.events.models import Event
from stratcom.events.queries import find_event
from stratcom.events.values import empty_values, snapshot
from stratcom.submissions import rules, services, wording
from stratcom.submissions.forms import ShortForm
from stratcom.submissions.merging import merge_short
from stratcom.web.access import access, require
from stratcom.web.fields import posted_version
from stratcom.web.responses import CONFLICT, form_status, page, see_other

bp = Blueprint("submissions", __name__, url_prefix="/desk/submit")
bp.record_once(lambda state: state.app.jinja_env.globals.update(standing=wording.standing))
Answer = Response | BaseResponse


@bp.route("/", methods=["GET", "POST"])
@access(Permission.EVENT_EDIT)
def create() -> Answer:
    """A new event in one short form, sent in one step or kept as a draft."""
    form = ShortForm.holding(empty_values())
    if "check" in request.form:
        return _with_clashes(form, None)
    if form.accepted():
        send = _wants_to_send()
        event = services.submit_event(form.values(), actor=current_user, send=send)
        db.session.commit()
        return _saved(event, "short-new", sent=send)
    return _form_page(form, None, status=form_status(form))


@bp.route("/<int:event_id>", methods=["GET", "POST"])
@access(Permission.EVENT_EDIT)
def correct(event_id: int) -> Answer:
    """The same form for an event that exists; it changes what it shows and nothing else."""
    event = _load(event_id)
    if not rules.can_correct(current_user, event):
        # Only the long form can say that no more than the month is known.
        return see_other(url_for("events.edit", event_id=event.id))
    form = ShortForm.holding(snapshot(event), version=event.row_version)
    if "check" in request.form:
        return _with_clashes(form, event)
    if form.accepted():
        try:
            return _save(event, form)
        except StaleError:
            return _conflict_page(event_id, form)
    return _form_page(form, event, status=form_status(form))


@bp.get("/<int:event_id>/sent")
@access(Permission.EVENT_EDIT)
def sent(event_id: int) -> Response:
    """It was sent: what happens next."""
    saved = request.args.get("saved", "")
    return page("submissions/sent.html", event=_load(event_id), saved=saved)


def _load(event_id: int) -> Event:
    event = find_event(event_id)
    if event is None or not events.can_view(current_user, event):
        abort(404)
    require(events.can_edit(current_user, event))
    return event


def _wants_to_send() -> bool:
    return "draft" not in request.form


def _save(event: Event, form: ShortForm) -> Answer:
    send = _wants_to_send() and event.state in rules.UNSENT
    services.correct_event(
        event,
        form.values(),
        actor=current_user,
        expected_version=posted_version(),
        send=send,
    )
    db.session.commit()
    return _saved(event, f"short-{event.id}", sent=send)


def _saved(event: Event, draft: str, *, sent: bool) -> Answer:
    if sent:
        return see_other(url_for(".sent", event_id=event.id, saved=draft))
    flash(_("Saved."), "success")
    return see_other(url_for("events.detail", event_id=event.id, saved=draft))


def _with_clashes(form: ShortForm, event: Event | None) -> Response:
    """What is planned nearby, for those without scripts."""
    found = find_clashes(form.readable(), current_user, except_id=event.id if event else None)
    return _form_page(form, event, clashes=found, looked=True)


def _conflict_page(event_id: int, form: ShortForm) -> Response:
    db.session.rollback()
    event = _load(event_id)
    merged, conflict = merge_short(event, form, posted_version())
    return _form_page(merged, event, status=CONFLICT, conflict=conflict)


def _form_page(
    form: ShortForm, event: Event | None, *, status: int = 200, **extra: Any
) -> Response:
    context: dict[str, Any] = {"conflict": None, "clashes": [], "looked": False} | extra
    return page(
        "submissions/form.html",
        fragment="submissions/_short_form.html",
        status=status,
        form=form,
        event=event,
        unsent=event is None or event.state in rules.UNSENT,
        **context,
    )
