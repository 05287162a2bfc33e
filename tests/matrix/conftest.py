"""A small world whose figures can be counted by hand."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from stratcom.accounts.permissions import Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.models import Event
from stratcom.events.services.records import create_event, refile
from stratcom.moments import today
from stratcom.partners.models import Organisation
from stratcom.partners.services import find_or_add, find_organisation

YEAR = today().year
CENTRE, SCHOOL, FUND = "საინფორმაციო ცენტრი", "დემოკრატიის სკოლა", "ევროპის ფონდი"


def body(name: str) -> Organisation:
    found = find_organisation(name)
    assert found is not None
    return found


@pytest.fixture
def hold(app) -> Callable[..., int]:
    """Add a published event on a day of this year; return its id."""

    def add(day: str, organisers: list[str], **values: Any) -> int:
        columns = values.pop("columns", {})
        owner = values.pop("owner", organisers[0])
        first = date.fromisoformat(f"{YEAR}-{day}" if len(day) == 5 else day).isoformat()
        given = {"title_ka": "შეხვედრა", "first_day": first, "last_day": first}
        given |= {"organisers": organisers, **values}
        owner_id = find_or_add(owner, actor=Machine()).id if owner else None
        db.session.flush()
        if owner_id is None and owner:
            owner_id = body(owner).id
        given.setdefault("municipality", "telavi")
        event = create_event(given, actor=Machine(), owner_id=owner_id, **columns)
        if "state" not in columns:
            event.state = EventState.PUBLISHED
        refile(event)
        db.session.commit()
        return event.id

    return add


@pytest.fixture
def world(hold) -> dict[str, int]:
    """Five events of three organisations.

    Telavi: the centre twice (one of them with the school), the school once alone.
    Kutaisi: the centre once. Cancelled: the school once in Kutaisi.
    """
    held = {"columns": {"occurrence": Occurrence.HELD}}
    ids = {
        "together": hold(
            "03-01", [CENTRE, SCHOOL], themes=["eu_integration"], audiences=["youth", "students"],
            donors=[FUND], **held,
        ),
        "centre": hold(
            "03-10", [CENTRE], themes=["eu_integration", "culture"], audiences=["youth"], **held
        ),
        "school": hold("03-20", [SCHOOL], themes=["eu_integration"], audiences=["youth"]),
        "kutaisi": hold(
            "06-01", [CENTRE], partners=[CENTRE], municipality="kutaisi", audiences=["teachers"],
            donors=[FUND],
        ),
        "cancelled": hold(
            "06-02", [SCHOOL], municipality="kutaisi",
            columns={"occurrence": Occurrence.CANCELLED},
        ),
    }  # fmt: skip
    for key, people in (("together", 40), ("centre", 25)):
        db.session.get_one(Event, ids[key]).actual_total = people
    db.session.commit()
    return ids


@pytest.fixture
def staff(browser, make_user):
    """A browser in which a member of the department is signed in."""
    return browser.sign_in(make_user(Role.EDITOR, language="en"))


def table_of(answer, selector: str = ".wide table") -> dict[str, dict[str, str]]:
    """The figures of a page: {row: {column: figure}}, empty cells left out."""
    table = answer.html.select_one(selector)
    assert table is not None, answer.text[:2000]
    columns = [" ".join(one.get_text().split()) for one in table.select("thead th")][1:]
    found = {}
    for row in table.select("tbody tr, tfoot tr"):
        cells = [cell.get_text(" ", strip=True) for cell in row.select("td")]
        name = " ".join(row.select_one("th").get_text().split())
        found[name] = {column: cell for column, cell in zip(columns, cells, strict=True) if cell}
    return found
