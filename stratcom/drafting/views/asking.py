"""/desk/drafts/<id>/ask and what else the author's side does with a round of review."""

from typing import Any

from flask import Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.drafting import rules
from stratcom.drafting.addresses import page_of
from stratcom.drafting.models import Draft, DraftReview, DraftReviewer
from stratcom.drafting.review import queries as review_queries
from stratcom.drafting.review.forms import AskForm, named
from stratcom.drafting.review.rules import Standing
from stratcom.drafting.services import reviewing
from stratcom.drafting.views import bp
from stratcom.drafting.views.loading import load_draft
from stratcom.web.access import access, require
from stratcom.web.responses import form_status, page, see_other, wants_fragment

Answer = Response | BaseResponse


@bp.route("/<int:draft_id>/ask", methods=["GET", "POST"])
@access(Permission.MESSAGE_VIEW)
def ask(draft_id: int) -> Answer:
    """Ask organisations and people for their view; more of them while a round is open."""
    draft = load_draft(draft_id, rules.can_ask_review)
    standing = review_queries.standing(current_user, draft)
    again = request.values.get("again") == "1" and bool(standing.rounds)
    before = standing.rounds[0] if again else standing.open_round
    form = AskForm.about(before, again=again, user=current_user)
    if not form.accepted():
        return page(
            "drafting/ask.html",
            fragment="drafting/_ask_form.html",
            status=form_status(form),
            form=form,
            draft=draft,
            review=standing.open_round,
            again=again,
        )
    if again or before is None:
        review = reviewing.ask(draft, form.values(), actor=current_user)
    else:
        review = before
        reviewing.change_round(draft, before, form.values(), actor=current_user)
    db.session.commit()
    _say_who_cannot_answer(draft)
    return _to_round(draft, review, _("Asked."))


def _say_who_cannot_answer(draft: Draft) -> None:
    reviewers = review_queries.rounds(draft)[0].reviewers
    accounts = review_queries.accounts_of(reviewers)
    nobody = [
        one.organisation.name for one in reviewers if one.organisation and not accounts[one.id]
    ]
    if nobody:
        said = _(
            "Nobody there can sign in: %(names)s. Ask by letter and write the answer down.",
            names="; ".join(nobody),
        )
        flash(said, "warning")


@bp.get("/people")
@access(Permission.MESSAGE_EDIT)
def people_options() -> Answer:
    """A few accounts to choose from while one types a name."""
    if not wants_fragment():
        return redirect(url_for(".index"))
    typed = next((value.strip() for value in request.args.values() if value.strip()), "")
    offered = review_queries.people_called(typed[:200], current_user)
    return page("drafting/_person_options.html", offered=offered, named=named)


@bp.post("/<int:draft_id>/close")
@access(Permission.MESSAGE_VIEW)
def close_review(draft_id: int) -> Answer:
    """End the round; whoever was silent stays recorded as silent."""
    draft, standing = _load(draft_id)
    require(standing.may_close)
    reviewing.close_round(draft, actor=current_user)
    db.session.commit()
    flash(_("The round is closed."), "success")
    return see_other(page_of(draft))


@bp.post("/<int:draft_id>/remind")
@access(Permission.MESSAGE_VIEW)
def remind(draft_id: int) -> Answer:
    """Remind those who have not answered."""
    draft, standing = _load(draft_id)
    review = standing.open_round
    if review is None or not standing.may_ask:
        abort(403)
    news = reviewing.remind_silent(draft, review, actor=current_user)
    db.session.commit()
    if news:
        return _to_round(draft, review, _("Reminded: %(count)s people.", count=news))
    nobody = _("Nobody was reminded: they were today already, or have no account.")
    return _to_round(draft, review, nobody, "warning")


@bp.post("/<int:draft_id>/reviewers/<int:reviewer_id>/remove")
@access(Permission.MESSAGE_VIEW)
def take_off(draft_id: int, reviewer_id: int) -> Answer:
    """Ask somebody no longer who has not answered."""
    draft, standing = _load(draft_id)
    reviewer = find_reviewer(standing, reviewer_id)
    require(standing.may_take_off(reviewer))
    review = reviewer.review
    reviewing.take_off(draft, reviewer, actor=current_user)
    db.session.commit()
    return _to_round(draft, review, _("Taken off."))


def find_reviewer(standing: Standing, reviewer_id: int) -> DraftReviewer:
    """Somebody who was asked about the text, as far as the person may know of it; else 404."""
    known = (one for review in standing.rounds for one in standing.shown(review))
    found: Any = next((one for one in known if one.id == reviewer_id), None)
    return found or abort(404)


def _load(draft_id: int) -> tuple[Draft, Standing]:
    draft = load_draft(draft_id)
    return draft, review_queries.standing(current_user, draft)


def _to_round(draft: Draft, review: DraftReview, said: str, mood: str = "success") -> Answer:
    flash(said, mood)
    return see_other(url_for(".round_page", draft_id=draft.id, review_id=review.id))
