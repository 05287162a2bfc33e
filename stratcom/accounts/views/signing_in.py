"""Signing in with a password and, where the account has one, a code."""

from flask import Response, flash, g, request, session
from flask_babel import gettext as _

from stratcom.accounts.forms import CodeForm, SignInForm
from stratcom.accounts.letters import can_post
from stratcom.accounts.services.second_factor import accept, codes_left
from stratcom.accounts.services.sessions import end_session
from stratcom.accounts.services.signing_in import find_by_password
from stratcom.accounts.views import bp
from stratcom.accounts.views.entering import (
    HELD,
    Answer,
    admit,
    begin_again,
    code_page,
    kept_text,
    next_path,
    open_desk,
    pending_user,
)
from stratcom.db import db
from stratcom.errors import TooManyTriesError
from stratcom.web.access import PUBLIC, access
from stratcom.web.responses import UNPROCESSABLE, form_status, page, see_other
from stratcom.web.security import SAFE_METHODS


@bp.route("/sign-in", methods=["GET", "POST"])
@access(PUBLIC)
def sign_in() -> Answer:
    """Name and password; on success a fresh session, and back to where one was going."""
    form = SignInForm() if "kept_form" in g else SignInForm.from_request()
    if "kept_form" in g or not form.accepted():
        return _sign_in_page(form, None, form_status(form))
    try:
        user = find_by_password(
            login=form.login.data or "",
            password=form.password.data or "",
            address=request.remote_addr or "",
        )
    except TooManyTriesError as error:
        return _sign_in_page(form, error.message, error.status, error.wait)
    db.session.commit()
    if user is not None:
        return admit(user, target=next_path())
    return _sign_in_page(form, _("The name or the password is not right."), UNPROCESSABLE)


def _sign_in_page(
    form: SignInForm, problem: str | None, status: int, wait: int | None = None
) -> Response:
    response = page(
        "accounts/sign_in.html",
        status=status,
        form=form,
        problem=problem,
        kept=kept_text(),
        target=next_path(),
        by_letter=can_post(),
    )
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


@bp.route("/sign-in/code", methods=["GET", "POST"])
@access(PUBLIC)
def code() -> Answer:
    """The code of the second factor; only then a session begins."""
    user, form, target = pending_user(), CodeForm.from_request(), next_path()
    if user is None:
        if request.method in SAFE_METHODS:
            return begin_again()
        late = _("Too much time has passed. Sign in again.")
        return _sign_in_page(SignInForm(), late, UNPROCESSABLE)
    if not form.accepted():
        return code_page(form, target=target, status=form_status(form))
    said = form.code.data or ""
    try:
        right = accept(user, said, address=request.remote_addr or "")
    except TooManyTriesError as error:
        return code_page(
            form, target=target, problem=error.message, status=error.status, wait=error.wait
        )
    db.session.commit()
    if not right:
        problem = _("The code is not right, or it was used before.")
        return code_page(form, target=target, problem=problem, status=UNPROCESSABLE)
    answer = open_desk(user, target=target)
    if not said.replace(" ", "").isdigit():
        left = codes_left(user)
        flash(_("A recovery code was used. Left: %(count)s.", count=left), "warning")
    return answer


@bp.post("/sign-out")
@access(PUBLIC)
def sign_out() -> Answer:
    """End this session."""
    if token := session.get(HELD):
        end_session(str(token))
        db.session.commit()
    session.clear()
    return see_other("/")
