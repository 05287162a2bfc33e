"""The five screens of the matrix."""

from functools import partial

from flask import Response, url_for

from stratcom.accounts.permissions import Permission
from stratcom.events.reference import reference
from stratcom.matrix import queries
from stratcom.matrix.enums import Axis
from stratcom.matrix.gaps import dated, days_of, find_gaps
from stratcom.matrix.overlaps import find_overlaps, within_a_year
from stratcom.matrix.pairs import pairs
from stratcom.matrix.table import make_table
from stratcom.matrix.views import bp
from stratcom.matrix.views.asking import ask, at_any_time, page_and_size, screen, within
from stratcom.places.tilemap import tile_map as draw
from stratcom.web.access import access
from stratcom.web.paging import Page, T

ABOUT = (Axis.THEME, Axis.AUDIENCE)


@bp.get("/")
@access(Permission.MATRIX_VIEW)
def index() -> Response:
    """Organisations, places, themes and audiences against each other."""
    asked = ask("table")
    number, size = page_and_size()
    return screen(asked, "matrix_table", table=make_table(asked.reading, number=number, size=size))


@bp.get("/overlaps/")
@access(Permission.MATRIX_VIEW)
def overlaps() -> Response:
    """Pairs of organisations that do the same for the same people in the same place."""
    asked = ask("overlaps")
    asked = within(asked, *within_a_year(asked.question.first, asked.question.last))
    found = find_overlaps(asked.reading, ABOUT)
    shown = _cut(found)
    return screen(
        asked,
        "overlaps_list",
        found=shown,
        near=sum(one.near for one in found),
        pairs=pairs(asked.question, shown.items, asked.reading.lineage),
    )


@bp.get("/gaps/")
@access(Permission.MATRIX_VIEW)
def gaps() -> Response:
    """Municipalities where nothing was done for an audience, or on a theme."""
    asked = ask("gaps")
    about = Axis(asked.by)
    found = find_gaps(asked.question, asked.reading, about)
    shown = _cut(found.open)
    days = days_of(asked.question, asked.reading, about, shown.items, at_any_time(asked))
    return screen(
        asked,
        "gaps_list",
        gaps=found,
        found=shown,
        days_of=partial(dated, days),
        regions=reference().regions,
    )


@bp.get("/donors/")
@access(Permission.MATRIX_VIEW)
def donors() -> Response:
    """Donors by theme, region or organiser, and those who support the same."""
    asked = ask("donors")
    number, size = page_and_size()
    year = within(asked, *within_a_year(asked.question.first, asked.question.last))
    shared = find_overlaps(year.reading, (Axis.THEME,), together_too=True)
    return screen(
        asked,
        "donors_table",
        table=make_table(asked.reading, number=number, size=size, with_people=True),
        shared_count=len(shared),
        pairs=pairs(year.question, shared[:size], asked.reading.lineage),
        year=year.question,
    )


@bp.get("/map/")
@access(Permission.MATRIX_VIEW)
def tile_map() -> Response:
    """How many organisations work in each municipality: a map and the same as a table."""
    asked = ask("map")
    counts = queries.bodies_by_municipality(asked.reading)
    places = list(reference().municipalities.values())
    busy = sorted((one for one in places if counts.get(one.id)), key=lambda one: -counts[one.id])
    query = asked.question.query
    return screen(
        asked,
        "organisations_map",
        map=draw(places, counts),
        counts=counts,
        busy=busy,
        empty=[one for one in places if not counts.get(one.id) and not one.occupied],
        regions=reference().regions,
        place_address=lambda one: f"{url_for('matrix.index')}?{query(municipality=one.code)}",
    )


def _cut(found: list[T]) -> Page[T]:
    number, size = page_and_size()
    first = (number - 1) * size
    return Page(found[first : first + size], number, size, len(found), len(found) > first + size)
