"""What those who look after accounts do about one of them."""

from flask import flash, url_for
from flask_babel import gettext as _
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.accounts.rules import has_joined
from stratcom.accounts.services.sessions import end_sessions as end_all
from stratcom.db import db
from stratcom.team.services import changing
from stratcom.team.views import bp
from stratcom.team.views.inviting import show_link
from stratcom.team.views.loading import Answer, load_account
from stratcom.web.access import access, require
from stratcom.web.responses import see_other


@bp.post("/<int:user_id>/disable")
@access(Permission.ACCOUNT_MANAGE)
def disable(user_id: int) -> Answer:
    """Let the account in no more, from this moment on."""
    changing.disable(load_account(user_id), actor=current_user)
    return _done(user_id, _("The account is disabled."))


@bp.post("/<int:user_id>/enable")
@access(Permission.ACCOUNT_MANAGE)
def enable(user_id: int) -> Answer:
    """Let the account in again."""
    changing.enable(load_account(user_id), actor=current_user)
    return _done(user_id, _("The account is open again."))


@bp.post("/<int:user_id>/second-factor/reset")
@access(Permission.ACCOUNT_MANAGE)
def reset_second_factor(user_id: int) -> Answer:
    """Take the second factor off; the person is told."""
    changing.reset_second_factor(load_account(user_id), actor=current_user)
    return _done(user_id, _("The second factor was taken off. The person can set up a new one."))


@bp.post("/<int:user_id>/sessions/end")
@access(Permission.ACCOUNT_MANAGE)
def end_sessions(user_id: int) -> Answer:
    """Sign the person out everywhere."""
    end_all(load_account(user_id), actor=current_user)
    return _done(user_id, _("All sessions were ended."))


@bp.post("/<int:user_id>/new-password")
@access(Permission.ACCOUNT_MANAGE)
def new_password(user_id: int) -> Answer:
    """Offer a link for a new password to somebody who forgot it."""
    user = load_account(user_id)
    require(user.is_active and has_joined(user))
    address = changing.offer_new_password(user, actor=current_user)
    db.session.commit()
    return show_link(user, address, _("New password"))


def _done(user_id: int, said: str) -> Answer:
    db.session.commit()
    flash(said, "success")
    return see_other(url_for(".show", user_id=user_id))
