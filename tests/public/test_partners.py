"""The public directory: those who agreed to be listed, and nothing of anybody else."""

from datetime import date

import pytest

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.enums import EventState
from stratcom.events.services.records import create_event
from stratcom.partners.queries import find
from stratcom.partners.services.records import archive_organisation, create_organisation
from stratcom.partners.services.succession import rename_organisation

SECRET = "გაუმხელელი"


def add(name, **values):
    made = create_organisation(
        {"name_ka": name, "listed": True, "listing_agreed_on": "2026-01-15", "notes": SECRET}
        | values,
        actor=Machine(),
    )
    db.session.flush()
    return made


@pytest.fixture
def bodies(app):
    """Two listed bodies, one that did not agree, one in the archive."""
    made = {
        "fund": add(
            "რონდელის ფონდი",
            name_en="Rondeli Foundation",
            abbreviations=["GFSIS"],
            aliases=["რონდელი"],
            types=["research", "ngo"],
            municipality="tbilisi",
            themes=["culture"],
            website="https://gfsis.example.ge/ka",
            description_ka="კვლევა & <b>ანალიზი</b>",
        ),
        "hall": add("თელავის მერია", types=["municipality"], municipality="telavi"),
        "shy": add("მორიდებული ფონდი", listed=False, listing_agreed_on="", types=["donor"]),
        "gone": add("ძველი ფონდი"),
    }
    archive_organisation(made["gone"], actor=Machine())
    db.session.commit()
    return made


def names(browser, query=""):
    answer = browser.get(f"/partners/{query}")
    assert answer.status == 200
    assert SECRET not in answer.text
    return [one.get_text() for one in answer.html.select(".evs a")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["თელავის მერია", "რონდელის ფონდი"]),
        ("?q=რონდელის ფონდში", ["რონდელის ფონდი"]),
        ("?q=gfs", ["რონდელის ფონდი"]),
        ("?type=municipality", ["თელავის მერია"]),
        ("?type=research&theme=culture&region=GE-TB", ["რონდელის ფონდი"]),
        ("?region=GE-KA", ["თელავის მერია"]),
        ("?q=მორიდებული", []),
        ("?q=ძველი", []),
        ("?type=donor", []),
        ("?type=x&page=7", []),
    ],
)
def test_list_is_narrowed_by_name_type_region_and_theme(bodies, browser, query, found):
    assert names(browser, query) == found


def test_choices_are_only_what_some_listed_body_has(bodies, browser):
    answer = browser.get("/partners/")
    offered = {one["value"] for one in answer.html.select("#type option")} - {""}
    assert offered == {"research", "ngo", "municipality"}
    assert {one["value"] for one in answer.html.select("#region option")} == {"", "GE-TB", "GE-KA"}


def test_page_tells_what_is_public_and_nothing_else(bodies, browser):
    fund = bodies["fund"]
    answer = browser.get(f"/partners/{fund.id}/")
    assert (answer.status, answer.location) == (301, f"/partners/{fund.id}-rondelis-pondi/")
    page = browser.get(answer.location)
    assert page.html.h1.get_text() == "რონდელის ფონდი"
    assert "GFSIS" in page.text
    assert "კვლევა &amp; &lt;b&gt;ანალიზი&lt;/b&gt;" in page.text
    assert SECRET not in page.text
    assert [a["href"] for a in page.html.select("dd a[rel]")] == ["https://gfsis.example.ge/ka"]
    english = browser.get(f"/en/partners/{fund.id}-rondeli-foundation/")
    assert english.html.h1.get_text() == "Rondeli Foundation"
    assert english.html.select_one(".text")["lang"] == "ka"
    for hidden in ("shy", "gone"):
        assert browser.get(f"/partners/{bodies[hidden].id}/").status == 404


def test_page_follows_the_successor_and_keeps_the_old_events(app, bodies, browser):
    day = date(2025, 5, 9).isoformat()
    for title, state in (("საჯარო ლექცია", EventState.PUBLISHED), ("დახურული", EventState.DRAFT)):
        create_event(
            {"title_ka": title, "first_day": day, "last_day": day, "organisers": ["თელავის მერია"]},
            actor=Machine(),
            owner_id=None,
            state=state,
        )
    old = find(bodies["hall"].id)
    new = rename_organisation(
        old, {"name_ka": "თელავის ქალაქის მერია"}, happened_on=date(2026, 1, 1), actor=Machine()
    )
    new.listed = True
    db.session.commit()
    assert names(browser) == ["თელავის ქალაქის მერია", "რონდელის ფონდი"]
    page = browser.get(f"/partners/{new.id}-telavis-kalakis-meria/")
    assert page.status == 200
    assert [one.get_text() for one in page.html.select(".evs a")] == ["საჯარო ლექცია"]
    assert "თელავის მერია (01.01.2026-მდე)" in " ".join(page.html.get_text(" ").split())
    every = page.html.select_one("p.links a")["href"]
    listed = [one.get_text() for one in browser.get(every).html.select(".evs a")]
    assert listed == ["საჯარო ლექცია"]
    former = browser.get(f"/partners/{old.id}-telavis-meria/")
    assert former.html.select_one(".note a")["href"] == f"/partners/{new.id}-telavis-kalakis-meria/"
