"""What a person sees when something cannot be done; nothing here reads the database."""

import logging
from typing import cast

from flask import Flask, Response, request
from flask_babel import gettext as _
from htmx_flask import make_response
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from stratcom.db import db
from stratcom.errors import DomainError, StaleError, TooManyTriesError
from stratcom.web.kept import resubmit_page
from stratcom.web.responses import page, wants_fragment
from stratcom.web.security import TokenError, same_origin

log = logging.getLogger(__name__)


def show_error(status: int, message: str) -> Response:
    """Answer with `status`; htmx puts the notice where notices go, not where it was aiming."""
    response = page(
        "errors/error.html",
        fragment="errors/_notice.html",
        status=status,
        code=status,
        message=message,
    )
    if wants_fragment():
        response = make_response(response, retarget="#notices", reswap="innerHTML")
    return response


def handle_http_error(error: HTTPException) -> Response | BaseResponse:
    """Say in the reader's language what the status means."""
    if error.response is not None:
        return cast(BaseResponse, error.response)
    if error.code is not None and error.code < 400:
        return BaseResponse(error.get_body(), error.code, error.get_headers())
    messages = {
        400: _("The request could not be understood."),
        403: _("You may not do this."),
        404: _("There is no such page."),
        405: _("This address does not take such requests."),
        413: _("The file or text is too large."),
        429: _("Too many attempts. Wait a little and try again."),
    }
    status = error.code or 500
    return show_error(status, messages.get(status, _("Something went wrong.")))


def handle_domain_error(error: DomainError) -> Response:
    """Undo what the request began and show the reason."""
    db.session.rollback()
    response = show_error(error.status, error.message)
    if isinstance(error, TooManyTriesError):
        response.headers["Retry-After"] = str(error.wait)
    return response


def handle_race(_error: StaleDataError) -> Response:
    """Two people saved within the same instant; the second is told so."""
    return handle_domain_error(StaleError(_("Somebody changed this meanwhile. Reload the page.")))


def handle_token_error(_error: TokenError) -> Response:
    """A form older than the session: what was typed comes back, to be sent again."""
    if same_origin() and request.form and not wants_fragment():
        return resubmit_page(request.full_path, request.form, status=400)
    return show_error(400, _("This page is out of date. Reload it and send the form again."))


def handle_busy(error: OperationalError) -> Response:
    """The database did not answer in time; nothing was saved."""
    log.exception("database refused", exc_info=error)
    db.session.rollback()
    response = show_error(503, _("The database is busy. Nothing was lost: try again in a moment."))
    response.headers["Retry-After"] = "5"
    return response


def handle_odd_value(error: DataError) -> Response:
    """A value that no column can hold, such as an id of twenty digits: there is no such thing."""
    log.warning("a value fits no column: %s", error.orig)
    db.session.rollback()
    return show_error(404, _("There is no such page."))


def handle_crash(error: Exception) -> Response:
    """A fault of ours: logged in full, told briefly."""
    log.exception("unhandled error", exc_info=error)
    db.session.rollback()
    return show_error(500, _("Something went wrong on our side. It has been recorded."))


def init_app(app: Flask) -> None:
    """Install the handlers, from the particular to the general."""
    app.register_error_handler(HTTPException, handle_http_error)
    app.register_error_handler(DomainError, handle_domain_error)
    app.register_error_handler(StaleDataError, handle_race)
    app.register_error_handler(TokenError, handle_token_error)
    app.register_error_handler(OperationalError, handle_busy)
    app.register_error_handler(DataError, handle_odd_value)
    if not app.testing:
        app.register_error_handler(Exception, handle_crash)
