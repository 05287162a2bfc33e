"""Public pages, at the root in Georgian and under /en/ in English."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from flask import Flask, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from stratcom.events.facets import Facet, facet
from stratcom.events.queries import published
from stratcom.events.reference import Named
from stratcom.events.search import find_ids
from stratcom.georgian import dates
from stratcom.moments import today
from stratcom.partners.enums import SUCCESSION_LABELS
from stratcom.places.tilemap import TileMap, tile_map
from stratcom.public import (
    directory,
    feeds,
    listing,
    message_feeds,
    message_views,
    messages,
    queries,
    search_cards,
    search_views,
)
from stratcom.public.addresses import ENGLISH, event_path, language, partner_path
from stratcom.public.blueprint import MOVED_FOR_GOOD, bp, show
from stratcom.public.cards import cards
from stratcom.public.detail import detail_of
from stratcom.public.known import places_and_terms
from stratcom.public.month import FIRST_YEAR, LAST_YEAR, beyond, month_of
from stratcom.search.sources import announce_public_cards
from stratcom.vocabularies.enums import TermKind
from stratcom.web.access import PUBLIC, access
from stratcom.web.paging import page_of

# The last three add their routes to `bp` as they are imported.
__all__ = ["bp", "init_app", "message_feeds", "message_views", "search_views"]
UPCOMING_SHOWN = 6
HOME_AUDIENCES = ("students", "teachers", "ethnic_minorities")


@bp.get("/")
@access(PUBLIC)
def home() -> Response:
    """Search, the tile map of the year, and what comes next."""
    now, lang = today(), language()
    year = queries.year_shown(now.year)
    coming = find_ids(listing.coming(published(), now), limit=UPCOMING_SHOWN)
    latest = [] if coming else find_ids(published(), limit=UPCOMING_SHOWN)
    offered = places_and_terms().offered(TermKind.AUDIENCE)
    monday = now - timedelta(days=now.weekday())
    return show(
        "home.html",
        map=_map_of(year),
        year=year,
        this_year=now.year,
        coming=bool(coming),
        events=cards(coming or latest, lang),
        week=(monday.isoformat(), (monday + timedelta(days=6)).isoformat()),
        audiences=[one for one in offered if one.code in HOME_AUDIENCES],
        message=messages.newest(lang),
    )


def _map_of(year: int) -> TileMap:
    places = places_and_terms().municipalities
    counts = queries.count_by_municipality(places, date(year, 1, 1), date(year, 12, 31))
    return tile_map(list(places.values()), counts)


@bp.get("/events/")
@access(PUBLIC)
def events() -> Response:
    """The list with its filters."""
    search, filters = listing.read_search()
    return show(
        "events.html",
        page=listing.list_page(search, language()),
        filters=filters,
        times=listing.times_chips(filters),
        chips=listing.active_chips(filters, language()),
        form=listing.form(filters, language(), unfolded="filters" in request.args),
    )


@bp.get("/events/<int:event_id>/", defaults={"ending": ""})
@bp.get("/events/<int:event_id>-<ending>/")
@access(PUBLIC)
def event(event_id: int, ending: str) -> Response | BaseResponse:
    """One event; any other ending of its address leads to the right one."""
    found = queries.find_public_event(event_id) or abort(404)
    lang = language()
    row = found.row
    path = event_path(row.id, row.title_ka, row.title_en, lang)
    if request.path != path:
        return redirect(path, MOVED_FOR_GOOD)
    twin = event_path(row.id, row.title_ka, row.title_en, "ka" if lang == "en" else "en")
    return show("event.html", twin=twin, event=detail_of(found, lang))


@bp.get("/events/calendar/")
@access(PUBLIC)
def this_month() -> BaseResponse:
    """To the month that it is now."""
    now = today()
    query = request.query_string.decode("latin-1")
    target = url_for(".month", year=now.year, number=now.month)
    return redirect(f"{target}?{query}" if query else target)


@bp.get("/events/calendar/<int:year>/<int:number>/")
@access(PUBLIC)
def month(year: int, number: int) -> Response:
    """A month, day by day."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12):
        abort(404)
    search, filters = listing.read_search()
    first, lang = date(year, number, 1), language()
    return show(
        "month.html",
        say=partial(dates.month_year, lang=lang),
        weekdays=dates.SHORT_WEEKDAYS[lang],
        month=month_of(search, first, lang),
        before=beyond(first, -1),
        after=beyond(first, 1),
        filters=filters,
        chips=listing.active_chips(listing.without_days(filters), lang),
    )


@bp.get("/municipalities/")
@access(PUBLIC)
def municipalities() -> Response:
    """The figures of the tile map as a table, for any year."""
    years = queries.years()
    asked = listing.whole_number("year")
    year = asked if asked in years else queries.year_shown(today().year)
    known = places_and_terms()
    counts = queries.count_by_municipality(
        known.municipalities, date(year, 1, 1), date(year, 12, 31)
    )
    by_region: dict[int | None, list[tuple[Named, int]]] = {}
    for place in known.municipalities.values():
        by_region.setdefault(place.region_id, []).append((place, counts.get(place.id, 0)))
    regions = [(region, by_region.get(region.id, [])) for region in known.regions.values()]
    places = tile_map(list(known.municipalities.values()), counts)
    return show("municipalities.html", map=places, regions=regions, year=year, years=years)


@bp.get("/municipalities/<code>/")
@access(PUBLIC)
def municipality(code: str) -> Response | BaseResponse:
    """What was, is and will be held in one municipality."""
    known = places_and_terms()
    place = known.municipalities.get(known.municipality_ids.get(code.casefold(), 0)) or abort(404)
    if code != place.code:
        return redirect(url_for(".municipality", code=place.code), MOVED_FOR_GOOD)
    lang, now = language(), today()
    here = published().also(facet(Facet.MUNICIPALITY, place.id))
    coming = find_ids(listing.coming(here, now), limit=listing.SIZES[0])
    past = listing.list_page(here.between(None, now - timedelta(days=1)), lang)
    return show(
        "municipality.html",
        place=place,
        region=known.regions.get(place.region_id or 0),
        coming=cards(coming, lang),
        page=past,
    )


@bp.get("/partners/")
@access(PUBLIC)
def partners() -> Response:
    """The directory of organisations that agreed to be listed."""
    wanted, known, lang = directory.read_wanted(), places_and_terms(), language()
    found = page_of(directory.listed(wanted, known))
    return show(
        "partners.html",
        page=replace(found, items=directory.lines(found.items, lang)),
        wanted=wanted,
        offered=directory.offered(known),
    )


@bp.get("/partners/<int:organisation_id>/", defaults={"ending": ""})
@bp.get("/partners/<int:organisation_id>-<ending>/")
@access(PUBLIC)
def partner(organisation_id: int, ending: str) -> Response | BaseResponse:
    """One organisation; a duplicate leads to the record it was merged into."""
    lang = language()
    row = directory.find_listed(organisation_id) or directory.moved_to(organisation_id)
    if row is None:
        abort(404)
    path = partner_path(row.id, row.name_ka, row.name_en, lang)
    if request.path != path:
        return redirect(path, MOVED_FOR_GOOD)
    twin = partner_path(row.id, row.name_ka, row.name_en, "ka" if lang == "en" else "en")
    return show(
        "partner.html",
        twin=twin,
        partner=directory.partner_of(row, lang),
        succession=SUCCESSION_LABELS,
    )


@bp.get("/about/")
@access(PUBLIC)
def about() -> Response:
    """What this site is."""
    return show("about.html")


@bp.get("/accessibility/")
@access(PUBLIC)
def accessibility() -> Response:
    """How far everyone can use it."""
    return show("accessibility.html")


def init_app(app: Flask) -> None:
    """The same pages twice: relative endpoints then stay within a language."""
    app.register_blueprint(bp)
    app.register_blueprint(bp, name="public_en", url_prefix=ENGLISH)
    app.register_blueprint(feeds.site)
    for kind, cards_of_kind in search_cards.CARDS.items():
        announce_public_cards(app, kind, cards_of_kind)
