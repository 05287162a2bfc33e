"""What every screen of the matrix begins with: the question, and the events it may read."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from stratcom.events.filters import narrow
from stratcom.events.queries import visible_to
from stratcom.events.search import Search
from stratcom.matrix.choices import BY, Options, periods
from stratcom.matrix.enums import AXIS_LABELS, AXIS_PLURALS, MEASURE_LABELS, Axis, Happened, Names
from stratcom.matrix.headings import Heading
from stratcom.matrix.queries import Reading, reading_of
from stratcom.matrix.question import (
    Question,
    Side,
    last_twelve_months,
    read_question,
    this_year,
)
from stratcom.partners.services import current_ids
from stratcom.web.paging import page_number
from stratcom.web.responses import page, wants_fragment

ROWS = 20  # a table with all its columns then stays within the weight of an answer
WHOLE = 400  # rows on a page for print
TABS = {
    "table": ("matrix.index", _l("Table")),
    "overlaps": ("matrix.overlaps", _l("Overlaps")),
    "gaps": ("matrix.gaps", _l("Gaps")),
    "donors": ("matrix.donors", _l("Donors")),
    "map": ("matrix.tile_map", _l("Map")),
}
# Selects of each screen beside those that all have.
FIELDS = {
    "table": ("rows", "columns", "count", "role"),
    "overlaps": ("role",),
    "gaps": ("by",),
    "donors": ("by",),
    "map": ("role",),
}


@dataclass(frozen=True)
class Asked:
    """A question, what may be seen for it, and what is to be added up."""

    sheet: str
    question: Question
    search: Search
    reading: Reading

    @property
    def by(self) -> str:
        """By what gaps or donors are listed."""
        offered = list(BY.get(self.sheet, ()))
        return self.question.by if self.question.by in offered else next(iter(offered), "")


def ask(sheet: str) -> Asked:
    """What the address asks of that screen, of the events that the person may see."""
    usual: dict[str, Any] = {"period": this_year()}
    if sheet == "gaps":
        usual["period"] = last_twelve_months()
    if sheet == "overlaps":
        usual["role"] = "organiser"
    question = read_question(request.args, **usual)
    if sheet == "donors":
        question = _of_donors(question)
    search = narrow(visible_to(current_user), question.events_filters(), user=current_user)
    lineage = current_ids() if question.names is Names.NOW else {}
    return Asked(sheet, question, search, reading_of(question, search, lineage))


def within(asked: Asked, first: date, last: date) -> Asked:
    """The same within other days."""
    question = replace(asked.question, first=first, last=last)
    search = asked.search.between(first, last)
    return replace(
        asked, question=question, search=search, reading=replace(asked.reading, search=search)
    )


def at_any_time(asked: Asked) -> Search:
    """What may be seen under the same filters on any day, planned and held alike."""
    filters = replace(asked.question, happened=Happened.SOME).events_filters()
    pairs = {name: given for name, given in filters.values.items() if name not in {"from", "to"}}
    return narrow(visible_to(current_user), replace(filters, values=pairs), user=current_user)


def page_and_size() -> tuple[int, int]:
    """The page asked for and its size; for print there is one page."""
    if request.args.get("whole"):
        return 1, WHOLE
    return page_number(), ROWS


def screen(asked: Asked, fragment: str, **context: Any) -> Response:
    """A screen of the matrix; for htmx its fragment alone."""
    question = asked.question
    response = page(
        "matrix/screen.html",
        fragment=f"matrix/_{fragment}.html",
        part=f"matrix/_{fragment}.html",
        target=f"#{fragment.replace('_', '-')}",
        heading=_("Who does what where"),
        sheet=asked.sheet,
        tabs=TABS,
        fields=FIELDS[asked.sheet],
        offered_by=BY.get(asked.sheet, {}),
        by=asked.by,
        question=question,
        options=Options(),
        periods=periods(),
        rows_label=AXIS_LABELS[question.rows.axis],
        rows_plural=AXIS_PLURALS[question.rows.axis],
        measure_label=MEASURE_LABELS[question.measure],
        whole=bool(request.args.get("whole")),
        address=partial(address, question),
        **context,
    )
    if wants_fragment():
        response.headers["HX-Push-Url"] = _lasting()
    return response


def address(question: Question, *headings: Heading) -> str:
    """Query of the events' list with the events that all the headings share."""
    return question.events_query(*(one.filters for one in headings))


def _of_donors(question: Question) -> Question:
    columns = {
        Axis.REGION.value: Side(Axis.REGION),
        "organiser": Side(Axis.ORGANISATION, "organiser"),
    }
    return replace(
        question,
        rows=Side(Axis.ORGANISATION, "donor"),
        columns=columns.get(question.by, Side(Axis.THEME)),
    )


def _lasting() -> str:
    pairs = [(name, value) for name, value in request.args.items(multi=True) if value.strip()]
    return f"{request.path}?{urlencode(pairs)}" if pairs else request.path
