"""/desk/drafts/<id>/keep: what is typed is kept while one types."""

from flask import Response, abort, request
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.db import db
from stratcom.drafting.addresses import editor_of
from stratcom.drafting.rules import may_write
from stratcom.drafting.services.keeps import MOST_BYTES, drop_keep, keep_fields
from stratcom.drafting.views import bp
from stratcom.drafting.views.loading import load_draft
from stratcom.web.access import SIGNED_IN, access, require
from stratcom.web.responses import NO_CONTENT, see_other
from stratcom.web.security import csrf_token

MARK = "X-Kept"


@bp.post("/<int:draft_id>/keep")
@access(SIGNED_IN)
def keep(draft_id: int) -> Response:
    """Keep the fields that changed; also while the text may not be saved."""
    draft = load_draft(draft_id, may_write)
    request.max_content_length = 2 * MOST_BYTES
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict) or not isinstance(sent.get("fields"), dict):
        abort(400)
    base, after = sent.get("base"), sent.get("after")
    if not isinstance(base, int) or not isinstance(after, str):
        abort(400)
    # Somebody else signed in here meanwhile: nobody's text is kept under another's name.
    require(sent.get("user") == current_user.id)
    mark = keep_fields(draft, current_user.id, base_number=base, after=after, fields=sent["fields"])
    db.session.commit()
    return Response(status=NO_CONTENT, headers={MARK: mark})


@bp.get("/<int:draft_id>/keep")
@access(SIGNED_IN)
def keep_token(draft_id: int) -> Response:
    """A token for an editor that stayed open while its person signed in again."""
    load_draft(draft_id, may_write)
    return Response(csrf_token(), mimetype="text/plain")


@bp.post("/<int:draft_id>/keep/drop")
@access(SIGNED_IN)
def drop(draft_id: int) -> BaseResponse:
    """Forget what was typed and not saved."""
    draft = load_draft(draft_id, may_write)
    drop_keep(draft.id, current_user.id)
    db.session.commit()
    return see_other(editor_of(draft))
