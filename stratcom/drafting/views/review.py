"""/desk/drafts/: what one is asked for; /desk/drafts/<id>/review: reading and answering."""

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.db.base import reading_only
from stratcom.drafting.addresses import page_of
from stratcom.drafting.enums import Verdict
from stratcom.drafting.models import Draft, DraftReviewer
from stratcom.drafting.review import queries as review_queries
from stratcom.drafting.review.forms import AnswerForm
from stratcom.drafting.review.rules import Standing, is_for
from stratcom.drafting.review.text import BOTH, VIEWS, languages_of, read_text, threads_of
from stratcom.drafting.services import reviewing
from stratcom.drafting.views import bp
from stratcom.drafting.views.asking import find_reviewer
from stratcom.drafting.views.loading import load_draft
from stratcom.i18n import current_language
from stratcom.web.access import access, require
from stratcom.web.paging import paginate
from stratcom.web.responses import form_status, page, see_other

Answer = Response | BaseResponse
MOST_WAITING = 100


@bp.get("/")
@access(Permission.MESSAGE_VIEW)
def index() -> Response:
    """What waits for one's view, the nearest deadline first, then what was answered."""
    waiting = review_queries.asked(current_user, waiting=True).limit(MOST_WAITING)
    return page(
        "drafting/index.html",
        waiting=db.session.scalars(waiting).unique().all(),
        found=paginate(review_queries.asked(current_user, waiting=False)),
    )


@bp.get("/<int:draft_id>/review")
@access(Permission.MESSAGE_VIEW)
def review(draft_id: int) -> Response:
    """The present version with its comments, and the form of one's answer."""
    draft = load_draft(draft_id)
    standing = review_queries.standing(current_user, draft)
    mine = standing.mine
    forms = [(one, _answer_form(draft, one)) for one in mine]
    response = _review_page(draft, standing, forms)
    if any(one.seen_at is None for one in mine):
        _note_seen(mine)
    return response


def _review_page(
    draft: Draft,
    standing: Standing,
    forms: list[tuple[DraftReviewer, AnswerForm]],
    status: int = 200,
) -> Response:
    view = chosen_view()
    threads = threads_of(standing, review_queries.comments(draft))
    parts = draft.current.parts
    shown, loose = read_text(parts, threads, view=view, source=draft.source)
    written = languages_of(parts)
    return page(
        "drafting/review.html",
        status=status,
        draft=draft,
        standing=standing,
        review=standing.open_round,
        shown=shown,
        loose=loose,
        view=view,
        views=[*written, BOTH] if len(written) > 1 else [],
        languages=written,
        forms=forms,
        page_of=page_of,
    )


def chosen_view() -> str:
    """The language in which the text is read: as the address says, else the reader's own."""
    wanted = request.args.get("view", "")
    return wanted if wanted in VIEWS else current_language()


def _note_seen(mine: list[DraftReviewer]) -> None:
    # A transaction of its own: that of the page is one that only reads.
    ids = [one.id for one in mine]
    before = reading_only.set(False)
    try:
        db.session.commit()
        found = (db.session.get(DraftReviewer, one) for one in ids)
        reviewing.note_seen([one for one in found if one is not None])
        db.session.commit()
    finally:
        reading_only.reset(before)


@bp.route("/<int:draft_id>/reviewers/<int:reviewer_id>", methods=["GET", "POST"])
@access(Permission.MESSAGE_VIEW)
def answer(draft_id: int, reviewer_id: int) -> Answer:
    """One's own answer, or on the author's side one that came by letter."""
    draft = load_draft(draft_id)
    standing = review_queries.standing(current_user, draft)
    reviewer = find_reviewer(standing, reviewer_id)
    own = is_for(current_user, reviewer)
    running = standing.open_round is not None and reviewer.review_id == standing.open_round.id
    require(running and (own or standing.may_write_down(reviewer)))
    form = _answer_form(draft, reviewer)
    if not form.accepted():
        said: dict[str, Any] = {"draft": draft, "standing": standing, "reviewer": reviewer}
        return page("drafting/answer.html", status=form_status(form), form=form, **said)
    _note_answer(draft, reviewer, form, own=own)
    db.session.commit()
    if own:
        thanks = _("Thank you: your view is noted. It can be changed until the round closes.")
        flash(thanks, "success")
        return see_other(url_for(".review", draft_id=draft.id))
    flash(_("The answer is written down."), "success")
    return see_other(url_for(".round_page", draft_id=draft.id, review_id=reviewer.review_id))


def _note_answer(draft: Draft, reviewer: DraftReviewer, form: AnswerForm, *, own: bool) -> None:
    reviewing.answer(
        draft,
        reviewer,
        Verdict(form.verdict.data),
        remarks=form.remarks.data or "",
        number=request.form.get("number", 0, type=int),
        actor=current_user,
        came_by=None if own else form.came_by.data,
    )


def _answer_form(draft: Draft, reviewer: DraftReviewer) -> AnswerForm:
    form = AnswerForm.from_request(
        data={
            "verdict": reviewer.verdict.value if reviewer.verdict else "",
            "remarks": reviewer.remarks,
            "came_by": reviewer.came_by,
            "number": draft.current_number,
        }
    )
    if is_for(current_user, reviewer):
        del form.came_by
    return form
