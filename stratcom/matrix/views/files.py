"""/desk/matrix/<screen>.xlsx and .csv: what a screen shows, all rows of it."""

from flask import Response

from stratcom.accounts.permissions import Permission
from stratcom.matrix.enums import Axis
from stratcom.matrix.files import gaps_file, map_file, overlaps_file, table_file
from stratcom.matrix.overlaps import find_overlaps, within_a_year
from stratcom.matrix.views import bp
from stratcom.matrix.views.asking import Asked, ask, at_any_time, within
from stratcom.matrix.views.screens import ABOUT
from stratcom.tables.xlsx import Table
from stratcom.web.access import access
from stratcom.web.downloads import send_table


@bp.get("/<any(table, overlaps, gaps, donors, map):sheet>.<any(xlsx, csv):extension>")
@access(Permission.MATRIX_VIEW)
def export(sheet: str, extension: str) -> Response:
    """The screen under the same question as a file."""
    table = _table(ask(sheet))
    return send_table(table, extension=extension, ascii_name=f"who-what-where-{sheet}")


def _table(asked: Asked) -> Table:
    question, reading = asked.question, asked.reading
    if asked.sheet == "overlaps":
        year = within(asked, *within_a_year(question.first, question.last))
        return overlaps_file(year.question, reading, find_overlaps(year.reading, ABOUT))
    if asked.sheet == "gaps":
        return gaps_file(question, reading, Axis(asked.by), at_any_time(asked))
    if asked.sheet == "map":
        return map_file(reading)
    return table_file(question, reading, with_people=asked.sheet == "donors")
