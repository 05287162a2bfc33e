"""/desk/messages/use/: who used what, where, for whom, and messages that nobody used."""

from itertools import islice
from typing import Any

import sqlalchemy as sa
from flask import Response, request
from flask_login import current_user
from sqlalchemy.orm import joinedload

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.events.forms import place_choices
from stratcom.events.reference import reference
from stratcom.messages.enums import CHANNEL_LABELS, USE_LABELS, USE_STATE_LABELS
from stratcom.messages.models import Message
from stratcom.messages.queries import visible_to
from stratcom.messages.use import report as use_report
from stratcom.messages.use.filters import UNUSED_NAMES, UseFilters, number, read_filters
from stratcom.messages.use.rules import sees_all_uses
from stratcom.messages.use.tables import uses_table
from stratcom.messages.views import bp
from stratcom.vocabularies.enums import TermKind
from stratcom.web.access import access
from stratcom.web.downloads import send_table
from stratcom.web.responses import page, wants_fragment

MOST_PRINTED = 500
SIZE = 15  # with its filters a page then stays within the weight of an answer


@bp.get("/use/")
@access(Permission.MESSAGE_VIEW)
def used() -> Response:
    """Uses that the filters find, a page at a time, with totals."""
    filters = read_filters(request.args)
    response = page(
        "messages/used.html",
        fragment="messages/_used_list.html",
        filters=filters,
        found=use_report.page_found(filters, current_user, size=SIZE),
        by_message=use_report.totals_by_message(filters, current_user),
        by_organisation=_bodies(filters),
        **({} if wants_fragment() else _options(filters)),
    )
    if wants_fragment():
        query = filters.query(page=request.args.get("page"))
        response.headers["HX-Push-Url"] = f"{request.path}?{query}" if query else request.path
    return response


@bp.get("/use/print/")
@access(Permission.MESSAGE_VIEW)
def used_printed() -> Response:
    """The same as a table for paper."""
    filters = read_filters(request.args)
    shown = list(islice(use_report.all_found(filters, current_user), MOST_PRINTED + 1))
    return page(
        "messages/used_print.html",
        filters=filters,
        uses=shown[:MOST_PRINTED],
        cut=MOST_PRINTED if len(shown) > MOST_PRINTED else 0,
    )


@bp.get("/use/export.<any(xlsx, csv):extension>")
@access(Permission.MESSAGE_VIEW)
def used_export(extension: str) -> Response:
    """What the filters find as a file."""
    found = use_report.all_found(read_filters(request.args), current_user)
    return send_table(uses_table(found), extension=extension, ascii_name="use-of-messages")


@bp.get("/use/unused/")
@access(Permission.MESSAGE_VIEW)
def unused() -> Response:
    """Messages in force that nobody used in the days asked for."""
    filters = read_filters(request.args, UNUSED_NAMES)
    return page(
        "messages/unused.html",
        fragment="messages/_unused_list.html",
        filters=filters,
        found=use_report.unused(filters, current_user),
        sees_all=sees_all_uses(current_user),
        themes=[(one.code, one.name) for one in reference().offered(TermKind.THEME)],
    )


def _bodies(filters: UseFilters) -> list[use_report.Total]:
    """Totals by organisation, for those who see more than one."""
    if not sees_all_uses(current_user):
        return []
    return use_report.totals_by_organisation(filters, current_user)


def _options(filters: UseFilters) -> dict[str, Any]:
    known = reference()
    return {
        "themes": [(one.code, one.name) for one in known.offered(TermKind.THEME)],
        "audiences": [(one.code, one.name) for one in known.offered(TermKind.AUDIENCE)],
        "regions": [(one.code, one.name) for one in known.regions.values()],
        "towns": place_choices(known)[1:],
        "kinds": USE_LABELS.items(),
        "channels": CHANNEL_LABELS.items(),
        "states": USE_STATE_LABELS.items(),
        "sees_all": sees_all_uses(current_user),
        "asked_about": _asked_about(filters),
    }


def _asked_about(filters: UseFilters) -> Message | None:
    """The one message that is asked about, as far as the person may see it."""
    wanted = number(filters.values.get("message", ""))
    chosen = sa.select(Message).where(Message.id == wanted, visible_to(current_user))
    return db.session.scalar(chosen.options(joinedload(Message.approved)))
