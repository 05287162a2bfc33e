"""Acts on one contact: its next step done or open again, into the archive and back."""

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.contacts import rules
from stratcom.contacts.models import ContactEntry
from stratcom.contacts.services import entries as services
from stratcom.contacts.views import bp
from stratcom.contacts.views.entries import actions, load_entry
from stratcom.db import db
from stratcom.web.access import access, require
from stratcom.web.responses import page, safe_path, see_other, wants_fragment

Answer = Response | BaseResponse


@bp.post("/<int:entry_id>/done")
@access(Permission.CONTACT_EDIT)
def finish(entry_id: int) -> Answer:
    """Mark the next step as done."""
    entry = load_entry(entry_id)
    require(rules.can_finish(current_user, entry))
    services.finish_step(entry, actor=current_user)
    return _step_answer(entry, _("Done."))


@bp.post("/<int:entry_id>/reopen")
@access(Permission.CONTACT_EDIT)
def reopen(entry_id: int) -> Answer:
    """Let the next step wait again."""
    entry = load_entry(entry_id)
    require(rules.can_reopen(current_user, entry))
    services.reopen_step(entry, actor=current_user)
    return _step_answer(entry, _("The next step is open again."))


def _step_answer(entry: ContactEntry, message: str) -> Answer:
    """Commit; the panel of the next step for htmx, the page one came from for a browser."""
    db.session.commit()
    if wants_fragment():
        again = load_entry(entry.id)
        return page("contacts/_step_panel.html", entry=again, message=message, **actions(again))
    flash(message, "success")
    here = url_for(".detail", entry_id=entry.id)
    return see_other(safe_path(request.form.get("next"), here))


@bp.post("/<int:entry_id>/archive")
@access(Permission.CONTACT_EDIT)
def archive(entry_id: int) -> Answer:
    """Put the contact away; nothing is lost."""
    entry = load_entry(entry_id)
    require(rules.can_edit(current_user, entry))
    services.archive_entry(entry, actor=current_user)
    return _back(entry, _("Archived. It can be restored at any time."))


@bp.post("/<int:entry_id>/restore")
@access(Permission.CONTACT_EDIT)
def restore(entry_id: int) -> Answer:
    """Bring the contact back from the archive."""
    entry = load_entry(entry_id)
    require(rules.can_restore(current_user, entry))
    services.restore_entry(entry, actor=current_user)
    return _back(entry, _("Restored."))


def _back(entry: ContactEntry, message: str) -> Answer:
    db.session.commit()
    flash(message, "success")
    return see_other(url_for(".detail", entry_id=entry.id))
