"""/submit/<token>/: what guests see; the link is their key, and there is no other."""

from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.throttle import Bucket, check_attempts, note_attempt
from stratcom.db import db
from stratcom.errors import DomainError, StaleError, TooManyTriesError
from stratcom.events.forms import ReportForm
from stratcom.events.models import Event
from stratcom.events.queries import find_event
from stratcom.events.values import empty_values, snapshot
from stratcom.i18n import switch_language
from stratcom.settings.services import read_settings
from stratcom.submissions import queries, rules, services, tokens
from stratcom.submissions.forms import GuestForm, ShortForm
from stratcom.submissions.merging import merge_short
from stratcom.submissions.models import GuestLink
from stratcom.web.access import PUBLIC, access
from stratcom.web.fields import posted_version
from stratcom.web.responses import CONFLICT, form_status, page, see_other

bp = Blueprint("guests", __name__, url_prefix="/submit/<token>")
Answer = Response | BaseResponse
SHOWN = 50
# Several links may be in use behind one address.
SENDS = Bucket("guest", per_key=5, per_address=20)
NOT_FOUND, GONE = 404, 410


@bp.after_request
def keep_the_link_secret(response: Response) -> Response:
    """The address is the key: no other site may learn it, no search engine keep it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@bp.route("/", methods=["GET", "POST"])
@access(PUBLIC)
def index(token: str) -> Answer:
    """What was sent by this link, and the form for one more event."""
    link = _open_link(token)
    form = GuestForm.holding(empty_values())
    problem: DomainError | None = None
    if form.accepted():
        try:
            return _send(link, form)
        except DomainError as error:
            db.session.rollback()
            problem, link = error, _open_link(token)
    return _index_page(link, token, form, problem)


def _send(link: GuestLink, form: GuestForm) -> Answer:
    token = tokens.token_of(link)
    if not form.website.data:
        check_attempts(SENDS, str(link.id), _address())
        services.send_as_guest(link, form.values(), form.sender())
        _note_send(link)
        db.session.commit()
    return see_other(url_for(".sent", token=token))


def _index_page(
    link: GuestLink, token: str, form: GuestForm, problem: DomainError | None
) -> Response:
    submissions = db.session.scalars(queries.submissions(link).limit(SHOWN)).all()
    status = problem.status if problem else form_status(form)
    response = page(
        "submissions/guest.html",
        status=status,
        link=link,
        token=token,
        form=form,
        problem=problem,
        submissions=submissions,
        left=link.most - len(submissions),
        **_abilities(),
    )
    return _wait(response, problem)


@bp.get("/sent")
@access(PUBLIC)
def sent(token: str) -> Response:
    """Thanks, and what happens next."""
    link = _open_link(token)
    return page("submissions/guest_sent.html", link=link, token=token, reported=False)


@bp.get("/reported")
@access(PUBLIC)
def reported(token: str) -> Response:
    """Thanks for a report."""
    link = _open_link(token)
    return page("submissions/guest_sent.html", link=link, token=token, reported=True)


@bp.route("/<int:submission_id>/correct", methods=["GET", "POST"])
@access(PUBLIC)
def correct(token: str, submission_id: int) -> Answer:
    """The short form again, until the event is approved."""
    link = _open_link(token)
    event = _event(link, submission_id)
    form = ShortForm.holding(snapshot(event), version=event.row_version)
    extra: dict[str, Any] = {}
    if not rules.guest_may_correct(event):
        return _too_late("correct", link, event, form)
    if form.accepted():
        try:
            return _correct(link, event, form)
        except StaleError:
            db.session.rollback()
            link = _open_link(token)
            event = _event(link, submission_id)
            form, extra["conflict"] = merge_short(event, form, posted_version())
        except TooManyTriesError as error:
            extra["problem"] = error
    return _form_page("correct", link, event, form, **extra)


def _correct(link: GuestLink, event: Event, form: ShortForm) -> Answer:
    check_attempts(SENDS, str(link.id), _address())
    services.correct_as_guest(link, event, form.values(), expected_version=posted_version())
    _note_send(link)
    db.session.commit()
    return see_other(url_for(".sent", token=tokens.token_of(link)))


@bp.route("/<int:submission_id>/report", methods=["GET", "POST"])
@access(PUBLIC)
def report(token: str, submission_id: int) -> Answer:
    """How it went: a few numbers and a sentence."""
    link = _open_link(token)
    event = _event(link, submission_id)
    form = ReportForm.about(event)
    problem: DomainError | None = None
    if not rules.guest_may_report(event):
        return _too_late("report", link, event, form)
    if form.accepted():
        try:
            return _report(link, event, form)
        except DomainError as error:
            db.session.rollback()
            link = _open_link(token)
            problem, event = error, _event(link, submission_id)
    return _form_page("report", link, event, form, problem=problem)


def _report(link: GuestLink, event: Event, form: ReportForm) -> Answer:
    check_attempts(SENDS, str(link.id), _address())
    services.report_as_guest(
        link,
        event,
        held=form.held.data == "yes",
        numbers=form.numbers(),
        approximate=bool(form.actual_approximate.data),
        result=form.result.data or "",
        reason=form.reason.data or "",
        expected_version=posted_version(),
    )
    _note_send(link)
    db.session.commit()
    return see_other(url_for(".reported", token=tokens.token_of(link)))


def _form_page(name: str, link: GuestLink, event: Event, form: Any, **extra: Any) -> Response:
    context: dict[str, Any] = {"problem": None, "conflict": None} | extra
    problem = context["problem"]
    status = CONFLICT if context["conflict"] else form_status(form)
    response = page(
        f"submissions/guest_{name}.html",
        status=problem.status if problem else status,
        link=link,
        token=tokens.token_of(link),
        event=event,
        form=form,
        submission_id=(request.view_args or {})["submission_id"],
        **context,
    )
    return _wait(response, problem)


def _too_late(name: str, link: GuestLink, event: Event, form: Any) -> Answer:
    """Back to the list; but what was typed meanwhile stays on the page."""
    if request.method != "POST":
        return see_other(url_for(".index", token=tokens.token_of(link)))
    said = _("The department has decided on this event meanwhile. Ask it to make the change.")
    return _form_page(name, link, event, form, problem=StaleError(said))


def _wait(response: Response, problem: DomainError | None) -> Response:
    if isinstance(problem, TooManyTriesError):
        response.headers["Retry-After"] = str(problem.wait)
    return response


def _abilities() -> dict[str, Any]:
    return {
        "may_correct": rules.guest_may_correct,
        "may_report": rules.guest_may_report,
        "is_public": rules.is_public,
    }


def _note_send(link: GuestLink) -> None:
    # Counted as a failure is: each one is a step towards having to wait.
    note_attempt(SENDS, str(link.id), _address(), succeeded=False)


def _address() -> str:
    return request.remote_addr or ""


def _open_link(token: str) -> GuestLink:
    """The link behind the token; else a page that says whom to ask."""
    link, current = tokens.link_of(token)
    if link is not None:
        switch_language(link.language)
        if current and rules.is_open(link):
            return link
    office = read_settings()
    status = NOT_FOUND if link is None else GONE
    abort(page("submissions/closed.html", status=status, office=office, known=link is not None))


def _event(link: GuestLink, submission_id: int) -> Event:
    submission = queries.find_submission(link, submission_id) or abort(404)
    return find_event(submission.event_id) or abort(404)
