"""The guard before every view, and Flask-Login's hold on our sessions."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask_login import LoginManager, current_user
from htmx_flask import make_response
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts import queries
from stratcom.accounts.models import User, UserSession
from stratcom.accounts.permissions import ROLE_LABELS, Permission
from stratcom.accounts.rules import needs_second_factor
from stratcom.db import db, utcnow
from stratcom.db.base import reading_only
from stratcom.web.access import PUBLIC, SIGNED_IN
from stratcom.web.kept import pack_form
from stratcom.web.responses import safe_path, wants_fragment
from stratcom.web.security import SAFE_METHODS, same_origin

login_manager = LoginManager()
# Our own tokens say who is signed in; an address or browser that changes is no reason to end.
login_manager.session_protection = None
SEEN_EVERY = timedelta(minutes=5)
# What somebody may open who has yet to set the second factor up that their role asks for.
SETTING_UP = "accounts.second_factor"
WITHOUT_SECOND_FACTOR = frozenset(
    {
        SETTING_UP,
        "accounts.begin_second_factor",
        "accounts.confirm_second_factor",
        "accounts.sign_out",
        "accounts.choose_language",
    }
)


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load_user(token: str) -> User | None:
    """The person behind a session token."""
    found = queries.find_session(token)
    if found is None:
        return None
    g.session_token = token
    user = found.user
    if not _may_pass(user):
        # Public pages show staff more; until the second factor is set up they show the public's.
        rule = getattr(current_app.view_functions.get(request.endpoint or ""), "access_rule", None)
        if rule == PUBLIC and request.endpoint not in WITHOUT_SECOND_FACTOR:
            return None
    if utcnow() - found.last_seen_at > SEEN_EVERY:
        _note_seen(found.id)
    return user


def _may_pass(user: User) -> bool:
    """False while the role asks for a second factor and the account has none."""
    wanted = needs_second_factor(user, current_app.config["SECOND_FACTOR"])
    return not wanted or user.has_second_factor


def _note_seen(session_id: int) -> None:
    # A transaction of its own: the request's may be one that only reads.
    before = reading_only.set(False)
    try:
        if request.method in SAFE_METHODS:
            db.session.commit()
            db.session.execute(
                sa.update(UserSession)
                .where(UserSession.id == session_id)
                .values(last_seen_at=utcnow())
            )
            db.session.commit()
    finally:
        reading_only.reset(before)


@login_manager.unauthorized_handler  # type: ignore[untyped-decorator]
def ask_to_sign_in() -> Response | BaseResponse:
    """Lead to sign-in and back; what was typed travels along when it was a form."""
    if wants_fragment():
        here = safe_path(_path_of(request.headers.get("HX-Current-URL", "")), "/desk/")
        target = url_for("accounts.sign_in", next=here)
        response: Response = make_response("", 401, redirect=target)
        return response
    if _sent_a_form():
        return _show_keeping("accounts.sign_in", 401)
    here = request.full_path.rstrip("?") if request.method in SAFE_METHODS else "/desk/"
    return redirect(url_for("accounts.sign_in", next=here))


def ask_for_second_factor() -> Response | BaseResponse:
    """Lead to where it is set up; what was typed travels along when it was a form."""
    target = url_for(SETTING_UP)
    if wants_fragment():
        response: Response = make_response("", 403, redirect=target)
        return response
    return _show_keeping(SETTING_UP, 403) if _sent_a_form() else redirect(target)


def _sent_a_form() -> bool:
    return request.method not in SAFE_METHODS and bool(request.form) and same_origin()


def _show_keeping(endpoint: str, status: int) -> Response:
    """The page of `endpoint`, holding the form that was sent."""
    view: Any = current_app.view_functions[endpoint]
    g.kept_form = pack_form(request.full_path.rstrip("?"), request.form)
    answer: Response = current_app.make_response(view())
    answer.status_code = status
    return answer


def _path_of(url: str) -> str:
    return "/" + url.split("://", 1)[-1].partition("/")[2]


def enforce_access() -> Any:
    """Before-request guard for every endpoint of the app."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None
    rule = getattr(view, "access_rule", None)
    if rule == PUBLIC:
        return None
    if not current_user.is_authenticated:
        return login_manager.unauthorized()
    if request.endpoint not in WITHOUT_SECOND_FACTOR and not _may_pass(current_user):
        return ask_for_second_factor()
    if rule == SIGNED_IN or (isinstance(rule, Permission) and current_user.can(rule)):
        return None
    abort(403)


def init_app(app: Flask) -> None:
    """Install the guard: first, so that an expired session leads to sign-in, not to an error."""
    # Not login_manager.init_app: it would read the session after every answer and before every
    # template, so that no public page could be kept by a cache.
    app.login_manager = login_manager  # type: ignore[attr-defined]
    app.jinja_env.globals["current_user"] = current_user
    app.before_request(enforce_access)
    app.jinja_env.globals["role_label"] = ROLE_LABELS.__getitem__
