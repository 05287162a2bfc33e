"""From a first proof to an open desk: the second factor in between, and what was typed kept."""

import time

from flask import Response, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.forms import CodeForm
from stratcom.accounts.models import User
from stratcom.accounts.services.sessions import end_session
from stratcom.accounts.services.signing_in import enter
from stratcom.db import db
from stratcom.i18n import switch_language
from stratcom.web.kept import resubmit_page, unpack_form
from stratcom.web.responses import page, safe_path, see_other

Answer = Response | BaseResponse
HELD = "_user_id"  # where Flask-Login looks for whom a browser holds
PENDING = "pending"
PENDING_SECONDS = 600


def admit(user: User, *, target: str = "") -> Answer:
    """Go on after the first proof: to the code where the account has one, else to the desk."""
    _leave_former_session()
    switch_language(user.language)
    if not user.has_second_factor:
        return open_desk(user, target=target)
    # Any change of the account in the meantime makes the first proof void.
    session[PENDING] = [user.id, user.row_version, int(time.time())]
    db.session.commit()
    if kept_text():
        return code_page(CodeForm(), target=target)
    return see_other(url_for("accounts.code", next=target or None))


def pending_user() -> User | None:
    """Who passed the first proof within the last minutes and owes the second."""
    user_id, version, began = session.get(PENDING) or (0, 0, 0)
    user = db.session.get(User, user_id) if time.time() - began < PENDING_SECONDS else None
    if user is None or user.row_version != version or not user.is_active:
        return None
    return user if user.has_second_factor else None


def code_page(
    form: CodeForm, *, target: str, problem: str = "", status: int = 200, wait: int = 0
) -> Response:
    """Ask for the code of the second factor."""
    response = page(
        "accounts/code.html",
        status=status,
        form=form,
        problem=problem,
        kept=kept_text(),
        target=target,
    )
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def open_desk(user: User, *, target: str = "") -> Answer:
    """Begin a session and lead on; what was typed before it is offered again."""
    token = enter(user, address=request.remote_addr or "", agent=str(request.user_agent))
    db.session.commit()
    hold_session(token)
    switch_language(user.language)
    kept = unpack_form(kept_text())
    if kept is not None:
        return resubmit_page(safe_path(kept[0], "/desk/"), kept[1])
    return see_other(target or "/desk/")


def hold_session(token: str) -> None:
    """Let this browser hold the session of `token`, and nothing of what it held before."""
    session.clear()
    session.permanent = True
    session[HELD] = token


def present_session() -> str:
    """The token of the session that this browser holds."""
    return str(g.session_token)


def kept_text() -> str:
    """The signed form that travels through these pages."""
    return str(g.get("kept_form") or request.form.get("kept", ""))


def next_path() -> str:
    """Where the person was going, when it is a page of ours."""
    return safe_path(request.values.get("next"), "")


def begin_again() -> Answer:
    """Back to the first proof."""
    return redirect(url_for("accounts.sign_in", next=next_path() or None))


def _leave_former_session() -> None:
    if token := session.get(HELD):
        end_session(str(token))
    session.clear()
