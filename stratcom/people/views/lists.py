"""/desk/people/: the list of people, the speaker pool, and names to choose from."""

from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Response, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.people import queries
from stratcom.people.filters import LONGEST_QUERY, wanted_of
from stratcom.people.shown import face_of
from stratcom.people.views import bp
from stratcom.places.models import Region
from stratcom.vocabularies import queries as vocabularies
from stratcom.vocabularies.enums import TermKind
from stratcom.web.access import access
from stratcom.web.paging import paginate
from stratcom.web.responses import page, wants_fragment

Answer = Response | BaseResponse
MOST_PRINTED = 200


@bp.get("/")
@access(Permission.PERSON_VIEW)
def index() -> Response:
    """People by family name, found by name, organisation, post, language or theme."""
    found = paginate(queries.people(wanted_of(request.args)))
    return _lasting(
        "people/index.html",
        fragment="people/_people_list.html",
        found=found,
        faces=[face_of(one) for one in found.items],
        may_add=current_user.can(Permission.PERSON_EDIT),
        **_offered(),
    )


@bp.get("/speakers")
@access(Permission.PERSON_VIEW)
def speakers() -> Response:
    """The speaker pool: on what, in which language, and from where; the whole of it for print."""
    whole = request.args.get("whole") == "1"
    wanted = queries.speakers(wanted_of(request.args, speakers=True))
    found = paginate(wanted, size=MOST_PRINTED if whole else None)
    return _lasting(
        "people/speakers.html",
        fragment="people/_speakers_list.html",
        found=found,
        faces=[face_of(one, with_terms=True) for one in found.items],
        whole=whole,
        **_offered(),
    )


@bp.get("/options")
@access(Permission.PERSON_VIEW)
def options() -> Answer:
    """Names to choose from while typing; without scripts the list itself."""
    typed = (request.args.get("q") or request.args.get("person") or "")[:LONGEST_QUERY]
    if not wants_fragment():
        return redirect(url_for(".index", q=typed))
    faces = [face_of(one) for one in queries.people_like(typed)]
    return page("people/_person_options.html", faces=faces)


def _lasting(template: str, **context: Any) -> Response:
    """The list; for htmx with an address free of empty filters."""
    response = page(template, **context)
    if wants_fragment():
        pairs = [(name, value) for name, value in request.args.items() if value.strip()]
        query = f"?{urlencode(pairs)}" if pairs else ""
        response.headers["HX-Push-Url"] = f"{request.path}{query}"
    return response


def _offered() -> dict[str, Any]:
    """What the filters offer, and what of it is chosen."""
    names = ("q", "organisation", "region", "theme", "language", "post", "speaker", "archived")
    asked = {name: request.args.get(name, "").strip()[:LONGEST_QUERY] for name in names}
    return {
        "asked": asked,
        "filtered": any(asked.values()),
        "themes": db.session.scalars(vocabularies.terms(TermKind.THEME)).all(),
        "languages": db.session.scalars(vocabularies.terms(TermKind.LANGUAGE)).all(),
        "regions": db.session.scalars(sa.select(Region).order_by(Region.position)).all(),
    }
