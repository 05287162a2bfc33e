"""/desk/messages/languages: messages by language, for the screen, for paper and as a file."""

from flask import Response, request
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.drafting.enums import LanguageState
from stratcom.messages.cards import cards, shown
from stratcom.messages.filters import Show, read_filters
from stratcom.messages.languages import language_file, totals, used_languages, work_found
from stratcom.messages.views import bp
from stratcom.messages.views.lists import options
from stratcom.web.access import access
from stratcom.web.downloads import send_table
from stratcom.web.paging import paginate
from stratcom.web.responses import page, wants_fragment


@bp.get("/languages")
@access(Permission.MESSAGE_EDIT)
def languages() -> Response:
    """Every message that the person works on, and how far it is in each language."""
    filters = read_filters(request.args, current_user, lists=(Show.ALL,))
    found = work_found(filters, current_user)
    paged = paginate(shown(found))
    tongues = used_languages()
    response = page(
        "messages/languages.html",
        fragment="messages/_languages_table.html",
        filters=filters,
        found=paged,
        cards=cards(paged.items, current_user),
        totals=totals(found, tongues),
        all_states=list(LanguageState),
        **(options() | {"tongues": tongues}),
    )
    if wants_fragment():
        query = filters.showing(page=request.args.get("page"))
        response.headers["HX-Push-Url"] = f"{request.path}?{query}" if query else request.path
    return response


@bp.get("/languages.<any(xlsx, csv):extension>")
@access(Permission.MESSAGE_EDIT)
def languages_file(extension: str) -> Response:
    """The same as a file, every message that the filters find."""
    filters = read_filters(request.args, current_user, lists=(Show.ALL,))
    table = language_file(work_found(filters, current_user), used_languages())
    return send_table(table, extension=extension, ascii_name="messages-languages")
