"""One's own account: name, e-mail, password, language, sessions."""

from typing import Any

from flask import Response, abort, current_app, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from stratcom.accounts import queries, rules
from stratcom.accounts.forms import EmailForm, NameForm, PasswordForm
from stratcom.accounts.letters import can_post, tell_of_change
from stratcom.accounts.models import hash_token
from stratcom.accounts.services import own
from stratcom.accounts.services.passwords import change_password as set_password
from stratcom.accounts.services.passwords import prove
from stratcom.accounts.services.sessions import renew_session
from stratcom.accounts.views import bp
from stratcom.accounts.views.entering import Answer, hold_session, present_session
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.i18n import LANGUAGES
from stratcom.web.access import PUBLIC, SIGNED_IN, access
from stratcom.web.responses import UNPROCESSABLE, form_status, page, safe_path, see_other


@bp.get("/")
@access(SIGNED_IN)
def index() -> Response:
    """One's own account: details, second factor, sessions, password."""
    return _account_page()


def _account_page(status: int = 200, **forms: Any) -> Response:
    user = current_user
    shown = {
        "name_form": NameForm(name=user.name, name_en=user.name_en),
        "email_form": EmailForm(email=user.email),
        "password_form": PasswordForm(),
    }
    return page(
        "accounts/index.html",
        status=status,
        sessions=db.session.scalars(queries.open_sessions(user)).all(),
        here=hash_token(present_session()),
        before=queries.last_sign_in(user, but=present_session()),
        required=rules.needs_second_factor(user, current_app.config["SECOND_FACTOR"]),
        by_letter=can_post() and bool(user.email),
        **shown | forms,
    )


@bp.post("/name")
@access(SIGNED_IN)
def change_name() -> Answer:
    """Be called otherwise."""
    form = NameForm.from_request()
    if not form.accepted():
        return _account_page(form_status(form), name_form=form)
    own.change_name(current_user, name=form.name.data or "", name_en=form.name_en.data or "")
    return _saved()


@bp.post("/email")
@access(SIGNED_IN)
def change_email() -> Answer:
    """Get letters elsewhere, against the password; the old address is told."""
    form = EmailForm.from_request()
    if not form.accepted() or not _proved(form):
        return _account_page(UNPROCESSABLE, email_form=form)
    former = current_user.email
    try:
        own.change_email(current_user, form.email.data or "")
    except DomainError as error:
        form.email.errors = [*form.email.errors, error.message]
        return _account_page(error.status, email_form=form)
    if former:
        tell_of_change(current_user, "email", to=former)
    return _saved()


@bp.post("/password")
@access(SIGNED_IN)
def change_password() -> Answer:
    """Set a new password; all other sessions end, and this one goes on under a new token."""
    form = PasswordForm.from_request()
    if not form.accepted() or not _proved(form):
        return _account_page(UNPROCESSABLE, password_form=form)
    token = renew_session(present_session())
    try:
        set_password(current_user, form.new_password.data or "", keep_token=token)
    except DomainError as error:
        db.session.rollback()
        form.new_password.errors = [*form.new_password.errors, error.message]
        return _account_page(error.status, password_form=form)
    tell_of_change(current_user, "password")
    db.session.commit()
    hold_session(token)
    flash(_("Password changed. You were signed out everywhere else."), "success")
    return see_other(url_for(".index"))


def _proved(form: EmailForm | PasswordForm) -> bool:
    right = prove(current_user, form.password.data or "", address=request.remote_addr or "")
    db.session.commit()
    if not right:
        form.password.errors = [*form.password.errors, _("The present password is not right.")]
    return right


def _saved() -> Answer:
    db.session.commit()
    flash(_("Saved."), "success")
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
        own.choose_language(current_user, language)
        db.session.commit()
    answer.set_cookie("language", language, max_age=31536000, samesite="Lax", httponly=True)
    return answer
