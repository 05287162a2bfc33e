"""The list of events: what it finds, for whom, and how it answers."""

import random
from datetime import timedelta
from urllib.parse import urlencode

import brotli
import pytest
from werkzeug.datastructures import MultiDict

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.events import queries, rules
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.filters import narrow, read_filters
from stratcom.events.search import find_ids
from stratcom.moments import today, utcnow
from tests.events.population import everything, fits, populate

CHOICES = {
    "from": ("2026-10-20", "2026-11-15"),
    "to": ("2026-11-16", "2026-12-10"),
    "region": ("GE-KA",),
    "municipality": ("telavi", "batumi"),
    "audience": ("students", "youth"),
    "format": ("training",),
    "organiser": ("გორის მერია",),
    "state": ("draft", "published"),
    "occurrence": ("planned", "held"),
    "online": ("0", "1"),
    "q": ("შეხვედრები სტუდენტებისთვის",),
    "unreported": ("1",),
}


def titles(answer):
    return answer.texts("table.events td a[id]")


def test_filters_combined_find_exactly_the_right_events(app, make_user):
    populate(120)
    user = make_user(Role.DIRECTOR)
    events = everything()
    draw = random.Random(7)
    found_some = 0
    for _ in range(120):
        names = draw.sample(sorted(CHOICES), draw.choice((1, 1, 2, 2, 3)))
        wanted = {name: draw.choice(CHOICES[name]) for name in names}
        filters = read_filters(MultiDict(wanted), desk=True)
        with app.test_request_context():
            search = narrow(queries.visible_to(user), filters, user=user)
            ids = find_ids(search)
        assert sorted(ids) == [one.id for one in events if fits(one, wanted)], wanted
        found_some += bool(ids)
    assert found_some > 60


@pytest.mark.parametrize("role", list(Role))
def test_lists_show_what_the_rules_let_one_see(app, make_user, make_event, role):
    user = make_user(role, organisation="თელავის მერია")
    soon = utcnow() + timedelta(days=3)
    for owner in ("თელავის მერია", "გორის მერია", None):
        for state in EventState:
            for confidential in (False, True):
                for embargo in (None, soon):
                    columns = {"state": state, "embargo_until": embargo}
                    make_event(owner, columns=columns, confidential=confidential)
    seen = set(find_ids(queries.visible_to(user)))
    assert seen == {one.id for one in everything() if rules.can_view(user, one)}
    assert seen


@pytest.mark.parametrize("role", [Role.PARTNER, Role.OBSERVER, Role.IMPLEMENTER])
def test_a_person_without_an_organisation_sees_the_same_in_lists_as_in_rules(
    make_user, make_event, role
):
    user, other = make_user(role), make_user(Role.EDITOR)
    for maker in (user, other):
        for state in EventState:
            make_event(None, columns={"state": state, "created_by_id": maker.id})
    make_event("გორის მერია", columns={"created_by_id": user.id})
    seen = set(find_ids(queries.visible_to(user)))
    assert seen == {one.id for one in everything() if rules.can_view(user, one)}


@pytest.mark.parametrize("htmx", [False, True])
def test_the_list_answers_with_a_page_or_its_fragment(browser, make_user, make_event, htmx):
    make_event(title_ka="ტრენინგი მასწავლებლებისთვის")
    make_event(title_ka="ვიქტორინა")
    browser.sign_in(make_user(Role.DIRECTOR))
    answer = browser.get("/desk/events/?q=ტრენინგები&audience=&page=", htmx=htmx)
    assert (answer.status, titles(answer)) == (200, ["ტრენინგი მასწავლებლებისთვის"])
    assert len(answer.html.select("h1")) == (0 if htmx else 1)
    assert len(answer.html.select("#events-list")) == 1
    query = urlencode({"q": "ტრენინგები"})
    pushed = f"/desk/events/?{query}" if htmx else None
    assert answer.headers.get("HX-Push-Url") == pushed
    tabs = [one["href"] for one in answer.html.select(".tabs a")]
    assert tabs[1] == f"/desk/events/calendar/?{query}"


def test_active_filters_are_chips_that_take_themselves_off(browser, make_user, make_event):
    make_event(audiences=["students", "youth"])
    browser.sign_in(make_user(Role.EDITOR, language="en"))
    answer = browser.get("/desk/events/?audience=students&audience=youth&state=draft")
    chips = answer.html.select(".chips a")
    assert [one.select_one(".vh").next_sibling.strip() for one in chips] == [
        "Audience:\xa0Students",
        "Audience:\xa0Youth",
        "State:\xa0Draft",
    ]
    assert chips[0]["href"] == "/desk/events/?audience=youth&state=draft"
    # The second value has no select of its own, so it stays in the form as it is.
    assert answer.html.select_one("input[type=hidden][name=audience]")["value"] == "youth"


def test_oldest_first_turns_the_list_round(browser, make_user, make_event):
    for day in ("2026-12-02", "2026-12-01", "2026-12-03"):
        make_event(title_ka=day, first_day=day)
    browser.sign_in(make_user(Role.EDITOR))
    assert titles(browser.get("/desk/events/")) == ["2026-12-03", "2026-12-02", "2026-12-01"]
    oldest = browser.get("/desk/events/?sort=oldest")
    assert titles(oldest) == ["2026-12-01", "2026-12-02", "2026-12-03"]


def test_pages_hold_all_events_once_and_a_fragment_stays_light(browser, make_user):
    populate(60)
    browser.sign_in(make_user(Role.DIRECTOR))
    ids = []
    for number in (1, 2, 3):
        answer = browser.get(f"/desk/events/?page={number}", htmx=True)
        ids += [one["id"] for one in answer.html.select("table.events td a[id]")]
        assert len(brotli.compress(answer.data, quality=5)) < 4_096
    assert len(ids) == len(set(ids)) == 60
    assert browser.get("/desk/events/?page=4").html.select_one("#nothing-found")


def test_notes_never_stand_in_a_list_or_on_paper(browser, make_user, make_event):
    make_event(internal_notes="საიდუმლო ჩანაწერი")
    browser.sign_in(make_user(Role.ADMINISTRATOR))
    for path in ("", "print/", "calendar/", "week/", "map/", "unreported/"):
        answer = browser.get(f"/desk/events/{path}")
        assert (answer.status, "საიდუმლო" in answer.text) == (200, False)


def test_badges_mark_what_needs_attention(browser, make_user, make_event):
    yesterday = (today() - timedelta(days=1)).isoformat()
    approved = {"state": EventState.APPROVED}
    make_event(first_day=yesterday, columns=approved, confidential=True)
    held = approved | {"occurrence": Occurrence.HELD, "review_marks": {"title_ka": "ძველი"}}
    make_event(first_day="2026-01-01", columns=held, umbrella=True)
    browser.sign_in(make_user(Role.EDITOR, language="en"))
    rows = browser.get("/desk/events/").html.select("table.events tbody tr")
    badges = [[badge.get_text() for badge in row.select(".st")] for row in rows]
    assert badges == [
        ["Confidential", "Report overdue"],
        ["Umbrella", "Changed after approval", "Held"],
    ]


def test_the_printed_list_says_when_there_are_more(browser, make_user, make_event, monkeypatch):
    monkeypatch.setattr("stratcom.events.views.lists.MOST_PRINTED", 2)
    for _ in range(3):
        make_event()
    browser.sign_in(make_user(Role.EDITOR, language="en"))
    answer = browser.get("/desk/events/print/")
    assert len(answer.html.select("table.paper tbody tr")) == 2
    assert answer.texts(".note.warning")[0].startswith("Only the first 2 events are shown")


def test_the_map_counts_by_municipality_and_leads_to_the_list(browser, make_user):
    populate(60)
    browser.sign_in(make_user(Role.DIRECTOR, language="en"))
    wanted = {"audience": "youth", "from": "2026-10-20"}
    in_telavi = [one for one in everything() if fits(one, wanted | {"municipality": "telavi"})]
    answer = browser.get("/desk/events/map/?" + urlencode(wanted))
    tile = answer.html.select_one('svg a[aria-label^="Telavi:"]')
    assert tile["aria-label"] == f"Telavi: {len(in_telavi)}"
    assert tile["href"] == "/desk/events/?from=2026-10-20&audience=youth&municipality=telavi"
    rows = [row.get_text("|") for row in answer.html.select("table.figures tbody tr")]
    assert f"Telavi|Kakheti|{len(in_telavi)}" in rows
    assert in_telavi


@pytest.mark.parametrize(
    "query",
    [
        "from=ხვალ&to=2026-13-45",
        "page=-1",
        "page=99999999999999",
        "region=%01&municipality=%27%3B--",
        "organiser=99999999999999999999&involved=0",
        "sort=sideways&online=maybe&state=none&occurrence=%F0%9F%8E%89",
        "q=" + "ა" * 5_000,
        "audience=a&audience=b&audience=" + "&audience=".join("cdefghij" * 5),
        "archived=1&mine=1&unreported=1&marked=1",
        "at=9999-99",
    ],
)
@pytest.mark.parametrize("view", ["", "calendar/", "week/", "map/", "print/"])
def test_odd_addresses_are_answered_calmly(browser, make_user, make_event, query, view):
    make_event()
    browser.sign_in(make_user(Role.PARTNER, organisation="თელავის მერია"))
    answer = browser.get(f"/desk/events/{view}?{query}")
    refused = {("at=9999-99", "calendar/"): 404}
    assert answer.status == refused.get((query, view), 200)
    if query.startswith("from="):
        assert len(answer.html.select(".note.warning")) == 2


def test_reports_due_are_grouped_by_organisation(browser, new_browser, make_user, make_event):
    day = (today() - timedelta(days=12)).isoformat()
    approved = {"state": EventState.APPROVED}
    for _ in range(6):
        make_event("თელავის მერია", first_day=day, columns=approved)
    make_event("გორის მერია", first_day="2026-01-01", columns=approved)
    make_event("გორის მერია", first_day="2026-01-01")  # a draft owes nothing
    browser.sign_in(make_user(Role.EDITOR, language="en"))
    answer = browser.get("/desk/events/unreported/")
    assert answer.texts("section h2") == ["თელავის მერია", "გორის მერია"]
    assert answer.texts("section .count")[0] == "Events: 6 · longest overdue: 12 days"
    assert [len(table.select("tbody tr")) for table in answer.html.select("table")] == [5, 1]
    whole = answer.html.select_one("section > p > a")["href"]
    assert len(browser.get(whole).html.select("tbody tr")) == 6
    own = new_browser().sign_in(make_user(Role.PARTNER, organisation="გორის მერია"))
    assert own.get("/desk/events/unreported/").texts("section h2") == ["გორის მერია"]
    assert own.get(whole).html.select("tbody tr") == []
    db.session.rollback()
