"""/desk/drafts/<id>/versions: what was written when; comparing, reading, bringing back."""

from functools import partial

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.drafting import queries, rules
from stratcom.drafting.addresses import page_of
from stratcom.drafting.enums import MARKDOWN_PARTS
from stratcom.drafting.facts import facts_in_words
from stratcom.drafting.models import Draft, DraftVersion
from stratcom.drafting.services.versions import restore_version
from stratcom.drafting.versions import comparing
from stratcom.drafting.views import bp
from stratcom.drafting.views.loading import load_draft
from stratcom.web.access import access
from stratcom.web.paging import paginate
from stratcom.web.responses import page, see_other


@bp.get("/<int:draft_id>/versions")
@access(Permission.MESSAGE_VIEW)
def versions(draft_id: int) -> Response:
    """Every version, the newest first; any two can be compared."""
    draft = load_draft(draft_id)
    return page(
        "drafting/versions.html",
        draft=draft,
        found=paginate(queries.versions(draft.id)),
        before=_usual_before(draft),
        page_address=page_of(draft),
    )


@bp.get("/<int:draft_id>/versions/<int:version>")
@access(Permission.MESSAGE_VIEW)
def version(draft_id: int, version: int) -> Response:
    """One version, part by part in both languages."""
    draft = load_draft(draft_id)
    return page(
        "drafting/version.html",
        draft=draft,
        version=_version(draft, version),
        markdown_parts=MARKDOWN_PARTS,
        may_restore=rules.can_edit(current_user, draft) and version != draft.current_number,
        page_address=page_of(draft),
    )


@bp.get("/<int:draft_id>/compare")
@access(Permission.MESSAGE_VIEW)
def compare(draft_id: int) -> Response:
    """Two versions, word by word; unasked the present one with the one before it in force."""
    draft = load_draft(draft_id)
    before = _version(draft, _number("from", _usual_before(draft)))
    after = _version(draft, _number("to", draft.current_number))
    whole = request.args.get("whole") == "1"
    say = partial(facts_in_words, draft)
    return page(
        "drafting/compare.html",
        draft=draft,
        before=before,
        after=after,
        whole=whole,
        changes=comparing.compare(before.parts, after.parts, say=say, whole=whole),
        fates=comparing.FATE_LABELS,
        page_address=page_of(draft),
    )


@bp.post("/<int:draft_id>/versions/<int:version>/restore")
@access(Permission.MESSAGE_EDIT)
def restore(draft_id: int, version: int) -> BaseResponse:
    """Make an old version the present one again, as a new version."""
    draft = load_draft(draft_id, rules.can_edit)
    expected = request.form.get("number", 0, type=int)
    made = restore_version(draft, version, actor=current_user, expected_number=expected)
    if made is None:
        flash(_("That version says the same as the present one."), "warning")
        return see_other(url_for(".versions", draft_id=draft.id))
    db.session.commit()
    flash(_("Version %(number)s was brought back.", number=version), "success")
    return see_other(page_of(draft))


def _version(draft: Draft, number: int) -> DraftVersion:
    return queries.find_version(draft.id, number) or abort(404)


def _number(name: str, usual: int) -> int:
    return request.args.get(name, usual, type=int)


def _usual_before(draft: Draft) -> int:
    """The version in force, or the one before the present one."""
    if draft.approved_number and draft.approved_number != draft.current_number:
        return draft.approved_number
    return max(draft.current_number - 1, 1)
