"""One account: its page, and the form that changes it."""

from flask import Response, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.team import queries, rules
from stratcom.team.forms import AccountForm
from stratcom.team.services import changing
from stratcom.team.views import bp
from stratcom.team.views.loading import Answer, load_account
from stratcom.web.access import access
from stratcom.web.responses import form_status, page, see_other


@bp.get("/<int:user_id>/")
@access(Permission.ACCOUNT_INVITE)
def show(user_id: int) -> Response:
    """Who somebody is, what they may do, and what can be done about the account."""
    user = load_account(user_id)
    return page(
        "team/show.html",
        user=user,
        line=queries.lines([user])[0],
        until=queries.invitation_until(user),
        manages=rules.can_manage(current_user),
        may_invite=rules.can_invite_again(current_user, user) and user.is_active,
        may_hand_over=rules.can_hand_over(current_user, user),
        own=user.id == current_user.id,
    )


@bp.route("/<int:user_id>/edit", methods=["GET", "POST"])
@access(Permission.ACCOUNT_MANAGE)
def edit(user_id: int) -> Answer:
    """Change name, address, role and organisation."""
    user = load_account(user_id)
    present = AccountForm.showing(user)
    form = AccountForm.from_request()
    if not form.accepted():
        shown = form if form.errors else present
        return _form_page(user, shown, status=form_status(form))
    try:
        changing.edit(user, form.values(), actor=current_user, row_version=form.version())
    except StaleError as error:
        form.row_version.data = str(user.row_version)
        return _form_page(user, form, now=present, problem=error.message, status=error.status)
    except DomainError as error:
        return _form_page(user, form, problem=error.message, status=error.status)
    db.session.commit()
    flash(_("Saved."), "success")
    return see_other(url_for(".show", user_id=user.id))


def _form_page(
    user: User,
    form: AccountForm,
    *,
    status: int,
    now: AccountForm | None = None,
    problem: str = "",
) -> Response:
    """The form; with `now`, what the account says at present stands beside what differs."""
    differing = [one for one in form if now and one.data != now[one.name].data]
    return page(
        "team/edit.html",
        status=status,
        user=user,
        form=form,
        now=now,
        differing=[one for one in differing if one.name != "row_version"],
        problem=problem,
    )
