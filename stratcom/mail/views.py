"""/desk/outbox/: letters on their way, and those that need a person."""

from flask import Blueprint, Response, abort, current_app, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.mail import queries, rules, services
from stratcom.mail.enums import KIND_LABELS, STATE_LABELS, MailState, trouble_in_words
from stratcom.web.access import access
from stratcom.web.navigation import Entry
from stratcom.web.paging import paginate
from stratcom.web.responses import page, see_other

bp = Blueprint("outbox", __name__, url_prefix="/desk/outbox")
MENU = (Entry("outbox.index", _l("Outbox"), Permission.MAIL_VIEW, 85, "settings", leading=False),)


@bp.get("/")
@access(Permission.MAIL_VIEW)
def index() -> Response:
    """Letters by state; held ones come first, since only a person can decide about them."""
    counts = queries.count_by_state()
    wanted = request.args.get("state", "")
    state = MailState(wanted) if wanted in set(MailState) else None
    if state is None and wanted != "all" and counts.get(MailState.HELD):
        state = MailState.HELD
    return page(
        "outbox/index.html",
        fragment="outbox/_letters_list.html",
        letters=paginate(queries.letters(state)),
        state=state,
        counts=counts,
        states=STATE_LABELS,
        kinds=KIND_LABELS,
        rules=rules,
        trouble_in_words=trouble_in_words,
        can_send=bool(current_app.config["SMTP_URL"]),
    )


@bp.post("/<int:letter_id>/release")
@access(Permission.MAIL_VIEW)
def release(letter_id: int) -> BaseResponse:
    """Send a held letter again."""
    return _decide(letter_id, services.release, _("The letter will be sent again."))


@bp.post("/<int:letter_id>/sent")
@access(Permission.MAIL_VIEW)
def mark_sent(letter_id: int) -> BaseResponse:
    """Take a held letter as sent."""
    return _decide(letter_id, services.mark_sent, _("The letter counts as sent."))


@bp.post("/<int:letter_id>/retry")
@access(Permission.MAIL_VIEW)
def retry(letter_id: int) -> BaseResponse:
    """Send a letter that waits or was given up as soon as possible."""
    return _decide(letter_id, services.retry, _("The letter will be sent as soon as possible."))


@bp.post("/<int:letter_id>/drop")
@access(Permission.MAIL_VIEW)
def drop(letter_id: int) -> BaseResponse:
    """Never send the letter."""
    return _decide(letter_id, services.drop, _("The letter will not be sent."))


def _decide(letter_id: int, act: services.Decision, said: str) -> BaseResponse:
    letter = queries.find_letter(letter_id) or abort(404)
    act(letter, actor=current_user)
    db.session.commit()
    flash(said, "success")
    return see_other(url_for(".index", state=request.form.get("state") or None))
