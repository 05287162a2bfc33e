"""The table says what one counts by hand, and every figure leads to just its events."""

import csv
import io
from datetime import date

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from stratcom.accounts.permissions import Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.enums import EventState, Occurrence
from stratcom.partners.enums import SuccessionKind
from stratcom.partners.models import OrganisationTerm, Succession
from stratcom.partners.services import find_or_add
from stratcom.vocabularies.models import Term
from tests.matrix.conftest import CENTRE, FUND, SCHOOL, YEAR, body, table_of

KAKHETI, IMERETI = "Kakheti", "Imereti"


def test_organisations_by_region_count_each_event_once(world, staff):
    answer = staff.get("/desk/matrix/")
    assert table_of(answer) == {
        CENTRE: {KAKHETI: "2", IMERETI: "1", "Total": "3"},
        SCHOOL: {KAKHETI: "2", "Total": "2"},
        FUND: {KAKHETI: "1", IMERETI: "1", "Total": "2"},
        "Total": {KAKHETI: "3", IMERETI: "1", "Total": "4"},
    }


@pytest.mark.parametrize(
    ("query", "figures"),
    [
        ("role=organiser", {CENTRE: "3", SCHOOL: "2", "Total": "4"}),
        ("role=partner", {CENTRE: "1", "Total": "1"}),
        ("role=donor", {FUND: "2", "Total": "2"}),
        ("role=organiser&happened=held", {CENTRE: "2", SCHOOL: "1", "Total": "2"}),
        ("role=organiser&happened=planned", {CENTRE: "1", SCHOOL: "1", "Total": "2"}),
        ("role=organiser&happened=all", {CENTRE: "3", SCHOOL: "3", "Total": "5"}),
        ("role=organiser&count=people", {CENTRE: "65", SCHOOL: "40", "Total": "65"}),
        ("role=organiser&count=municipalities", {CENTRE: "2", SCHOOL: "1", "Total": "2"}),
        ("role=organiser&region=GE-IM", {CENTRE: "1", "Total": "1"}),
        ("role=organiser&theme=culture", {CENTRE: "1", "Total": "1"}),
        ("role=organiser&audience=students", {CENTRE: "1", SCHOOL: "1", "Total": "1"}),
        (f"role=organiser&from={YEAR}-03-15&to={YEAR}-03-31", {SCHOOL: "1", "Total": "1"}),
        # Odd words are as if nobody had said them.
        ("rows=nonsense&columns=rows&count=1&happened=x", {CENTRE: "3", FUND: "2"}),
    ],
)
def test_filters_and_measures(world, staff, query, figures):
    found = table_of(staff.get(f"/desk/matrix/?{query}"))
    assert {name: row["Total"] for name, row in found.items()} | figures == {
        name: row["Total"] for name, row in found.items()
    }
    assert set(figures) <= set(found)


def test_an_event_with_two_audiences_stands_in_both_and_once_in_the_total(world, staff):
    answer = staff.get("/desk/matrix/?rows=theme&columns=audience")
    assert table_of(answer) == {
        "EU integration": {"Youth": "3", "Students": "1", "Total": "3"},
        "Culture": {"Youth": "1", "Total": "1"},
        # The event in Kutaisi has no theme, so no row holds it.
        "Total": {"Youth": "3", "Students": "1", "Teachers": "1", "Total": "4"},
    }
    assert "counts once in the totals" in answer.text
    asked = table_of(staff.get("/desk/matrix/?rows=theme&columns=audience&audience=students"))
    assert asked["EU integration"] == {"Students": "1", "Total": "1"}


def test_every_figure_leads_to_just_its_events(world, staff):
    for query in (
        "",
        "?role=donor",
        "?role=partner&rows=municipality&columns=organisation",
        "?rows=audience&columns=theme&happened=held",
    ):
        answer = staff.get(f"/desk/matrix/{query}")
        links = answer.html.select(".wide td a")
        assert links
        for link in links:
            found = staff.get(link["href"]).texts(".events tbody tr")
            assert len(found) == int(link.get_text()), link["href"]


def test_types_of_organisations(world, staff):
    term_id = db.session.scalar(
        sa.select(Term.id).where(Term.kind == "organisation-type", Term.code == "ngo")
    )
    db.session.add(OrganisationTerm(organisation_id=body(SCHOOL).id, term_id=term_id))
    db.session.commit()
    rows = table_of(staff.get("/desk/matrix/?rows=organisation-type"))
    ngo = "Non-governmental organisation"
    assert rows == {
        ngo: {KAKHETI: "2", "Total": "2"},
        "Total": {KAKHETI: "2", "Total": "2"},
    }
    only = table_of(staff.get("/desk/matrix/?type=ngo"))
    assert set(only) == {SCHOOL, "Total"}
    own = table_of(staff.get("/desk/matrix/?rows=organisation&columns=organisation-type"))
    assert own == {SCHOOL: {ngo: "2", "Total": "2"}, "Total": {ngo: "2", "Total": "2"}}
    for link in staff.get("/desk/matrix/?rows=theme&type=ngo").html.select(".wide td a"):
        assert len(staff.get(link["href"]).texts(".events tbody tr")) == int(link.get_text())


@pytest.fixture
def successor(world):
    """The school becomes the academy; one event of the academy, one of both."""
    academy = find_or_add("დემოკრატიის აკადემია", actor=Machine())
    db.session.flush()
    db.session.add(
        Succession(
            predecessor_id=body(SCHOOL).id,
            successor_id=academy.id,
            kind=SuccessionKind.RENAMED,
            happened_on=date(YEAR, 1, 2),
        )
    )
    db.session.commit()
    return academy.name_ka


def test_a_body_stands_under_its_successor_or_as_it_was(successor, staff):
    now = staff.get("/desk/matrix/?role=organiser")
    assert {name: row["Total"] for name, row in table_of(now).items()} == {
        CENTRE: "3", successor: "2", "Total": "4",
    }  # fmt: skip
    then = table_of(staff.get("/desk/matrix/?role=organiser&names=then"))
    assert set(then) == {CENTRE, SCHOOL, "Total"}
    link = next(
        one for one in now.html.select(".wide tbody a") if f"={body(SCHOOL).id}" in one["href"]
    )
    assert len(staff.get(link["href"]).texts(".events tbody tr")) == int(link.get_text())


def test_an_event_of_a_body_and_its_successor_counts_once(successor, staff):
    event_id = db.session.scalar(sa.text("SELECT min(event_id) FROM event_organisation"))
    db.session.execute(
        sa.text("INSERT INTO event_organisation VALUES (:event, :body, 'organiser', 5)"),
        {"event": event_id, "body": body(successor).id},
    )
    db.session.commit()
    assert table_of(staff.get("/desk/matrix/?role=organiser"))[successor]["Total"] == "2"


def test_columns_beyond_twelve_are_put_together(hold, staff):
    places = ["telavi", "kutaisi", "gori", "batumi", "rustavi", "poti", "zugdidi", "akhaltsikhe",
              "ozurgeti", "ambrolauri", "mtskheta", "gurjaani", "kvareli", "lagodekhi"]  # fmt: skip
    for place in places:
        hold("03-01", [CENTRE], municipality=place)
    hold("03-02", [SCHOOL], municipality=places[0])
    found = table_of(staff.get("/desk/matrix/?rows=organisation&columns=municipality"))
    assert len(found[CENTRE]) == 14
    assert (found[CENTRE]["Others"], found[CENTRE]["Total"]) == ("2", "14")
    assert found["Total"]["Others"] == "2"


def test_nobody_counts_what_they_may_not_see(world, hold, new_browser, make_user):
    """A partner's confidential draft counts for the department and its owner alone."""
    secret = {"columns": {"confidential": True, "state": EventState.DRAFT}}
    hold("04-01", ["პარტნიორი"], municipality="gori", **secret)
    seen = {}
    for role, organisation in (
        (Role.EDITOR, None),
        (Role.AGENCY_MEMBER, "პარტნიორი"),
        (Role.AGENCY_MEMBER, CENTRE),
        (Role.IMPLEMENTER, CENTRE),
        (Role.OBSERVER, None),
    ):
        user = make_user(role, organisation=organisation, language="en")
        browser = new_browser().sign_in(user)
        texts = [browser.get(f"/desk/matrix/{path}").text for path in ("", "overlaps/", "map/")]
        texts.append(browser.get("/desk/matrix/table.csv").text)
        seen[role, organisation] = ["პარტნიორი" in text for text in (texts[0], texts[3])]
        assert 'aria-label="Gori: 1"' in texts[2] or not any(seen[role, organisation])
    assert seen == {
        (Role.EDITOR, None): [True, True],
        (Role.AGENCY_MEMBER, "პარტნიორი"): [True, True],
        (Role.AGENCY_MEMBER, CENTRE): [False, False],
        (Role.IMPLEMENTER, CENTRE): [False, False],
        (Role.OBSERVER, None): [False, False],
    }


def test_those_without_the_permission_stay_out(browser, make_user):
    browser.sign_in(make_user(Role.PARTNER, organisation=CENTRE))
    for path in ("", "overlaps/", "gaps/", "donors/", "map/", "table.xlsx"):
        assert browser.get(f"/desk/matrix/{path}").status == 403


def test_files_say_what_the_page_says(world, staff):
    page = table_of(staff.get("/desk/matrix/?role=organiser"))
    lines = list(csv.reader(io.StringIO(staff.get("/desk/matrix/table.csv?role=organiser").text)))
    assert lines[0] == ["\ufeffOrganisation", KAKHETI, IMERETI, "Total"]
    assert lines[1:] == [
        [CENTRE, "2", "1", "3"],
        [SCHOOL, "2", "0", "2"],
        ["Total", "3", "1", "4"],
    ]
    assert {line[0]: line[-1] for line in lines[1:]} == {
        name: row["Total"] for name, row in page.items()
    }
    book = load_workbook(io.BytesIO(staff.get("/desk/matrix/table.xlsx?role=organiser").data))
    rows = [list(row) for row in book.active.iter_rows(values_only=True)]
    assert rows[1] == [CENTRE, 2, 1, 3]


def test_a_name_that_looks_like_a_formula_stays_text(hold, staff):
    hold("03-01", ["=1+1 კავშირი"])
    assert "\n'=1+1" in staff.get("/desk/matrix/table.csv").text.replace("\r", "")
    book = load_workbook(io.BytesIO(staff.get("/desk/matrix/table.xlsx").data))
    cell = book.active["A2"]
    assert (cell.value, cell.data_type) == ("=1+1 კავშირი", "s")


def test_htmx_gets_the_fragment_alone(world, staff):
    answer = staff.get("/desk/matrix/?rows=theme&online=", htmx=True)
    assert answer.text.lstrip().startswith('<section id="matrix-table">')
    assert answer.headers["HX-Push-Url"] == "/desk/matrix/?rows=theme"


def test_for_print_all_rows_stand_on_one_page(hold, staff):
    for number in range(27):
        hold("03-01", [f"ორგანიზაცია {number}"])
    assert len(staff.get("/desk/matrix/").texts(".wide tbody tr")) == 20
    assert len(staff.get("/desk/matrix/?page=2").texts(".wide tbody tr")) == 7
    assert len(staff.get("/desk/matrix/?whole=1").texts(".wide tbody tr")) == 27


def test_donors_with_events_and_people(world, staff):
    answer = staff.get("/desk/matrix/donors/")
    assert table_of(answer)[FUND] == {"EU integration": "1 40 people", "Total": "2 40 people"}
    by_organiser = table_of(staff.get("/desk/matrix/donors/?by=organiser"))
    assert by_organiser[FUND] == {
        CENTRE: "2 40 people",
        SCHOOL: "1 40 people",
        "Total": "2 40 people",
    }
    lines = list(csv.reader(io.StringIO(staff.get("/desk/matrix/donors.csv?by=region").text)))
    assert dict(zip(lines[0][1:], lines[1][1:], strict=True)) == {
        KAKHETI: "1", f"{KAKHETI}: people reached": "40",
        IMERETI: "1", f"{IMERETI}: people reached": "0",
        "Total": "2", "Total: people reached": "40",
    }  # fmt: skip


def test_donors_of_the_same_in_the_same_place(world, hold, staff):
    hold("09-01", [SCHOOL], themes=["eu_integration"], donors=["მეორე ფონდი"])
    answer = staff.get("/desk/matrix/donors/")
    pairs = answer.texts("table.cards:not(.wide table) tbody tr")
    assert len(pairs) == 1
    assert FUND in pairs[0]
    assert "მეორე ფონდი" in pairs[0]
    link = answer.html.select_one("h2 ~ table a")
    assert len(staff.get(link["href"]).texts(".events tbody tr")) == 2


def test_held_is_no_occurrence_of_the_cancelled(world, staff):
    assert (
        Occurrence.CANCELLED.value
        not in staff.get("/desk/matrix/").html.select_one(".wide td a")["href"]
    )
