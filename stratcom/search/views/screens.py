"""The page of results, and what is offered while one types."""

from flask import Response, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.search.asking import places_offered, read_question
from stratcom.search.enums import KIND_LABELS
from stratcom.search.results import answer_to
from stratcom.search.showing import shown
from stratcom.search.suggesting import suggestions
from stratcom.search.views import bp
from stratcom.web.access import access
from stratcom.web.paging import page_number
from stratcom.web.responses import page, wants_fragment


@bp.get("/")
@access(Permission.DESK)
def index() -> Response:
    """What is found in everything that the person may see."""
    question = read_question(request.args)
    answer = answer_to(question, current_user, number=page_number())
    response = page(
        "search/index.html",
        fragment="search/_search_results.html",
        target="#search-results",
        path=url_for(".index"),
        offered=[] if wants_fragment() else places_offered(),
        **shown(question, answer),
    )
    if wants_fragment():
        query = question.query(page=request.args.get("page"))
        response.headers["HX-Push-Url"] = f"{request.path}?{query}" if query else request.path
    return response


@bp.get("/suggest")
@access(Permission.DESK)
def suggest() -> Response | BaseResponse:
    """A few records and searches to choose from while one types; else the page of results."""
    text = read_question(request.args).text
    if not wants_fragment():
        return redirect(url_for(".index", q=text or None))
    offered = suggestions(text, current_user)
    return page("search/_suggestions.html", offered=offered, kind_labels=KIND_LABELS)
