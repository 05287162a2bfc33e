"""Inviting people, and invitations that are open."""

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from stratcom.accounts.letters import can_post
from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission, Role
from stratcom.accounts.services.creating import EmailTakenError
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.i18n import current_language
from stratcom.partners.models import Organisation
from stratcom.team import rules
from stratcom.team.forms import InviteColleagueForm, InviteForm
from stratcom.team.services import inviting as services
from stratcom.team.views import bp
from stratcom.team.views.loading import Answer, load_account
from stratcom.web.access import access, require
from stratcom.web.forms import clean
from stratcom.web.responses import UNPROCESSABLE, form_status, page, see_other


@bp.route("/new", methods=["GET", "POST"])
@access(Permission.ACCOUNT_INVITE)
def invite() -> Answer:
    """Invite somebody: anybody for those who look after all accounts, else a colleague."""
    chosen = InviteForm if rules.can_manage(current_user) else InviteColleagueForm
    body = clean(request.args.get("organisation"))[:300]
    form = chosen.from_request(language=current_language(), organisation=body, role=Role.PARTNER)
    if not form.accepted():
        return _form_page(form, form_status(form))
    try:
        user, address = services.invite(
            **form.person(), login=form.login.data or "", **_rights(form), actor=current_user
        )
    except DomainError as error:
        db.session.rollback()
        faulty = form.email if isinstance(error, EmailTakenError) else form.login
        faulty.errors = [*faulty.errors, error.message]
        return _form_page(form, UNPROCESSABLE)
    db.session.commit()
    return show_link(user, address, _("Invitation"))


def _rights(form: Any) -> dict[str, Any]:
    if isinstance(form, InviteForm):
        return form.rights()
    return {"role": current_user.role, "organisation_id": current_user.organisation_id}


def _form_page(form: Any, status: int) -> Response:
    own = current_user.organisation_id
    body = db.session.get(Organisation, own) if own is not None else None
    return page("team/invite.html", status=status, form=form, body=body, by_letter=can_post())


def show_link(user: User, address: str | None, title: str) -> Answer:
    """Show the link to whoever passes it on, this once; or say that a letter brings it."""
    if address is not None:
        return page("team/link.html", user=user, link=address, title=title)
    flash(_("A letter with the link is on its way to %(email)s.", email=user.email), "success")
    return see_other(url_for(".show", user_id=user.id))


@bp.post("/<int:user_id>/invitation")
@access(Permission.ACCOUNT_INVITE)
def invite_again(user_id: int) -> Answer:
    """Send the invitation again; the former link is void."""
    user = load_account(user_id)
    require(rules.can_invite_again(current_user, user) and user.is_active)
    address = services.invite_again(user, actor=current_user)
    db.session.commit()
    return show_link(user, address, _("Invitation"))


@bp.post("/<int:user_id>/invitation/revoke")
@access(Permission.ACCOUNT_INVITE)
def revoke(user_id: int) -> Answer:
    """Take the invitation back."""
    user = load_account(user_id)
    require(rules.can_invite_again(current_user, user) and user.is_active)
    services.revoke(user, actor=current_user)
    db.session.commit()
    flash(_("The invitation was taken back."), "success")
    return see_other(url_for(".show", user_id=user.id))
