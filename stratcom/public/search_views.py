"""/search/: everything that is public at once."""

from flask import Response, request

from stratcom.public.addresses import language, prefix
from stratcom.public.blueprint import bp, show
from stratcom.search.asking import places_offered, read_question
from stratcom.search.results import answer_to
from stratcom.search.showing import shown
from stratcom.web.access import PUBLIC, access
from stratcom.web.paging import page_number


@bp.get("/search/")
@access(PUBLIC)
def search() -> Response:
    """What everybody may read, whoever asks."""
    question = read_question(request.args)
    return show(
        "search.html",
        path=f"{prefix(language())}/search/",
        offered=places_offered(),
        **shown(question, answer_to(question, None, number=page_number())),
    )
