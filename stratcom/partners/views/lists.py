"""/desk/partners/: the list of organisations, for the screen and for paper."""

from typing import Any

from flask import Response, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.partners import queries
from stratcom.partners.filters import TERMS, read_filters
from stratcom.partners.reference import Reference
from stratcom.partners.views import bp
from stratcom.web.access import access
from stratcom.web.paging import paginate
from stratcom.web.responses import page, wants_fragment

Answer = Response | BaseResponse
MOST_PRINTED = 500


@bp.get("/")
@access(Permission.ORGANISATION_VIEW)
def index() -> Answer:
    """The organisations that the filters find; who may see one alone is led to it."""
    if not current_user.can(Permission.ORGANISATION_VIEW_ALL) and current_user.organisation_id:
        return redirect(url_for(".detail", organisation_id=current_user.organisation_id))
    filters = read_filters(request.args)
    response = page(
        "partners/index.html",
        fragment="partners/_organisations_list.html",
        filters=filters,
        found=paginate(queries.shown(queries.organisations(filters, current_user))),
        **({} if wants_fragment() else _options()),
    )
    if wants_fragment():
        query = filters.query(page=request.args.get("page"))
        response.headers["HX-Push-Url"] = f"{request.path}?{query}" if query else request.path
    return response


@bp.get("/print/")
@access(Permission.ORGANISATION_VIEW_ALL)
def printed() -> Response:
    """The filtered list as a table for paper."""
    filters = read_filters(request.args)
    found = queries.shown(queries.organisations(filters, current_user))
    rows = db.session.scalars(found.limit(MOST_PRINTED + 1)).unique().all()
    return page(
        "partners/printed.html",
        filters=filters,
        organisations=rows[:MOST_PRINTED],
        cut=MOST_PRINTED if len(rows) > MOST_PRINTED else 0,
    )


@bp.get("/options")
@access(Permission.ORGANISATION_VIEW_ALL)
def options() -> Answer:
    """A few names to choose from while one types; the field may have any name."""
    if not wants_fragment():
        return redirect(url_for(".index"))
    typed = next((value.strip() for value in request.args.values() if value.strip()), "")
    offered = queries.offered(typed[:200])
    keys = [one.match_key for one in offered]
    return page(
        "partners/_organisation_options.html",
        offered=offered,
        twins={one for one in keys if keys.count(one) > 1},
    )


def _options() -> dict[str, Any]:
    known = Reference()
    return {
        "terms": {
            name: [(one.code, one.name) for one in known.offered(kind)]
            for name, kind in TERMS.items()
        },
        "regions": [(one.code, one.name) for one in known.regions.values()],
        "places": [(region, known.towns_of(region)) for region in known.regions.values()],
    }
