"""/desk/messages/<id>/pledge and /ask: what partners do with a message."""

from collections.abc import Callable

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.messages import queries
from stratcom.messages.distribution import distributing
from stratcom.messages.distribution.pledges import find_pledge
from stratcom.messages.models import Message
from stratcom.messages.questions.forms import PartnerQuestionForm, PledgeForm
from stratcom.messages.services import pledging, questions
from stratcom.messages.views import bp
from stratcom.messages.views.loading import load_message
from stratcom.moments import today
from stratcom.web.access import access, require
from stratcom.web.responses import form_status, page, see_other

Answer = Response | BaseResponse


@bp.route("/<int:draft_id>/pledge", methods=["GET", "POST"])
@access(Permission.MESSAGE_VIEW)
def pledge(draft_id: int) -> Answer:
    """One's organisation will use the message; said again, it changes the note."""
    message = _load(draft_id, distributing.can_pledge)
    form = PledgeForm.from_request(obj=find_pledge(draft_id, current_user.organisation_id))
    if not form.accepted():
        return page("messages/pledge.html", form=form, message=message, status=form_status(form))
    pledging.pledge(message, note=form.note.data or "", actor=current_user)
    db.session.commit()
    flash(_("Thank you! The department knows now that you will use this message."), "success")
    return see_other(url_for(".detail", draft_id=draft_id))


@bp.post("/<int:draft_id>/unpledge")
@access(Permission.MESSAGE_VIEW)
def unpledge(draft_id: int) -> BaseResponse:
    """Take that back: possible as long as the message can be seen."""
    message = load_message(draft_id)
    require(current_user.can(Permission.ORGANISATION_EDIT_OWN))
    pledging.take_back(message, actor=current_user)
    db.session.commit()
    flash(_("Taken back."), "success")
    return see_other(url_for(".detail", draft_id=draft_id))


@bp.route("/<int:draft_id>/ask", methods=["GET", "POST"])
@access(Permission.MESSAGE_VIEW)
def ask(draft_id: int) -> Answer:
    """A question about the message to the department."""
    message = _load(draft_id, distributing.can_ask)
    form = PartnerQuestionForm.from_request()
    if not form.accepted():
        return page("messages/ask.html", form=form, message=message, status=form_status(form))
    questions.ask_as_partner(message, form.text.data or "", actor=current_user)
    db.session.commit()
    flash(_("The question was sent. The answer will stand on this page."), "success")
    return see_other(url_for(".detail", draft_id=draft_id, asked=1, _anchor="my-questions"))


def _load(draft_id: int, rule: Callable[..., bool]) -> Message:
    """The message; whoever may only read it is led to its page."""
    message = load_message(draft_id)
    allowed = rule(current_user, message, queries.reader_ids(message), today())
    if not allowed and request.method == "GET":
        abort(see_other(url_for(".detail", draft_id=draft_id)))
    require(allowed)
    return message
