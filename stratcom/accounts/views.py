"""Sign-in, sign-out and the account page."""

from typing import Any

from flask import Blueprint, Response, abort, flash, g, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts import queries, services
from stratcom.accounts.forms import PasswordForm, SignInForm
from stratcom.accounts.models import hash_token
from stratcom.db import db
from stratcom.errors import DomainError, TooManyTriesError
from stratcom.i18n import LANGUAGES, switch_language
from stratcom.web.access import PUBLIC, SIGNED_IN, access
from stratcom.web.kept import resubmit_page, unpack_form
from stratcom.web.responses import UNPROCESSABLE, form_status, page, safe_path, see_other

bp = Blueprint("accounts", __name__, url_prefix="/account")
Answer = Response | BaseResponse


class SessionUser:
    """What Flask-Login stores for a person: the token of this session."""

    is_active = True

    def __init__(self, token: str) -> None:
        self.token = token

    def get_id(self) -> str:
        """Flask-Login keeps this in the cookie."""
        return self.token


@bp.route("/sign-in", methods=["GET", "POST"])
@access(PUBLIC)
def sign_in() -> Answer:
    """Name and password; on success a fresh session, and back to where one was going."""
    form = SignInForm() if "kept_form" in g else SignInForm.from_request()
    if "kept_form" not in g and form.accepted():
        try:
            found = services.sign_in(
                login=form.login.data or "",
                password=form.password.data or "",
                address=request.remote_addr or "",
                agent=str(request.user_agent),
            )
        except TooManyTriesError as error:
            return _sign_in_page(form, error.message, error.status, error.wait)
        db.session.commit()
        if found is not None:
            return _enter(found[1], found[0].language)
        return _sign_in_page(form, _("The name or the password is not right."), UNPROCESSABLE)
    return _sign_in_page(form, None, form_status(form))


def _sign_in_page(
    form: SignInForm, problem: str | None, status: int, wait: int | None = None
) -> Response:
    response = page(
        "accounts/sign_in.html",
        status=status,
        form=form,
        problem=problem,
        kept=g.get("kept_form") or request.form.get("kept", ""),
        target=safe_path(request.values.get("next"), ""),
    )
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _enter(token: str, language: str) -> Answer:
    session.clear()  # a session that existed before must not live on with new rights
    session.permanent = True
    login_user(SessionUser(token))
    switch_language(language)
    kept = unpack_form(request.form.get("kept", ""))
    if kept is not None:
        return resubmit_page(safe_path(kept[0], "/desk/"), kept[1])
    return see_other(safe_path(request.values.get("next"), "/desk/"))


@bp.post("/sign-out")
@access(PUBLIC)
def sign_out() -> Answer:
    """End this session."""
    if token := session.get("_user_id"):
        services.end_session(str(token))
        db.session.commit()
    logout_user()
    session.clear()
    return see_other("/")


@bp.get("/")
@access(SIGNED_IN)
def index() -> Response:
    """One's own account: sessions, password, language."""
    return _account_page(PasswordForm())


def _account_page(form: PasswordForm, status: int = 200) -> Response:
    sessions = db.session.scalars(queries.open_sessions(current_user)).all()
    here = hash_token(g.session_token)
    return page("accounts/index.html", status=status, form=form, sessions=sessions, here=here)


@bp.post("/password")
@access(SIGNED_IN)
def change_password() -> Answer:
    """Set a new password; all other sessions end."""
    form = PasswordForm.from_request()
    if form.accepted():
        try:
            services.change_password(
                current_user,
                old=form.password.data or "",
                new=form.new_password.data or "",
                keep_token=g.session_token,
            )
        except DomainError as error:
            form.password.errors = [*form.password.errors, error.message]
            return _account_page(form, error.status)
        db.session.commit()
        flash(_("Password changed. You were signed out everywhere else."), "success")
        return see_other(url_for(".index"))
    return _account_page(form, form_status(form))


@bp.post("/sessions/end")
@access(SIGNED_IN)
def end_sessions() -> Answer:
    """End every session but this one."""
    services.end_sessions(current_user, actor=current_user, keep_token=g.session_token)
    db.session.commit()
    flash(_("All other sessions were ended."), "success")
    return see_other(url_for(".index"))


@bp.post("/language")
@access(PUBLIC)
def choose_language() -> Answer:
    """Change the language of desk pages and come back to the same page."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        abort(400)
    answer: Any = see_other(safe_path(request.form.get("next"), "/desk/"))
    if current_user.is_authenticated:
        services.choose_language(current_user, language)
        db.session.commit()
    answer.set_cookie("language", language, max_age=31536000, samesite="Lax", httponly=True)
    return answer
