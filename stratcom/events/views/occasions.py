"""Screens with a short form: postpone, cancel, report, copy."""

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.events import rules
from stratcom.events.enums import FileKind, Occurrence
from stratcom.events.forms import CopyForm, PostponeForm, ReasonForm, ReportForm
from stratcom.events.models import Event
from stratcom.events.services import files, occurrences, records
from stratcom.events.views import bp
from stratcom.events.views.loading import load_event
from stratcom.media.naming import tidy_name
from stratcom.web.access import access
from stratcom.web.fields import posted_version
from stratcom.web.responses import form_status, page, see_other

Answer = Response | BaseResponse
ATTACHED = {"photographs": FileKind.PHOTOGRAPH, "evidence": FileKind.EVIDENCE}


def _done(event: Event, message: str) -> Answer:
    db.session.commit()
    flash(message, "success")
    return see_other(url_for(".detail", event_id=event.id))


def _form_page(name: str, event: Event, form: Any) -> Response:
    return page(
        f"events/{name}.html",
        fragment=f"events/_{name}_form.html",
        status=form_status(form),
        event=event,
        form=form,
    )


@bp.route("/<int:event_id>/postpone", methods=["GET", "POST"])
@access(Permission.EVENT_EDIT)
def postpone(event_id: int) -> Answer:
    """A new date and the reason."""
    event = load_event(event_id, _may(Occurrence.POSTPONED))
    form = PostponeForm.from_request(data={"row_version": event.row_version})
    if form.accepted() and form.first_day.data:
        occurrences.postpone_event(
            event,
            first_day=form.first_day.data,
            precision=form.chosen_precision(),
            reason=form.reason.data or "",
            actor=current_user,
            expected_version=posted_version(),
        )
        return _done(event, _("Postponed. Calendars of subscribers will follow."))
    return _form_page("postpone", event, form)


@bp.route("/<int:event_id>/cancel", methods=["GET", "POST"])
@access(Permission.EVENT_EDIT)
def cancel(event_id: int) -> Answer:
    """The reason for calling it off."""
    event = load_event(event_id, _may(Occurrence.CANCELLED))
    form = ReasonForm.from_request(data={"row_version": event.row_version})
    if form.accepted():
        occurrences.cancel_event(
            event,
            reason=form.reason.data or "",
            actor=current_user,
            expected_version=posted_version(),
        )
        return _done(event, _("Cancelled. Calendars of subscribers will follow."))
    return _form_page("cancel", event, form)


@bp.route("/<int:event_id>/report", methods=["GET", "POST"])
@access(Permission.EVENT_EDIT)
def report(event_id: int) -> Answer:
    """The three-minute report."""
    event = load_event(event_id, rules.can_report, with_files=True)
    form = ReportForm.about(event)
    if form.accepted():
        occurrences.report_event(
            event,
            held=form.held.data == "yes",
            numbers=form.numbers(),
            approximate=bool(form.actual_approximate.data),
            result=form.result.data or "",
            lesson=form.lesson.data or "",
            reason=form.reason.data or "",
            actor=current_user,
            expected_version=posted_version(),
        )
        _attach(event)
        return _done(event, _("Thank you, the report is in."))
    return _form_page("report", event, form)


def _attach(event: Event) -> None:
    """Keep the photographs and evidence sent with a report; say which were not taken and why."""
    for name, kind in ATTACHED.items():
        for sent in request.files.getlist(name):
            if not sent.filename:
                continue
            public = kind is FileKind.PHOTOGRAPH
            try:
                files.add_file(
                    event,
                    sent.read(),
                    filename=sent.filename,
                    kind=kind,
                    public=public,
                    actor=current_user,
                )
            except DomainError as error:
                flash(f"{tidy_name(sent.filename)}: {error.message}", "warning")


@bp.route("/<int:event_id>/copy", methods=["GET", "POST"])
@access(Permission.EVENT_EDIT)
def copy(event_id: int) -> Answer:
    """A new draft like this event, alone, as one of a series, or with all its parts."""
    event = load_event(event_id, rules.can_view)
    form = CopyForm.from_request()
    if form.accepted() and form.first_day.data:
        if event.umbrella and form.parts.data:
            made = records.copy_umbrella(event, first_day=form.first_day.data, actor=current_user)
        else:
            made = records.copy_event(
                event,
                first_day=form.first_day.data,
                actor=current_user,
                series=bool(form.series.data) and rules.can_edit(current_user, event),
            )
        return _done(made, _("This is the copy, a draft."))
    return _form_page("copy", event, form)


def _may(to: Occurrence) -> Any:
    return lambda user, event: rules.can_change_occurrence(user, event, to)
