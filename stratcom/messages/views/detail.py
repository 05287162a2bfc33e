"""/desk/messages/<id>: one message with everything that is known of it."""

import sqlalchemy as sa
from flask import Response, abort, request
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.audit.models import AuditEntry
from stratcom.audit.queries import history
from stratcom.db import db
from stratcom.drafting import rules as drafting
from stratcom.drafting.enums import LanguageState
from stratcom.drafting.models import DraftVersion
from stratcom.drafting.panels import panels_for
from stratcom.drafting.parts import language_state
from stratcom.drafting.queries import find_version, is_asked
from stratcom.i18n import current_language
from stratcom.messages import rules
from stratcom.messages.cards import find_card
from stratcom.messages.models import Message
from stratcom.messages.showing import VIEWS, Shown
from stratcom.messages.views import bp
from stratcom.messages.views.loading import load_message
from stratcom.moments import today
from stratcom.web.access import access
from stratcom.web.responses import page

IN_FORCE = "approved"
ACTS_SHOWN = 50
LONGEST_NUMBER = 6


@bp.get("/<int:draft_id>")
@access(Permission.MESSAGE_VIEW)
def detail(draft_id: int) -> Response:
    """The message: to those who work on it any version, to all others the approved one alone."""
    message = load_message(draft_id)
    works = _works(message)
    version = _version(message, works) or abort(404)
    return page(
        "messages/detail.html",
        message=message,
        shown=Shown(message, version, works, _view(message, version)),
        instead=find_card(message.replaced_by_id, current_user),
        in_force=rules.is_in_force(message, today()),
        expired=rules.is_expired(message, today()),
        may_edit=drafting.can_edit(current_user, message),
        panels=panels_for(message, current_user),
        history=_history(message) if works else [],
    )


def _works(message: Message) -> bool:
    if drafting.can_read_work(current_user, message):
        return True
    return drafting.can_read_work(current_user, message, asked=is_asked(current_user, message))


def _version(message: Message, works: bool) -> DraftVersion | None:
    """The version that the address asks for, where the person may read it."""
    asked = request.args.get("version", "")
    if asked == IN_FORCE or (not asked and not works):
        return message.approved
    if not asked:
        return message.current
    number = int(asked) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 0
    if number == message.approved_number:
        return message.approved
    return find_version(message.id, number) if works else None


def _view(message: Message, version: DraftVersion) -> str:
    """The languages asked for; unasked the reader's own where anything is written in it."""
    asked = request.args.get("view", "")
    if asked in VIEWS:
        return asked
    own = current_language()
    state = language_state(version.parts, own, source=message.source, ready=())
    return message.source if state is LanguageState.MISSING else own


def _history(message: Message) -> list[AuditEntry]:
    latest = history(message).order_by(None).order_by(sa.desc(AuditEntry.id))
    return list(db.session.scalars(latest.limit(ACTS_SHOWN)))
