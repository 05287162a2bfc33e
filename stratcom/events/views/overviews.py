"""/desk/events/map/ and /desk/events/unreported/."""

from flask import Response, current_app, request
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.events import due_reports
from stratcom.events.facets import Facet, facet
from stratcom.events.reference import reference
from stratcom.events.search import tally
from stratcom.events.views import bp
from stratcom.events.views.screens import listed, screen, search_of_request
from stratcom.places.tilemap import tile_map as draw
from stratcom.web.access import access
from stratcom.web.paging import page_number
from stratcom.web.responses import page


@bp.get("/map/")
@access(Permission.EVENT_VIEW)
def tile_map() -> Response:
    """The filtered events by municipality: a map and the same figures as a table."""
    filters, search = search_of_request()
    places = list(reference().municipalities.values())
    facets = {facet(Facet.MUNICIPALITY, one.id): one.id for one in places}
    counts = {facets[one]: count for one, count in tally(search, frozenset(facets)).items()}
    visited = [one for one in places if counts.get(one.id)]
    return screen(
        "tile_map",
        filters=filters,
        map=draw(places, counts),
        regions=reference().regions,
        visited=sorted(visited, key=lambda one: -counts[one.id]),
        unvisited=[one for one in places if not counts.get(one.id) and not one.occupied],
        counts=counts,
        place_address=lambda place: listed(filters, municipality=place.code),
    )


@bp.get("/unreported/")
@access(Permission.EVENT_VIEW)
def unreported() -> Response:
    """Events that are over and of which nobody has said how they went, by organisation."""
    owner = request.args.get("owner", "")
    if not (owner.isascii() and owner.isdigit() and len(owner) <= 9):
        return page("events/unreported.html", debts=due_reports.debts(current_user))
    found = due_reports.reports_due(
        current_user,
        owner_id=int(owner) or None,
        number=page_number(),
        size=int(current_app.config["PAGE_SIZE"]),
    )
    organisation = found.items[0].owner if found.items else None
    return page("events/unreported_of.html", found=found, organisation=organisation)
