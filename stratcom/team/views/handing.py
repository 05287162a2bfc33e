"""Handing over what a person who leaves has in hand."""

from flask import Response
from flask_babel import gettext as _
from flask_login import current_user

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.team import queries, rules
from stratcom.team.forms import HandOverForm
from stratcom.team.services import handing as services
from stratcom.team.views import bp
from stratcom.team.views.loading import Answer, load_account
from stratcom.web.access import access, require
from stratcom.web.fields import labelled
from stratcom.web.responses import form_status, page


@bp.route("/<int:user_id>/hand-over", methods=["GET", "POST"])
@access(Permission.ACCOUNT_INVITE)
def hand_over(user_id: int) -> Answer:
    """What there is, who takes it, and in one act everything is theirs."""
    user = load_account(user_id)
    require(rules.can_hand_over(current_user, user))
    form = HandOverForm.from_request()
    receivers = queries.lines(queries.receivers(current_user, user))
    form.to.choices = labelled(
        {"": _("Choose"), **{line.user.id: _named(line) for line in receivers}}
    )
    may_disable = rules.can_manage(current_user) and user.is_active and user.id != current_user.id
    if not form.accepted():
        return _form_page(user, form, may_disable, status=form_status(form))
    to = db.session.get_one(User, int(form.to.data))
    require(rules.can_receive(current_user, user, to))
    disabling = may_disable and bool(form.and_disable.data)
    try:
        moved = services.hand_over(user, to, actor=current_user, and_disable=disabling)
    except DomainError as error:
        db.session.rollback()
        return _form_page(user, form, may_disable, problem=error.message, status=error.status)
    db.session.commit()
    return page("team/handed_over.html", user=user, to=to, moved=moved, disabled=disabling)


def _named(line: queries.Line) -> str:
    """Name and organisation, to tell people of one name apart."""
    return " · ".join(
        [line.user.called, line.organisation.name] if line.organisation else [line.user.called]
    )


def _form_page(
    user: User, form: HandOverForm, may_disable: bool, *, status: int, problem: str = ""
) -> Response:
    held = services.holdings(user)
    return page(
        "team/hand_over.html",
        status=status,
        user=user,
        form=form,
        held=held,
        total=sum(one.count for one in held),
        may_disable=may_disable,
        problem=problem,
    )
