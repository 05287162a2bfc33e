"""/desk/messages/questions/: what partners and readers ask, for those who answer."""

from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import StaleError
from stratcom.events.reference import reference
from stratcom.messages.distribution import distributing
from stratcom.messages.enums import CLOSE_LABELS, QUESTION_LABELS, CloseReason
from stratcom.messages.models import MessageQuestion
from stratcom.messages.queries import find_message
from stratcom.messages.questions.filters import ORIGIN_LABELS, Wanted, found_by, read_wanted
from stratcom.messages.questions.forms import AddForm, AnswerForm, CloseForm
from stratcom.messages.questions.queries import count_open, find_question
from stratcom.messages.services import questions as services
from stratcom.messages.views import bp
from stratcom.vocabularies.enums import TermKind
from stratcom.web.access import access, require
from stratcom.web.fields import posted_version
from stratcom.web.paging import paginate
from stratcom.web.responses import form_status, page, see_other

Answer = Response | BaseResponse
LONGEST_NUMBER = 6


@bp.get("/questions/")
@access(Permission.MESSAGE_ANSWER)
def questions() -> Response:
    """The list: unanswered ones first, unless others are asked for."""
    wanted = read_wanted(request.args)
    return page(
        "messages/questions.html",
        fragment="messages/_questions_list.html",
        wanted=wanted,
        found=paginate(found_by(wanted)),
        about=_about(wanted),
        waiting=count_open(),
        states=QUESTION_LABELS,
        origins=ORIGIN_LABELS,
        reasons=CLOSE_LABELS,
        themes=reference().offered(TermKind.THEME),
    )


@bp.route("/questions/<int:question_id>/", methods=["GET", "POST"])
@access(Permission.MESSAGE_ANSWER)
def question(question_id: int) -> Answer:
    """One question; posting answers it."""
    asked = _load(question_id)
    form = AnswerForm.from_request(row_version=asked.row_version)
    if not form.accepted():
        return _question_page(asked, form, status=form_status(form))
    try:
        services.answer(
            asked, form.answer.data or "", actor=current_user, expected_version=posted_version()
        )
    except StaleError as error:
        return _stale(question_id, form, error)
    db.session.commit()
    flash(_("The answer was sent."), "success")
    return see_other(url_for(".question", question_id=question_id))


@bp.post("/questions/<int:question_id>/close")
@access(Permission.MESSAGE_ANSWER)
def close_question(question_id: int) -> Answer:
    """Close it without an answer."""
    asked = _load(question_id)
    form = CloseForm.from_request()
    blank = AnswerForm(row_version=asked.row_version)
    if not form.accepted():
        return _question_page(asked, blank, closing=form, status=form_status(form))
    reason = CloseReason(form.reason.data)
    try:
        services.close(asked, reason, actor=current_user, expected_version=posted_version())
    except StaleError as error:
        return _stale(question_id, blank, error)
    db.session.commit()
    flash(_("Closed without an answer."), "success")
    return see_other(url_for(".questions"))


@bp.route("/questions/<int:question_id>/add", methods=["GET", "POST"])
@access(Permission.MESSAGE_ANSWER)
def add_question(question_id: int) -> Answer:
    """Write the question and its answer into a new version of the message."""
    asked = _load(question_id)
    require(distributing.can_add(current_user, asked))
    message = find_message(asked.message_id or 0) or abort(404)
    form = AddForm.from_request(
        asked=asked.text, answered=asked.answer, number=message.current_number
    )
    if not form.accepted():
        context: dict[str, Any] = {"asked": asked, "message": message, "form": form}
        return page("messages/question_add.html", status=form_status(form), **context)
    services.add_to_message(
        asked,
        message,
        form.asked.data or "",
        form.answered.data or "",
        actor=current_user,
        expected_number=_number(form),
    )
    db.session.commit()
    flash(_("A new version of the message holds the question. It has to be approved."), "success")
    return see_other(url_for(".detail", draft_id=message.id))


def _question_page(
    asked: MessageQuestion,
    form: AnswerForm,
    *,
    status: int = 200,
    closing: CloseForm | None = None,
    problem: str = "",
) -> Response:
    return page(
        "messages/question.html",
        status=status,
        asked=asked,
        form=form,
        closing=closing or CloseForm(row_version=asked.row_version),
        problem=problem,
        is_open=distributing.is_open(asked),
        may_add=distributing.can_add(current_user, asked),
        states=QUESTION_LABELS,
        origins=ORIGIN_LABELS,
        reasons=CLOSE_LABELS,
    )


def _stale(question_id: int, form: AnswerForm, error: StaleError) -> Response:
    """What became of it meanwhile, with what was typed still on the page."""
    db.session.rollback()
    return _question_page(_load(question_id), form, status=error.status, problem=error.message)


def _load(question_id: int) -> MessageQuestion:
    return find_question(question_id) or abort(404)


def _about(wanted: Wanted) -> Any:
    return find_message(wanted.message_id) if wanted.message_id else None


def _number(form: AddForm) -> int:
    text = str(form.number.data or "")
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else 0
