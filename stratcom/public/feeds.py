"""Calendars to subscribe to or to add from, robots.txt and the site map."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import Blueprint, Response, abort, current_app, render_template
from flask_babel import gettext as _

from stratcom.events.exports.ics import MIMETYPE, calendar_file
from stratcom.events.queries import published
from stratcom.events.search import Search, find_ids
from stratcom.moments import today
from stratcom.public import listing, queries
from stratcom.public.addresses import ENGLISH, event_path, language, whole_address
from stratcom.public.blueprint import MINUTE, bp
from stratcom.public.known import places_and_terms
from stratcom.web.access import PUBLIC, access

FEED_LIMIT = 1_000
FEED_PAST = timedelta(days=365)
LONGEST_ALARM = 7 * 24 * 60
SITEMAP_LIMIT = 10_000
HOUR = "public, max-age=3600"
PAGES = ("/", "/events/", "/messages/", "/municipalities/", "/about/", "/accessibility/")
site = Blueprint("site", __name__)


@bp.get("/feeds/events.ics")
@access(PUBLIC)
def feed() -> Response:
    """What comes and the past year, with the filters of the list, to subscribe to."""
    search, _filters = listing.read_search()
    return _calendar(feed_ids(search, today()), _("Events: Strategic Communication"))


@bp.get("/events/<int:event_id>.ics")
@access(PUBLIC)
def event_file(event_id: int) -> Response:
    """One event, to add to one's calendar."""
    found = queries.titles_of(event_id) or abort(404)
    title = (language() == "en" and found.title_en) or found.title_ka
    response = _calendar([event_id], title)
    response.headers["Content-Disposition"] = f"attachment; filename=event-{event_id}.ics"
    return response


def feed_ids(search: Search, now: date) -> Sequence[int]:
    """What is coming first, then the year behind, as many as the feed holds."""
    first, last = search.first or now - FEED_PAST, search.last
    chosen: list[int] = []
    if last is None or last >= now:
        chosen += find_ids(listing.coming(search, max(first, now)), limit=FEED_LIMIT)
    if first < now:
        until = now - timedelta(days=1)
        behind = search.between(first, min(last, until) if last else until)
        chosen += find_ids(behind, limit=FEED_LIMIT)
    return list(dict.fromkeys(chosen))[:FEED_LIMIT]


def _calendar(ids: Sequence[int], name: str) -> Response:
    lang = language()
    body = calendar_file(
        ids,
        name=name,
        base_url=current_app.config["BASE_URL"],
        lang=lang,
        link=lambda one, ka, en: whole_address(event_path(one, ka, en, lang)),
        alarm=_alarm(),
    )
    response = Response(body, mimetype=MIMETYPE)
    response.headers["Cache-Control"] = MINUTE
    return response


def _alarm() -> timedelta | None:
    """Minutes before the event, as ?alarm=30; anything odd rings no bell."""
    minutes = listing.whole_number("alarm")
    return timedelta(minutes=minutes) if 0 < minutes <= LONGEST_ALARM else None


@site.get("/robots.txt")
@access(PUBLIC)
def robots() -> Response:
    """Search engines are welcome to everything public, once."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/desk/", "/account/", "/*?")),
        f"Sitemap: {whole_address('/sitemap.xml')}",
    ]
    response = Response("\n".join(lines) + "\n", mimetype="text/plain")
    response.headers["Cache-Control"] = HOUR
    return response


@site.get("/sitemap.xml")
@access(PUBLIC)
def sitemap() -> Response:
    """The index: fixed pages, thematic messages, and one file for each year of events."""
    names = ["pages", "messages", *(str(year) for year in reversed(queries.years()))]
    return _xml("sitemap_index.xml", [whole_address(f"/sitemap-{name}.xml") for name in names])


@site.get("/sitemap-pages.xml")
@access(PUBLIC)
def sitemap_pages() -> Response:
    """Fixed pages and municipalities, in both languages."""
    codes = [place.code for place in places_and_terms().municipalities.values()]
    paths = [*PAGES, *(f"/municipalities/{code}/" for code in codes)]
    return sitemap_of([(path, ENGLISH + path) for path in paths])


@site.get("/sitemap-<int:year>.xml")
@access(PUBLIC)
def sitemap_year(year: int) -> Response:
    """The events of one year, in both languages."""
    if year not in queries.years():
        abort(404)
    search = published().between(date(year, 1, 1), date(year, 12, 31))
    rows = queries.addresses(find_ids(search, limit=SITEMAP_LIMIT))
    return sitemap_of([(event_path(*row, "ka"), event_path(*row, "en")) for row in rows])


def sitemap_of(pairs: Sequence[tuple[str, str]]) -> Response:
    """A site map of pages, each as its Georgian and its English path."""
    return _xml("sitemap.xml", pairs)


def _xml(template: str, entries: Sequence[object]) -> Response:
    base = current_app.config["BASE_URL"]
    text = render_template(f"public/{template}", entries=entries, base=base)
    response = Response(text, mimetype="application/xml")
    response.headers["Cache-Control"] = HOUR
    return response
