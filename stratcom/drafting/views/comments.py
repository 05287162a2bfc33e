"""/desk/drafts/<id>/comment and /comments/<id>: commenting, answering, dealing with comments."""

from dataclasses import replace
from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.drafting.enums import CommentState
from stratcom.drafting.models import Draft
from stratcom.drafting.review import queries as review_queries
from stratcom.drafting.review.forms import CommentForm, complain
from stratcom.drafting.review.rules import Standing
from stratcom.drafting.review.text import Thread, on_part, threads_of
from stratcom.drafting.services import commenting
from stratcom.drafting.services.commenting import FieldError
from stratcom.drafting.views import bp
from stratcom.drafting.views.loading import load_draft
from stratcom.errors import DomainError
from stratcom.i18n import current_language
from stratcom.web.access import access, require
from stratcom.web.forms import clean
from stratcom.web.responses import form_status, page, see_other, wants_fragment

Answer = Response | BaseResponse
LONGEST = 5_000
REPLY, ACCEPT, DECLINE, RESOLVE = "reply", "accept", "decline", "resolve"
OK = 200


@bp.route("/<int:draft_id>/comment", methods=["GET", "POST"])
@access(Permission.MESSAGE_VIEW)
def comment(draft_id: int) -> Answer:
    """Comment on a passage, a part or the whole text, or suggest other words."""
    draft = load_draft(draft_id)
    standing = review_queries.standing(current_user, draft)
    require(standing.may_comment)
    parts = draft.current.parts
    form = CommentForm.about(
        parts,
        part=request.args.get("part", ""),
        language=request.args.get("language", current_language()),
    )
    if not form.accepted():
        return _comment_page(draft, form, form_status(form))
    try:
        made = commenting.make_comment(draft, form.said(), actor=current_user)
    except FieldError as error:
        db.session.rollback()
        complain(form, error.field, error.message)
        return _comment_page(load_draft(draft_id), form, error.status)
    db.session.commit()
    return _made(draft, made.part, made.language)


def _comment_page(draft: Draft, form: CommentForm, status: int) -> Response:
    return page(
        "drafting/comment.html",
        fragment="drafting/_comment_form.html",
        status=status,
        draft=draft,
        form=form,
    )


def _made(draft: Draft, part: str, language: str) -> Answer:
    """The comments of that part for htmx, else the page of the text."""
    if not wants_fragment():
        flash(_("Your comment is added."), "success")
        return see_other(f"{url_for('.review', draft_id=draft.id)}#of-{part}")
    shown = _comments_of(draft.id, part, language)
    # Its passage is not marked on the page before that is loaded again.
    shown["threads"][-1] = replace(shown["threads"][-1], span=None)
    response = page("drafting/part_comments.html", uid=part, **shown)
    response.headers["HX-Retarget"] = f"#of-{part}"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


def _comments_of(draft_id: int, part: str, view: str) -> dict[str, Any]:
    draft = load_draft(draft_id)
    standing = review_queries.standing(current_user, draft)
    threads = threads_of(standing, review_queries.comments(draft))
    return {
        "draft": draft,
        "standing": standing,
        "threads": on_part(draft.current.parts, threads, part),
        "view": view,
    }


@bp.route("/<int:draft_id>/comments/<int:comment_id>", methods=["GET", "POST"])
@access(Permission.MESSAGE_VIEW)
def thread(draft_id: int, comment_id: int) -> Answer:
    """One comment with its answers, and what may be done with it."""
    draft = load_draft(draft_id)
    standing = review_queries.standing(current_user, draft)
    found = _find(draft, standing, comment_id)
    if request.method == "GET":
        return _thread_page(draft, standing, found)
    text = clean(request.form.get("text"))[:LONGEST]
    try:
        said = _act(request.form.get("act", ""), draft, standing, found, text)
    except DomainError as error:
        db.session.rollback()
        draft = load_draft(draft_id)
        standing = review_queries.standing(current_user, draft)
        found = _find(draft, standing, comment_id)
        return _thread_page(draft, standing, found, text=text, error=error)
    db.session.commit()
    if not wants_fragment():
        flash(said, "success")
        return see_other(f"{url_for('.review', draft_id=draft.id)}#c{found.number}")
    again = _comments_of(draft_id, found.comment.part, found.comment.language)
    shown = next(one for one in again["threads"] if one.number == found.number)
    return _replacing(page("drafting/thread_item.html", thread=shown, **again), found)


def _replacing(response: Response, found: Thread) -> Response:
    response.headers["HX-Retarget"] = f"#c{found.number}"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


def _act(act: str, draft: Draft, standing: Standing, found: Thread, text: str) -> str:
    head = found.comment
    if act == ACCEPT:
        require(standing.may_accept(head))
        commenting.accept(draft, head, reason=text, actor=current_user)
        return _("The suggestion stands in the text: a new version was saved.")
    if act == DECLINE:
        require(standing.may_decline(head))
        commenting.close_comment(draft, head, CommentState.DECLINED, text, actor=current_user)
        return _("Declined.")
    if act == RESOLVE:
        require(standing.may_resolve(head))
        commenting.close_comment(draft, head, CommentState.RESOLVED, text, actor=current_user)
        return _("Dealt with.")
    require(standing.may_comment)
    commenting.reply(draft, head, text, actor=current_user)
    return _("Your reply is added.")


def _find(draft: Draft, standing: Standing, comment_id: int) -> Thread:
    threads = threads_of(standing, review_queries.comments(draft))
    found = next((one for one in threads if one.comment.id == comment_id), None)
    if found is None:
        abort(404)
    placed = on_part(draft.current.parts, [found], found.comment.part)
    return placed[0] if placed else found


def _thread_page(
    draft: Draft,
    standing: Standing,
    found: Thread,
    *,
    text: str = "",
    error: DomainError | None = None,
) -> Response:
    return page(
        "drafting/thread.html",
        fragment="drafting/_thread_form.html",
        status=error.status if error else OK,
        draft=draft,
        standing=standing,
        thread=found,
        text=text,
        error=error.message if error else "",
    )
