"""/desk/messages/: the messages that one may see."""

from typing import Any

from flask import Response, request
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.events.reference import reference
from stratcom.messages.cards import cards, shown
from stratcom.messages.filters import SHOW_LABELS, Filters, lists_for, read_filters
from stratcom.messages.finding import found_by
from stratcom.messages.languages import used_languages
from stratcom.messages.rules import reads_all_work
from stratcom.messages.views import bp
from stratcom.vocabularies.enums import TermKind
from stratcom.web.access import access
from stratcom.web.paging import paginate
from stratcom.web.responses import page, wants_fragment


@bp.get("/")
@access(Permission.MESSAGE_VIEW)
def index() -> Response:
    """The list: a table for those who look after messages, cards for those who use them."""
    filters = read_filters(request.args, current_user)
    found = paginate(shown(found_by(filters, current_user)))
    response = page(
        "messages/index.html",
        fragment="messages/_messages_list.html",
        filters=filters,
        found=found,
        cards=cards(found.items, current_user),
        keeps=reads_all_work(current_user),
        lists={one: SHOW_LABELS[one] for one in lists_for(current_user)},
        **({} if wants_fragment() else options()),
    )
    if wants_fragment():
        response.headers["HX-Push-Url"] = _address(filters)
    return response


def _address(filters: Filters) -> str:
    query = filters.showing(page=request.args.get("page"))
    return f"{request.path}?{query}" if query else request.path


def options() -> dict[str, Any]:
    """What the filters offer."""
    known = reference()
    return {
        "themes": [(one.code, one.name) for one in known.offered(TermKind.THEME)],
        "audiences": [(one.code, one.name) for one in known.offered(TermKind.AUDIENCE)],
        "tongues": used_languages(),
    }
