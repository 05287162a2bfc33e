"""/desk/partners/<id>/: one organisation; putting its record away and bringing it back."""

from typing import Any

import sqlalchemy as sa
from flask import Response, flash, redirect, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.audit.models import AuditEntry
from stratcom.audit.queries import history
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.partners import queries, rules
from stratcom.partners.enums import SUCCESSION_LABELS
from stratcom.partners.models import Organisation
from stratcom.partners.panels import panels_for
from stratcom.partners.services import records
from stratcom.partners.trail_words import HIDDEN, value_in_words
from stratcom.partners.views import bp
from stratcom.partners.views.loading import load_organisation
from stratcom.vocabularies.enums import TermKind
from stratcom.web.access import access
from stratcom.web.responses import page, see_other

Answer = Response | BaseResponse
ACTS_SHOWN = 50
BRANCHES_SHOWN = 100


@bp.get("/<int:organisation_id>/")
@access(Permission.ORGANISATION_VIEW)
def detail(organisation_id: int) -> Answer:
    """Everything about one organisation; a merged record leads to the one that was kept."""
    organisation = load_organisation(organisation_id)
    if organisation.merged_into_id is not None:
        return redirect(url_for(".detail", organisation_id=organisation.merged_into_id))
    steps = db.session.scalars(queries.successions_of(organisation)).all()
    return page(
        "partners/detail.html",
        organisation=organisation,
        terms={
            kind.value: [one.term for one in organisation.term_links if one.term.kind is kind]
            for kind in TermKind
        },
        before=[one for one in steps if one.successor_id == organisation.id],
        after=[one for one in steps if one.predecessor_id == organisation.id],
        branches=db.session.scalars(queries.branches(organisation).limit(BRANCHES_SHOWN)).all(),
        panels=panels_for(organisation, current_user),
        history=_history(organisation),
        saved=request.args.get("saved", ""),
        sees_all=current_user.can(Permission.ORGANISATION_VIEW_ALL),
        **_allowed(organisation),
    )


def _allowed(organisation: Organisation) -> dict[str, Any]:
    return {
        "may_edit": rules.can_edit(current_user, organisation),
        "may_archive": rules.can_archive(current_user, organisation),
        "may_succeed": rules.can_succeed(current_user, organisation),
        "sees_notes": rules.can_see_notes(current_user),
    }


def _history(organisation: Organisation) -> list[tuple[AuditEntry, list[str]]]:
    """The latest acts on it, each with the fields that the person may see."""
    if not rules.can_see_history(current_user, organisation):
        return []
    latest = history(organisation).order_by(None).order_by(sa.desc(AuditEntry.id))
    entries = db.session.scalars(latest.limit(ACTS_SHOWN)).all()
    hidden = frozenset() if rules.can_see_notes(current_user) else HIDDEN
    return [
        (one, [name for name in one.changes if name not in hidden] if _is_told(one) else [])
        for one in entries
    ]


def _is_told(entry: AuditEntry) -> bool:
    # What it was added with stands on the page.
    return entry.action != "organisation.added"


@bp.post("/<int:organisation_id>/archive")
@access(Permission.ORGANISATION_EDIT)
def archive(organisation_id: int) -> Answer:
    """Put the record away; nothing is lost."""
    organisation = load_organisation(organisation_id, rules.can_archive)
    records.archive_organisation(organisation, actor=current_user)
    return _saved(organisation_id, _("Archived. It can be restored at any time."))


@bp.post("/<int:organisation_id>/restore")
@access(Permission.ORGANISATION_EDIT)
def restore(organisation_id: int) -> Answer:
    """Bring the record back from the archive."""
    organisation = load_organisation(organisation_id, rules.can_archive)
    try:
        records.restore_organisation(organisation, actor=current_user)
    except DomainError as error:
        db.session.rollback()
        flash(error.message, "error")
        return see_other(url_for(".detail", organisation_id=organisation_id))
    return _saved(organisation_id, _("Restored."))


def _saved(organisation_id: int, message: str) -> Answer:
    db.session.commit()
    flash(message, "success")
    return see_other(url_for(".detail", organisation_id=organisation_id))


@bp.record_once
def offer(state: BlueprintSetupState) -> None:
    """Let templates say how bodies follow one another, and the values of a conflict."""
    state.app.jinja_env.globals.update(
        succession_labels=SUCCESSION_LABELS, organisation_value=value_in_words
    )
