"""/desk/drafts/<id>/reviews/<id>: who was asked, who answered how, and the table of remarks."""

from flask import Response, abort
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.drafting.addresses import page_of
from stratcom.drafting.models import DraftReview
from stratcom.drafting.review import queries as review_queries
from stratcom.drafting.review.picture import picture_of
from stratcom.drafting.review.remarks import comment_from, of_round, remarks_table
from stratcom.drafting.review.rules import Standing
from stratcom.drafting.review.text import names_of_parts, threads_of
from stratcom.drafting.views import bp
from stratcom.drafting.views.loading import load_draft
from stratcom.web.access import access
from stratcom.web.downloads import send_table
from stratcom.web.responses import page


@bp.get("/<int:draft_id>/reviews/<int:review_id>")
@access(Permission.MESSAGE_VIEW)
def round_page(draft_id: int, review_id: int) -> Response:
    """One round: the picture, and every remark with what was done with it; prints as a table."""
    draft = load_draft(draft_id)
    standing = review_queries.standing(current_user, draft)
    review = _find(standing, review_id)
    shown = standing.shown(review)
    threads = threads_of(standing, review_queries.comments(draft))
    return page(
        "drafting/round.html",
        draft=draft,
        standing=standing,
        review=review,
        picture=picture_of(review, shown, draft),
        accounts=review_queries.accounts_of(shown) if standing.may_ask else {},
        reviewers=shown,
        threads=of_round(review, threads),
        names=names_of_parts(draft.current.parts),
        comment_from=comment_from,
        page_of=page_of,
    )


@bp.get("/<int:draft_id>/reviews/<int:review_id>/remarks.<any(xlsx, csv):extension>")
@access(Permission.MESSAGE_VIEW)
def remarks(draft_id: int, review_id: int, extension: str) -> Response:
    """The table of remarks as a file."""
    draft = load_draft(draft_id)
    standing = review_queries.standing(current_user, draft)
    review = _find(standing, review_id)
    threads = threads_of(standing, review_queries.comments(draft))
    table = remarks_table(draft, review, standing.shown(review), threads)
    return send_table(table, extension=extension, ascii_name="remarks")


def _find(standing: Standing, review_id: int) -> DraftReview:
    """A round of which the person sees anything; else 404."""
    found = next((one for one in standing.rounds if one.id == review_id), None)
    if found is None or not (standing.shown(found) or standing.is_author):
        abort(404)
    return found
