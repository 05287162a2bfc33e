"""Where two do the same, and where nobody does anything."""

import csv
import io
from datetime import timedelta

from stratcom.db import db
from stratcom.events.reference import reference
from stratcom.moments import today
from tests.matrix.conftest import CENTRE, SCHOOL, YEAR


def test_overlap_is_of_events_that_each_has_alone(world, staff):
    answer = staff.get("/desk/matrix/overlaps/")
    rows = answer.texts("#overlaps-list tbody tr")
    assert len(rows) == 1
    assert CENTRE in rows[0]
    assert SCHOOL in rows[0]
    # The centre alone on 10 March and the school alone on 20 March; on 1 March both together.
    assert "EU integration · Youth 1 + 1, together 1" in rows[0]
    assert "days apart: 10" in rows[0]
    link = answer.html.select_one("#overlaps-list tbody a")
    assert len(staff.get(link["href"]).texts(".events tbody tr")) == 3
    assert "In 1 cases within 14 days" in " ".join(answer.text.split())


def test_events_held_together_are_no_overlap(hold, staff):
    hold("03-01", [CENTRE, SCHOOL], themes=["culture"], audiences=["youth"])
    answer = staff.get("/desk/matrix/overlaps/")
    assert answer.texts("#overlaps-list tbody tr") == []
    assert answer.texts(".note.success") != []


def test_only_days_within_a_fortnight_are_near(hold, staff):
    same = {"themes": ["culture"], "audiences": ["youth"]}
    hold("03-01", [CENTRE], **same)
    hold("03-16", [SCHOOL], **same)
    assert staff.get("/desk/matrix/overlaps/").texts("td .st.wait") == []
    hold("03-15", [SCHOOL], **same)
    assert staff.get("/desk/matrix/overlaps/").texts("td .st.wait") == ["days apart: 14"]


def test_a_month_is_no_day_to_be_near(hold, staff):
    same = {"themes": ["culture"], "audiences": ["youth"]}
    hold("03-01", [CENTRE], **same)
    hold("03-01", [SCHOOL], last_day=f"{YEAR}-03-31", precision="month", **same)
    rows = staff.get("/desk/matrix/overlaps/").texts("#overlaps-list tbody tr")
    assert "no exact dates" in rows[0]


def test_another_place_theme_or_audience_is_no_overlap(hold, staff):
    hold("03-01", [CENTRE], themes=["culture"], audiences=["youth"])
    hold("03-02", [SCHOOL], themes=["culture"], audiences=["teachers"])
    hold("03-02", [SCHOOL], themes=["security"], audiences=["youth"])
    hold("03-02", [SCHOOL], themes=["culture"], audiences=["youth"], municipality="gori")
    assert staff.get("/desk/matrix/overlaps/").texts("#overlaps-list tbody tr") == []


def test_overlaps_as_a_file(world, staff):
    lines = list(csv.reader(io.StringIO(staff.get("/desk/matrix/overlaps.csv").text)))
    assert sorted(lines[1][:2]) == sorted([CENTRE, SCHOOL])
    assert lines[1][2:] == ["Telavi", "EU integration · Youth", "1", "1", "1", "10"]
    assert len(lines) == 2


def test_gaps_leave_out_occupied_territory(world, staff):
    answer = staff.get(f"/desk/matrix/gaps/?from={YEAR}-01-01&to={YEAR}-12-31&by=audience")
    known = reference()
    free = [one for one in known.municipalities.values() if not one.occupied]
    terms = known.offered("audience")
    # Telavi had youth and students, Kutaisi teachers.
    missing = len(free) * len(terms) - 3
    text = " ".join(answer.text.split())
    assert f"Of {len(free) * len(terms):,} pairs".replace(",", " ") in text
    assert f"{missing:,} had no event".replace(",", " ") in text
    lines = list(csv.reader(io.StringIO(
        staff.get(f"/desk/matrix/gaps.csv?from={YEAR}-01-01&to={YEAR}-12-31").text
    )))  # fmt: skip
    assert len(lines) - 1 == missing
    names = {line[0] for line in lines[1:]}
    occupied = {one.en for one in known.municipalities.values() if one.occupied}
    assert names & occupied == set()
    assert "Sokhumi" in answer.html.select("#gaps-list .hint")[-1].get_text()


def test_gaps_say_when_it_was_last_and_is_next(hold, staff):
    now = today()
    before, after = now - timedelta(days=800), now + timedelta(days=30)
    for day in (before, after):
        hold(day.isoformat(), [CENTRE], audiences=["youth"])
    hold((now - timedelta(days=10)).isoformat(), [CENTRE], audiences=["teachers"])
    place = "municipality=telavi"
    answer = staff.get(f"/desk/matrix/gaps/?{place}")
    row = answer.texts("#gaps-list tbody tr")[0]
    assert f"Youth (last {before:%d.%m.%Y}, next {after:%d.%m.%Y})" in row
    assert "Teachers" not in row
    lines = list(csv.reader(io.StringIO(staff.get(f"/desk/matrix/gaps.csv?{place}").text)))
    youth = next(line for line in lines if line[2] == "Youth")
    assert youth == ["Telavi", "Kakheti", "Youth", f"{before:%d.%m.%Y}", f"{after:%d.%m.%Y}"]


def test_municipalities_with_most_gaps_come_first(world, staff):
    answer = staff.get(f"/desk/matrix/gaps/?from={YEAR}-01-01&to={YEAR}-12-31&region=GE-KA")
    rows = answer.texts("#gaps-list tbody tr")
    assert rows[-1].startswith("Telavi")
    assert len(rows) == 8


def test_map_counts_organisations_not_events(world, staff):
    answer = staff.get("/desk/matrix/map/?role=organiser")
    assert answer.html.select_one('svg a[aria-label="Telavi: 2"]') is not None
    assert answer.html.select_one('svg a[aria-label="Kutaisi: 1"]') is not None
    table = answer.texts("table.figures tbody tr")
    assert [one[-1] for one in table] == ["2", "1"]
    db.session.rollback()
    lines = list(csv.reader(io.StringIO(staff.get("/desk/matrix/map.csv?role=organiser").text)))
    assert lines[1][:3] == ["Telavi", "Kakheti", "2"]
    assert ["Sokhumi", "0", "Yes"] in [[line[0], line[2], line[3]] for line in lines]
