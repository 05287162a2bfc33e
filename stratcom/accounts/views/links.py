"""Links that stand for their holder once, and the letters that bring them."""

import random
import time

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from stratcom.accounts.enums import LinkPurpose
from stratcom.accounts.forms import AskForm, ChosenPasswordForm
from stratcom.accounts.letters import can_post, tell_of_change
from stratcom.accounts.models import AccountLink
from stratcom.accounts.services.asking import ask_for_letter
from stratcom.accounts.services.joining import join
from stratcom.accounts.services.links import find_link, make_void, use_link
from stratcom.accounts.services.passwords import reset_password
from stratcom.accounts.views import bp
from stratcom.accounts.views.entering import Answer, admit
from stratcom.db import db
from stratcom.errors import DomainError, TooManyTriesError
from stratcom.i18n import switch_language
from stratcom.web.access import PUBLIC, access
from stratcom.web.responses import UNPROCESSABLE, form_status, page, see_other
from stratcom.web.security import SAFE_METHODS

NOT_FOUND = 404
# Every answer takes this long, so that nobody can tell by it whether a letter was written.
ANSWER_SECONDS = 0.2
WAYS = {"sign-in": LinkPurpose.SIGN_IN, "new-password": LinkPurpose.NEW_PASSWORD}


@bp.route("/letter/<any('sign-in','new-password'):way>", methods=["GET", "POST"])
@access(PUBLIC)
def ask(way: str) -> Answer:
    """Ask for a letter that signs in, or that lets one choose a new password."""
    form = AskForm.from_request()
    if not can_post() or not form.accepted():
        return _ask_page(form, way, status=form_status(form))
    began = time.monotonic()
    try:
        ask_for_letter(form.who.data or "", WAYS[way], address=request.remote_addr or "")
    except TooManyTriesError as error:
        answer = _ask_page(form, way, problem=error.message, status=error.status)
        answer.headers["Retry-After"] = str(error.wait)
        return answer
    db.session.commit()
    time.sleep(max(0.0, began + ANSWER_SECONDS * random.uniform(1, 1.1) - time.monotonic()))  # noqa: S311 - no secret
    return see_other(url_for(".asked", way=way))


def _ask_page(form: AskForm, way: str, *, problem: str = "", status: int = 200) -> Response:
    return page(
        "accounts/ask.html",
        status=status,
        form=form,
        way=way,
        problem=problem,
        by_letter=can_post(),
    )


@bp.get("/letter/<any('sign-in','new-password'):way>/sent")
@access(PUBLIC)
def asked(way: str) -> Response:
    """What happens now, in the same words for everybody."""
    return page("accounts/asked.html", way=way)


@bp.route("/link/<key>", methods=["GET", "POST"])
@access(PUBLIC)
def link(key: str) -> Answer:
    """What the link is for, and a button that uses it: mail scanners only ever look."""
    found = find_link(key)
    if found is None:
        return _private(page("accounts/link_over.html", status=NOT_FOUND))
    switch_language(found.user.language)
    form = ChosenPasswordForm.from_request()
    if request.method in SAFE_METHODS:
        return _link_page(found, form)
    if found.purpose is LinkPurpose.SIGN_IN or _without_password(found):
        return _private(_use(found))
    if not form.accepted():
        return _link_page(found, form, form_status(form))
    try:
        return _private(_use(found, form.new_password.data or ""))
    except DomainError as error:
        db.session.rollback()
        form.new_password.errors = [*form.new_password.errors, error.message]
        return _link_page(found, form, UNPROCESSABLE)


def _link_page(found: AccountLink, form: ChosenPasswordForm, status: int = 200) -> Answer:
    template = f"accounts/link_{found.purpose.value}.html"
    may_skip = can_post() and bool(found.user.email)
    return _private(page(template, status=status, user=found.user, form=form, may_skip=may_skip))


def _without_password(found: AccountLink) -> bool:
    """True when who accepts an invitation would rather sign in by letters alone."""
    asked_for = found.purpose is LinkPurpose.INVITATION and "skip" in request.form
    return asked_for and can_post() and bool(found.user.email)


def _use(found: AccountLink, password: str = "") -> Answer:
    """Use the link up and do what it is for."""
    user = found.user
    if not use_link(found):
        db.session.rollback()
        return page("accounts/link_over.html", status=NOT_FOUND)
    if found.purpose is LinkPurpose.NEW_PASSWORD:
        reset_password(user, password)
        make_void(user)
        tell_of_change(user, "password")
        db.session.commit()
        flash(_("The new password is set. Sign in with it."), "success")
        return see_other(url_for(".sign_in"))
    if found.purpose is LinkPurpose.INVITATION:
        join(user, password)
    db.session.commit()
    return admit(user)


def _private(answer: Answer) -> Answer:
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
