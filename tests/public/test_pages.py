"""Home, event, municipality and plain pages, in both languages."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from stratcom.audit.services import Machine
from stratcom.db import db, utcnow
from stratcom.events.enums import EventState, FileKind, Occurrence
from stratcom.events.models import EventFile
from stratcom.events.queries import find_event
from stratcom.events.services.records import refile
from stratcom.moments import TBILISI, today
from stratcom.settings.services import change_setting

NOON = datetime(2026, 11, 23, 12, tzinfo=TBILISI)
PAGES = ("/", "/events/", "/municipalities/", "/municipalities/telavi/", "/about/")
PAGES += ("/accessibility/", "/events/calendar/2026/11/")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("root", "lang", "other"), [("", "ka", "en"), ("/en", "en", "ka")])
def test_every_page_has_a_twin_in_the_other_language(browser, add_event, path, root, lang, other):
    add_event(title_en="Meeting in Telavi", municipality="telavi")
    answer = browser.get(root + path)
    assert answer.status == 200
    assert answer.html.html["lang"] == lang
    twin = answer.html.select_one(f"nav a[hreflang={other}]")["href"]
    assert twin == (path if lang == "en" else f"/en{path}")
    assert browser.get(twin).html.html["lang"] == other
    assert answer.html.select_one("script") is None
    assert len(answer.html.select("h1")) == 1


def test_home_shows_what_comes_and_the_map_of_the_year(browser, add_event):
    with time_machine.travel(NOON):
        add_event("ტრენინგი", municipality="telavi", first_day="2026-11-24", start_time="14:00")
        add_event("გასული", municipality="batumi", first_day="2026-02-01")
        answer = browser.get("/")
        assert answer.texts(".evs a") == ["ტრენინგი"]
        assert answer.texts(".evs .date") == ["24 ნოე 2026"]
        assert answer.texts(".evs small") == ["თელავი · 14:00"]
        tiles = {a["href"]: a.title.get_text() for a in answer.html.select(".tiles a")}
        assert tiles["/municipalities/telavi/"] == "თელავი: 1"
        assert tiles["/municipalities/gori/"] == "გორი: 0"
        assert tiles["/municipalities/sokhumi/"].startswith("სოხუმი: 0 (")
        occupied = answer.html.select_one('a[href="/municipalities/sokhumi/"] rect')
        assert occupied["class"] == ["o"]
        assert len(tiles) == 74
        english = browser.get("/en/")
        assert "Telavi: 1" in english.text
        assert english.html.select_one('.tiles a[href="/en/municipalities/telavi/"]')


def test_home_of_a_quiet_year_shows_the_latest_one(browser, add_event):
    with time_machine.travel(NOON):
        add_event("ძველი", municipality="telavi", first_day="2023-05-09")
        answer = browser.get("/en/")
        assert "Events in municipalities, 2023" in answer.text
        assert "No coming event has been announced." in answer.text
        assert answer.texts(".evs a") == ["ძველი"]
        assert answer.html.select_one(".evs a")["lang"] == "ka"


def test_home_works_without_any_event(browser):
    assert browser.get("/").status == 200
    assert browser.get("/events/").html.select_one(".note")
    assert browser.get("/municipalities/").status == 200


def test_wrong_endings_of_an_address_lead_to_the_right_one(browser, add_event):
    event = add_event("ევროპის დღე", title_en="Europe Day")
    right = f"/events/{event.id}-evropis-dghe/"
    for wrong in (f"/events/{event.id}/", f"/events/{event.id}-x/", f"/events/{event.id}-x-y/"):
        answer = browser.get(wrong)
        assert (answer.status, answer.location) == (301, right)
    assert browser.get(f"/en/events/{event.id}/").location == f"/en/events/{event.id}-europe-day/"
    assert browser.get(right).status == 200
    assert browser.get(right).html.select_one("nav a[hreflang=en]")["href"] == (
        f"/en/events/{event.id}-europe-day/"
    )
    assert browser.get("/events/999/").status == 404
    assert browser.get("/events/999.ics").status == 404


def test_event_page_says_everything_once(browser, add_event):
    event = add_event(
        "ტრენინგი პედაგოგებისთვის",
        title_en="Training for teachers",
        summary_ka="მოკლედ.",
        description_ka="პირველი.\n\nმეორე <b>.",
        first_day="2026-11-23",
        start_time="14:00",
        end_time="16:00",
        municipality="telavi",
        settlement="იყალთო",
        venue_ka="სკოლა",
        venue_en="School",
        format="training",
        audiences=["teachers"],
        themes=["eu_integration"],
        languages=["ka", "en"],
        organisers=["ცენტრი"],
        partners=["სკოლა №1"],
        donors=["ფონდი"],
        online=True,
        online_url="https://meet.example.ge/1",
        contact="info@example.ge",
        source_url="https://www.example.ge/news/1",
    )
    path = f"/events/{event.id}-treningi-pedagogebistvis/"
    answer = browser.get(path)
    assert answer.texts("h1") == ["ტრენინგი პედაგოგებისთვის"]
    assert answer.texts(".when strong") == ["ორშაბათი, 23 ნოემბერი, 2026"]
    assert answer.texts(".when .nowrap") == ["14:00–16:00"]
    facts = " ".join(answer.texts(".facts dd"))
    for said in ("სკოლა", "იყალთო", "თელავი", "კახეთი", "პედაგოგები", "ევროინტეგრაცია"):
        assert said in facts
    for said in ("ტრენინგი", "ქართული", "ცენტრი", "სკოლა №1", "ფონდი", "info@example.ge"):
        assert said in facts
    links = {a["href"] for a in answer.html.select(".facts a")}
    assert {"https://meet.example.ge/1", "https://www.example.ge/news/1"} <= links
    assert {"/municipalities/telavi/", "/events/?audience=teachers"} <= links
    assert answer.texts(".text p") == ["პირველი.", "მეორე <b>."]
    assert answer.html.select_one(f'a[href="/events/{event.id}.ics"]')

    english = browser.get(f"/en/events/{event.id}-training-for-teachers/")
    assert english.texts(".when strong") == ["Monday, 23 November 2026"]
    assert english.html.select_one(".sum")["lang"] == "ka"
    assert english.html.select_one(".text")["lang"] == "ka"
    assert [one.get_text() for one in english.html.select('dd [lang="ka"]')][:1] == ["იყალთო"]


@pytest.mark.parametrize(
    ("precision", "georgian", "english"),
    [
        ("month", "ნოემბერი, 2026", "November 2026"),
        ("quarter", "2026 წლის IV კვარტალი", "Q4 2026"),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(browser, add_event, precision, georgian, english):
    event = add_event(
        title_en="x", precision=precision, certainty="tentative", first_day="2026-11-10"
    )
    with time_machine.travel(NOON):
        page = browser.get(f"/events/{event.id}-shekhvedra-telavshi/")
        assert page.texts(".when strong") == [georgian]
        assert browser.get(f"/en/events/{event.id}-x/").texts(".when strong") == [english]
        assert browser.get("/en/events/").texts(".evs .st") == ["Tentative"]


def test_postponed_cancelled_and_held_events_say_so(browser, add_event):
    postponed = add_event(
        title_en="a",
        first_day="2026-12-05",
        columns={
            "occurrence": Occurrence.POSTPONED,
            "original_day": date(2026, 11, 20),
            "change_reason": "დარბაზი დაკავებულია.",
        },
    )
    page = browser.get(f"/en/events/{postponed.id}-a/")
    assert page.texts(".note p") == [
        "Moved from 20 November 2026 to Saturday, 5 December 2026.",
        "Reason: დარბაზი დაკავებულია.",
    ]
    cancelled = add_event(
        title_en="b",
        columns={"occurrence": Occurrence.CANCELLED, "change_reason": "ავადმყოფობა."},
    )
    page = browser.get(f"/en/events/{cancelled.id}-b/")
    assert page.texts(".st") == ["Cancelled"]
    assert "Reason: ავადმყოფობა." in page.texts(".note p")
    assert not page.html.select_one(f'a[href$="{cancelled.id}.ics"]')
    held = add_event(
        title_en="c",
        columns={
            "occurrence": Occurrence.HELD,
            "result": "შეთანხმდნენ.",
            "actual_total": 1200,
            "actual_women": 700,
            "actual_approximate": True,
        },
    )
    page = browser.get(f"/en/events/{held.id}-c/")
    assert page.texts(".st") == ["Held"]
    assert "about 1\u00a0200 · women: 700" in [
        " ".join(one.get_text().split(" ")).replace("\n", "").strip()
        for one in page.html.select("dd")
    ]
    assert "შეთანხმდნენ." in page.text


def test_umbrella_shows_its_published_parts_and_a_part_its_umbrella(browser, add_event):
    umbrella = add_event("ევროპის დღეები", title_en="Europe Days", umbrella=True)
    add_event("მეორე", title_en="Second", parent=umbrella.id, first_day="2026-12-02")
    part = add_event("პირველი", title_en="First", parent=umbrella.id, first_day="2026-12-01")
    add_event("ფარული", title_en="Hidden", parent=umbrella.id, state=EventState.APPROVED)
    page = browser.get(f"/en/events/{umbrella.id}-europe-days/")
    assert page.texts(".evs a") == ["First", "Second"]
    page = browser.get(f"/en/events/{part.id}-first/")
    assert page.html.select_one(".above a")["href"] == f"/en/events/{umbrella.id}-europe-days/"
    umbrella = find_event(umbrella.id)
    umbrella.state = EventState.APPROVED
    refile(umbrella)
    db.session.commit()
    assert browser.get(f"/en/events/{part.id}-first/").html.select_one(".above") is None


def test_only_public_photographs_are_shown(browser, add_event):
    event = add_event(title_en="x")
    for number, (kind, public, removed) in enumerate(
        [
            (FileKind.PHOTOGRAPH, True, None),
            (FileKind.PHOTOGRAPH, False, None),
            (FileKind.PHOTOGRAPH, True, utcnow()),
            (FileKind.EVIDENCE, True, None),
        ]
    ):
        db.session.add(
            EventFile(
                event_id=event.id,
                kind=kind,
                stored=f"file{number}.webp",
                filename="a.webp",
                media_type="image/webp",
                size=10,
                width=1280,
                height=720,
                caption_ka="წარწერა",
                public=public,
                removed_at=removed,
            )
        )
    db.session.commit()
    page = browser.get(f"/en/events/{event.id}-x/")
    (picture,) = page.html.select("img")
    assert picture["src"].startswith("/media/file0")
    # The caption stands below it: the alternative text says which event it is from.
    assert (picture["alt"], picture["loading"]) == ("x", "lazy")
    assert "file1" not in page.text
    assert "file2" not in page.text
    assert "file3" not in page.text


def test_municipality_page_lists_what_comes_and_what_was(browser, add_event):
    add_event("მომავალი", municipality="telavi")
    add_event("გასული", municipality="telavi", first_day="2020-01-02")
    add_event("სხვაგან", municipality="gori")
    page = browser.get("/municipalities/telavi/")
    assert page.texts("h1") == ["თელავი"]
    assert page.texts(".evs a") == ["მომავალი", "გასული"]
    assert browser.get("/municipalities/Telavi/").location == "/municipalities/telavi/"
    assert browser.get("/municipalities/atlantis/").status == 404
    occupied = browser.get("/en/municipalities/sokhumi/")
    assert "This is occupied territory of Georgia." in occupied.text


def test_index_of_municipalities_has_the_figures_of_the_map(browser, add_event):
    add_event(municipality="telavi", first_day="2025-03-01")
    add_event(municipality="telavi", first_day="2025-04-01")
    add_event(municipality="telavi", first_day=today().isoformat())
    page = browser.get("/en/municipalities/?year=2025")
    rows = dict(zip(page.texts("tbody td:first-child a"), page.texts("tbody td.n"), strict=True))
    assert rows["Telavi"] == "2"
    assert len(rows) == 78
    assert page.texts("option[selected]") == ["2025"]
    for odd in ("1800", "abc", "99999999999", "²"):
        assert browser.get(f"/municipalities/?year={odd}").status == 200


def test_ongoing_events_are_still_coming(browser, add_event):
    begun = today() - timedelta(days=3)
    add_event(
        "გამოფენა",
        first_day=begun.isoformat(),
        last_day=(today() + timedelta(days=3)).isoformat(),
    )
    assert browser.get("/").texts(".evs a") == ["გამოფენა"]


def test_health_and_robots(browser, app):
    assert browser.get("/healthz").text == "ok\n"
    assert browser.get("/readyz").status == 200
    assert "Sitemap: http://localhost/sitemap.xml" in browser.get("/robots.txt").text
    db.session.execute(db.text("UPDATE alembic_version SET version_num = 'older'"))
    db.session.commit()
    answer = browser.get("/readyz")
    assert (answer.status, answer.text) == (503, "database not migrated\n")
    db.session.execute(db.text("DROP TABLE alembic_version"))
    db.session.commit()
    assert browser.get("/readyz").status == 503
    assert browser.get("/healthz").status == 200


def test_site_map_lists_both_languages(browser, add_event):
    event = add_event("ევროპის დღე", title_en="Europe Day", first_day="2025-05-09")
    assert "<loc>http://localhost/sitemap-2025.xml</loc>" in browser.get("/sitemap.xml").text
    listed = browser.get("/sitemap-2025.xml").text
    assert f"<loc>http://localhost/events/{event.id}-evropis-dghe/</loc>" in listed
    assert f"<loc>http://localhost/en/events/{event.id}-europe-day/</loc>" in listed
    assert browser.get("/sitemap-1900.xml").status == 404
    assert "/en/municipalities/telavi/" in browser.get("/sitemap-pages.xml").text


def test_footer_names_the_department_as_the_office_set_it(browser):
    change_setting("department_ka", "საკომუნიკაციო დეპარტამენტი", actor=Machine())
    db.session.commit()
    assert browser.get("/").texts("footer p")[0] == "საკომუნიკაციო დეპარტამენტი"
    assert browser.get("/en/").texts("footer p")[0] == "Department of Strategic Communication"
