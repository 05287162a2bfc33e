"""Where one is signed in, and ending that."""

from flask import abort, flash, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from stratcom.accounts import queries
from stratcom.accounts.services import sessions as services
from stratcom.accounts.views import bp
from stratcom.accounts.views.entering import Answer, present_session
from stratcom.db import db
from stratcom.web.access import SIGNED_IN, access
from stratcom.web.responses import see_other


@bp.post("/sessions/end")
@access(SIGNED_IN)
def end_sessions() -> Answer:
    """End every session but this one."""
    services.end_sessions(current_user, actor=current_user, keep_token=present_session())
    db.session.commit()
    flash(_("All other sessions were ended."), "success")
    return see_other(url_for(".index"))


@bp.post("/sessions/end-all")
@access(SIGNED_IN)
def end_all_sessions() -> Answer:
    """End every session, this one too."""
    services.end_sessions(current_user, actor=current_user)
    db.session.commit()
    return _out()


@bp.post("/sessions/<int:session_id>/end")
@access(SIGNED_IN)
def end_one_session(session_id: int) -> Answer:
    """End one session, be it this one."""
    if not services.end_one_session(current_user, session_id):
        abort(404)
    db.session.commit()
    if queries.find_session(present_session()) is None:
        return _out()
    flash(_("The session was ended."), "success")
    return see_other(url_for(".index"))


def _out() -> Answer:
    session.clear()
    flash(_("You are signed out."), "success")
    return see_other(url_for(".sign_in"))
