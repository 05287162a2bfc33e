"""The page of results, and what is offered while one types."""

from flask import Response, request, url_for
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.search.asking import places_offered, read_question
from stratcom.search.results import answer_to
from stratcom.search.showing import shown
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
