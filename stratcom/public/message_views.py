"""/messages/: thematic messages for everybody, and the form for questions about them."""

from dataclasses import replace

from flask import Response, abort, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from stratcom.db import db
from stratcom.errors import TooManyTriesError
from stratcom.messages.models import Message
from stratcom.messages.questions.forms import ReaderQuestionForm
from stratcom.messages.questions.throttle import check_questions, note_question
from stratcom.messages.services.questions import ask_as_reader
from stratcom.public import messages as reading
from stratcom.public.addresses import language, whole_address
from stratcom.public.blueprint import MOVED_FOR_GOOD, bp, show
from stratcom.public.known import places_and_terms
from stratcom.web.access import PUBLIC, access
from stratcom.web.paging import paginate
from stratcom.web.responses import form_status, see_other

Answer = Response | BaseResponse
GONE = 410
ASK, ASKED = "ask", "asked"


@bp.get("/messages/")
@access(PUBLIC)
def messages() -> Response:
    """The list with its filters."""
    wanted, known = reading.read_wanted(), places_and_terms()
    found = paginate(reading.found_by(wanted, known))
    return show(
        "messages.html",
        page=replace(found, items=reading.lines(found.items, language())),
        wanted=wanted,
        offered=reading.offered(known),
    )


@bp.get("/messages/<int:draft_id>/", defaults={"ending": ""})
@bp.get("/messages/<int:draft_id>-<ending>/")
@access(PUBLIC)
def message(draft_id: int, ending: str) -> Answer:
    """One message; any other ending of its address leads to the right one."""
    found, lang = _load(draft_id), language()
    path = reading.path_of(found, lang)
    if request.path != path:
        return redirect(path, MOVED_FOR_GOOD)
    shown = reading.show_message(found, lang)
    return show("message.html", twin=_twin(found), message=shown, canonical=whole_address(path))


@bp.route("/messages/<int:draft_id>-<ending>/ask", methods=["GET", "POST"])
@access(PUBLIC)
def ask(draft_id: int, ending: str) -> Answer:
    """The form for a question: the only public page that sets a cookie, against forged forms."""
    found = _load(draft_id)
    path = reading.path_of(found, language())
    if request.method == "GET" and request.path != path + ASK:
        return redirect(path + ASK, MOVED_FOR_GOOD)
    form = ReaderQuestionForm.from_request()
    if not form.accepted():
        return _form_page(found, form, status=form_status(form))
    try:
        _send(found, form)
    except TooManyTriesError as error:
        db.session.rollback()
        return _form_page(found, form, problem=error)
    return see_other(path + ASKED)


@bp.get("/messages/<int:draft_id>-<ending>/asked")
@access(PUBLIC)
def asked(draft_id: int, ending: str) -> Response:
    """Thanks, and what happens next."""
    found = _load(draft_id)
    return show("message_asked.html", twin=_twin(found) + ASKED, line=_line(found))


def _send(found: Message, form: ReaderQuestionForm) -> None:
    """Store the question; what a machine filled in is only counted, and thanked for."""
    address = request.remote_addr or ""
    check_questions(address)
    note_question(address)
    if not form.website.data:
        ask_as_reader(found, form.text.data or "", email=form.email.data or "", language=language())
    db.session.commit()


def _form_page(
    found: Message,
    form: ReaderQuestionForm,
    *,
    status: int = 200,
    problem: TooManyTriesError | None = None,
) -> Response:
    response = show(
        "message_ask.html",
        twin=_twin(found) + ASK,
        line=_line(found),
        form=form,
        problem=problem,
    )
    response.status_code = problem.status if problem else status
    # It holds a token of this visit: nobody may keep it.
    response.headers["Cache-Control"] = "no-store"
    if problem:
        response.headers["Retry-After"] = str(problem.wait)
    return response


def _load(draft_id: int) -> Message:
    """The public message; else a page that says that it is over, or that there is none."""
    found = reading.find_public(draft_id)
    if found is not None:
        return found
    if not reading.is_gone(draft_id):
        abort(404)
    gone = show("message_gone.html", twin="", title=_("This message is no longer valid"))
    gone.status_code = GONE
    abort(gone)


def _line(found: Message) -> reading.Line:
    return reading.lines([found], language())[0]


def _twin(found: Message) -> str:
    return reading.path_of(found, "ka" if language() == "en" else "en")
