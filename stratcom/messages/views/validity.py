"""/desk/messages/<id>/…: on the public site or off it, withdrawn, archived."""

from collections.abc import Callable

from flask import Response, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.messages import rules
from stratcom.messages.details.withdrawal_form import WithdrawalForm, replacements
from stratcom.messages.models import Message
from stratcom.messages.services import publishing, withdrawing
from stratcom.messages.views import bp
from stratcom.messages.views.loading import load_message
from stratcom.web.access import access
from stratcom.web.fields import posted_version
from stratcom.web.responses import form_status, page, see_other

Answer = Response | BaseResponse
Act = Callable[..., object]


def _act(draft_id: int, act: Act, rule: Callable[[User, Message], bool], message: str) -> Answer:
    """Do it, commit, and go to the page of the message: all of it changes."""
    loaded = load_message(draft_id, rule)
    act(loaded, actor=current_user, expected_version=posted_version())
    db.session.commit()
    flash(message, "success")
    return see_other(url_for(".detail", draft_id=draft_id))


@bp.post("/<int:draft_id>/publish")
@access(Permission.MESSAGE_PUBLISH)
def publish(draft_id: int) -> Answer:
    """Put the approved version on the public site."""
    return _act(draft_id, publishing.publish, _anyone, _("Published: everybody can read it now."))


@bp.post("/<int:draft_id>/unpublish")
@access(Permission.MESSAGE_PUBLISH)
def unpublish(draft_id: int) -> Answer:
    """Take it off the public site."""
    return _act(draft_id, publishing.unpublish, _anyone, _("Taken off the public site."))


@bp.post("/<int:draft_id>/reinstate")
@access(Permission.MESSAGE_APPROVE)
def reinstate(draft_id: int) -> Answer:
    """Let a withdrawn message be used again."""
    return _act(draft_id, withdrawing.reinstate, _anyone, _("It may be used again."))


@bp.post("/<int:draft_id>/archive")
@access(Permission.MESSAGE_EDIT)
def archive(draft_id: int) -> Answer:
    """Put it away; nothing is lost."""
    return _act(
        draft_id,
        publishing.archive,
        rules.can_archive,
        _("Archived. It can be restored at any time."),
    )


@bp.post("/<int:draft_id>/restore")
@access(Permission.MESSAGE_EDIT)
def restore(draft_id: int) -> Answer:
    """Bring it back from the archive."""
    return _act(draft_id, publishing.restore, rules.can_restore, _("Restored."))


@bp.route("/<int:draft_id>/withdraw", methods=["GET", "POST"])
@access(Permission.MESSAGE_APPROVE)
def withdraw(draft_id: int) -> Answer:
    """Say why it must not be used any more, and what comes instead."""
    message = load_message(draft_id)
    form = WithdrawalForm.from_request(data={"row_version": message.row_version})
    if form.accepted():
        told = withdrawing.withdraw(
            message,
            reason=form.reason.data or "",
            instead=form.replacement,
            actor=current_user,
            expected_version=posted_version(),
        )
        db.session.commit()
        flash(_("Withdrawn. People told: %(count)s.", count=told), "success")
        return see_other(url_for(".detail", draft_id=draft_id))
    return page(
        "messages/withdraw.html",
        fragment="messages/_withdraw_form.html",
        status=form_status(form),
        form=form,
        message=message,
        offered=replacements(message),
        possible=rules.can_withdraw(current_user, message),
    )


def _anyone(_user: User, _message: Message) -> bool:
    """The permission is enough; what is not possible now is told by the service."""
    return True
