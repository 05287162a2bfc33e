"""/desk/notices/: one's own messages; /account/notices: how often they come by e-mail."""

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.notices import queries, services, wording
from stratcom.notices.forms import DigestForm
from stratcom.web.access import SIGNED_IN, access
from stratcom.web.paging import paginate
from stratcom.web.responses import form_status, page, see_other, wants_fragment

bp = Blueprint("notices", __name__)
Answer = Response | BaseResponse


@bp.get("/desk/notices/")
@access(Permission.DESK)
def index() -> Response:
    """Everything one was told; what is new is marked until the page has been seen."""
    found = paginate(queries.messages(current_user))
    return page("notices/index.html", fragment="notices/_notices_list.html", found=found)


@bp.post("/desk/notices/read")
@access(Permission.DESK)
def mark_read() -> Answer:
    """Take what was shown as read; for htmx the word in the head of the page without its count."""
    since = 0 if "all" in request.form else _number("since")
    services.mark_read(current_user, since=since, up_to=_number("up_to"))
    db.session.commit()
    if wants_fragment():
        return page("notices/_unread_notices.html")
    return see_other(url_for(".index"))


@bp.route("/account/notices", methods=["GET", "POST"])
@access(SIGNED_IN)
def digest() -> Answer:
    """How often messages come by e-mail."""
    form = DigestForm.from_request(data={"digest": current_user.digest.value})
    if form.accepted():
        services.choose_digest(current_user, form.chosen())
        db.session.commit()
        flash(_("Saved."), "success")
        return see_other(url_for(".digest"))
    return page("notices/digest.html", status=form_status(form), form=form)


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text[:9]) if text.isascii() and text.isdigit() else 0


def unread_notices() -> int:
    """How many messages wait for the person who is signed in."""
    return queries.count_unread(current_user)


bp.record_once(
    lambda state: state.app.jinja_env.globals.update(
        unread_notices=unread_notices,
        notice_in_words=wording.in_markup,
        notice_reason=wording.reason_of,
    )
)
