"""The screens of one event, as a browser and as htmx see them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.events import queries
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.models import Event
from stratcom.events.services.records import refile
from stratcom.events.values import snapshot
from stratcom.moments import today

VALID = {
    "title_ka": "შეხვედრა მასწავლებლებთან",
    "first_day": "2027-03-01",
    "municipality": "telavi",
    "organisers": "თელავის მერია\nკახეთის მედიაცენტრი",
    "audiences": "teachers",
    "precision": "exact",
    "certainty": "confirmed",
}
OWN = "თელავის მერია"


def event_now(event_id=1):
    return queries.find_event(event_id)


@pytest.mark.parametrize("htmx", [False, True])
def test_new_event_is_saved_as_a_draft(browser, make_user, htmx):
    browser.sign_in(make_user(Role.PARTNER, organisation=OWN))
    answer = browser.post("/desk/events/new", VALID, htmx=htmx)
    assert (answer.status, answer.location) == (204 if htmx else 303, "/desk/events/1?saved=new")
    event = event_now()
    values = snapshot(event)
    assert (event.state, event.owner.name_ka) == (EventState.DRAFT, OWN)
    assert values["organisers"] == [OWN, "კახეთის მედიაცენტრი"]
    assert (values["first_day"], values["last_day"]) == ("2027-03-01", "2027-03-01")


@pytest.mark.parametrize("htmx", [False, True])
def test_refused_form_says_why_in_georgian_and_keeps_everything(browser, make_user, htmx):
    browser.sign_in(make_user())
    bad = VALID | {"title_ka": "", "first_day": "31.02.2027", "description_ka": "გრძელი ტექსტი"}
    answer = browser.post("/desk/events/new", bad, htmx=htmx)
    assert answer.status == 422
    assert answer.texts(".error-summary li") == [
        "დასახელება ქართულად: ეს ველი სავალდებულოა.",
        "თარიღი (პირველი დღე): თარიღი გაუგებარია. ჩაწერეთ ასე: 23.11.2026.",
    ]
    assert answer.html.select_one("#description_ka").text.strip() == "გრძელი ტექსტი"
    assert answer.html.select_one("#organisers").text.strip() == VALID["organisers"]
    assert answer.html.select_one("#first_day")["value"] == "31.02.2027"
    assert bool(answer.html.select("html")) is not htmx


def test_date_may_be_typed_as_people_write_it(browser, make_user):
    browser.sign_in(make_user())
    browser.post("/desk/events/new", VALID | {"first_day": "01.03.2027", "start_time": "14.30"})
    assert snapshot(event_now())["first_day"] == "2027-03-01"
    assert snapshot(event_now())["start_time"] == "14:30"


def test_confirmed_needs_an_exact_day(browser, make_user):
    browser.sign_in(make_user())
    answer = browser.post("/desk/events/new", VALID | {"precision": "quarter"})
    assert answer.status == 422
    assert answer.texts("#certainty-error") == ["დადასტურებული თარიღი ზუსტი დღე უნდა იყოს."]


def test_two_editors_the_second_sees_both_versions_and_loses_nothing(
    new_browser, make_user, make_event
):
    make_event(OWN, title_ka="ძველი", first_day="2027-03-01", municipality="telavi")
    first = new_browser().sign_in(make_user(Role.EDITOR, name="ანა"))
    second = new_browser().sign_in(make_user(Role.EDITOR, name="ბექა"))
    base = VALID | {"title_ka": "ძველი", "row_version": "1", "venue_ka": "", "contact": ""}
    assert (
        first.post("/desk/events/1/edit", base | {"title_ka": "ანასი", "venue_ka": "სკოლა"}).status
        == 303
    )
    answer = second.post("/desk/events/1/edit", base | {"title_ka": "ბექასი", "contact": "ბექა"})
    assert answer.status == 409
    rows = {
        row.select_one("th").get_text(" ", strip=True): [
            cell.get_text(" ", strip=True) for cell in row.select("td")
        ]
        for row in answer.html.select("#conflict tbody tr")
    }
    assert rows["დასახელება ქართულად იყო: ძველი"] == ["ანასი", "ბექასი დატოვეთ სხვისი"]
    assert rows["ჩატარების ადგილი იყო: –"][0] == "სკოლა"
    form = answer.html.select_one("#event-form")
    assert form.select_one("#title_ka")["value"] == "ბექასი"
    assert form.select_one("#venue_ka")["value"] == "სკოლა"
    assert form.select_one("#contact")["value"] == "ბექა"
    version = form.select_one("#row_version")["value"]
    assert version == "2"
    saved = base | {"title_ka": "ბექასი", "contact": "ბექა", "venue_ka": "სკოლა"}
    answer = second.post(
        "/desk/events/1/edit", saved | {"row_version": version, "theirs": "title_ka"}
    )
    assert answer.status == 303
    now = snapshot(event_now())
    assert (now["title_ka"], now["venue_ka"], now["contact"]) == ("ანასი", "სკოლა", "ბექა")


def test_whole_way_to_the_public_with_four_eyes(new_browser, make_user, make_event):
    make_event(OWN)
    author = new_browser().sign_in(make_user(Role.PARTNER, organisation=OWN))
    director = new_browser().sign_in(make_user(Role.DIRECTOR))

    def move(who, to, version, **more):
        return who.post("/desk/events/1/move", {"to": to, "row_version": version, **more}).status

    assert move(author, "submitted", 1) == 303
    assert move(author, "approved", 2) == 403
    assert move(director, "returned", 2) == 422
    assert move(director, "returned", 2, reason="თარიღი დააზუსტეთ") == 303
    assert "თარიღი დააზუსტეთ" in author.get("/desk/events/1").text
    assert move(author, "submitted", 3) == 303
    assert move(director, "approved", 3) == 409
    assert move(director, "approved", 4) == 303
    assert move(director, "published", 5) == 303
    assert event_now().state is EventState.PUBLISHED


def test_nobody_approves_what_they_submitted(browser, make_user, make_event):
    make_event()
    browser.sign_in(make_user(Role.DIRECTOR))
    assert browser.post("/desk/events/1/move", {"to": "submitted", "row_version": 1}).status == 303
    assert browser.post("/desk/events/1/move", {"to": "approved", "row_version": 2}).status == 403
    assert not browser.get("/desk/events/1").html.select("button[value=approved]")


def test_htmx_move_answers_with_the_panel(browser, make_user, make_event):
    make_event()
    browser.sign_in(make_user())
    answer = browser.post("/desk/events/1/move", {"to": "submitted", "row_version": 1}, htmx=True)
    assert answer.status == 200
    assert (
        answer.html.select_one("#workflow-panel [role=status]").text
        == "გაგზავნილია დასამტკიცებლად."
    )


def test_report_is_prefilled_with_the_plan_and_marks_it_held(browser, make_user, make_event):
    make_event(first_day="2026-11-02", planned_total=60, planned_women=30)
    browser.sign_in(make_user())
    form = browser.get("/desk/events/1/report").html
    assert form.select_one("#actual_total")["value"] == "60"
    answer = browser.post(
        "/desk/events/1/report", {"held": "yes", "actual_total": "", "row_version": 1}
    )
    assert answer.status == 422
    answer = browser.post(
        "/desk/events/1/report",
        {"held": "yes", "actual_total": "45", "result": "კარგად ჩაიარა", "row_version": 1},
    )
    assert answer.location == "/desk/events/1"
    event = event_now()
    assert (event.occurrence, event.actual_total, event.result) == (
        Occurrence.HELD,
        45,
        "კარგად ჩაიარა",
    )


def test_report_waits_for_the_day(browser, make_user, make_event):
    make_event()
    assert browser.sign_in(make_user()).get("/desk/events/1/report").status == 403


@pytest.mark.parametrize("screen", ["postpone", "cancel", "copy"])
def test_short_forms_refuse_empty_answers(browser, make_user, make_event, screen):
    make_event()
    browser.sign_in(make_user())
    assert browser.get(f"/desk/events/1/{screen}").status == 200
    assert browser.post(f"/desk/events/1/{screen}", {"row_version": 1}).status == 422
    answer = browser.post(
        f"/desk/events/1/{screen}",
        {"row_version": 1, "reason": "მიზეზი", "first_day": "2027-07-01", "precision": "exact"},
    )
    assert answer.status == 303


def test_internal_notes_and_lessons_are_hidden_from_other_organisations(
    new_browser, make_user, make_event
):
    event = make_event(OWN, internal_notes="საიდუმლო შენიშვნა")
    event.state, event.lesson = EventState.PUBLISHED, "საიდუმლო გაკვეთილი"
    refile(queries.find_event(event.id))
    db.session.commit()
    stranger = new_browser().sign_in(make_user(Role.PARTNER, organisation="სხვა ორგანიზაცია"))
    page = stranger.get("/desk/events/1")
    assert page.status == 200
    assert "საიდუმლო" not in page.text
    owner = new_browser().sign_in(make_user(Role.PARTNER, organisation=OWN))
    assert "საიდუმლო შენიშვნა" in owner.get("/desk/events/1").text


def test_confidential_event_does_not_exist_for_others(new_browser, make_user, make_event):
    make_event(OWN, confidential=True)
    stranger = new_browser().sign_in(make_user(Role.PARTNER, organisation="სხვა ორგანიზაცია"))
    assert stranger.get("/desk/events/1").status == 404
    assert new_browser().sign_in(make_user(Role.EDITOR)).get("/desk/events/1").status == 200


def test_nearby_events_are_shown_while_typing_and_offered_to_join(
    new_browser, make_user, make_event
):
    event = make_event(OWN, first_day="2027-03-05", municipality="telavi", audiences=["teachers"])
    event.state = EventState.APPROVED
    refile(queries.find_event(event.id))
    db.session.commit()
    guest = new_browser().sign_in(make_user(Role.PARTNER, organisation="სხვა ორგანიზაცია"))
    answer = guest.post("/desk/events/clashes", VALID, htmx=True)
    assert answer.texts("#clashes small") == ["იგივე ადგილი: თელავი; იგივე აუდიტორია: პედაგოგები"]
    assert answer.html.select_one("#clashes a[href$='#join']")["href"] == "/desk/events/1#join"
    whole = guest.post("/desk/events/clashes", VALID)
    assert whole.html.select_one("#title_ka")["value"] == VALID["title_ka"]
    assert whole.texts("#clashes li")
    far = guest.post("/desk/events/clashes", VALID | {"first_day": "2027-03-20"}, htmx=True)
    assert not far.texts("#clashes li")


def test_clash_in_the_same_village_without_a_municipality(browser, make_user, make_event):
    make_event(first_day="2027-03-05", settlement="კისისხევი")
    browser.sign_in(make_user())
    data = {"title_ka": "x", "first_day": "2027-03-01", "settlement": "კისისხევში"}
    answer = browser.post("/desk/events/clashes", data, htmx=True)
    assert answer.texts("#clashes small") == ["იგივე დასახლება: კისისხევი"]


def test_cancelled_events_do_not_clash(browser, make_user, make_event):
    make_event(first_day="2027-03-05", municipality="telavi")
    browser.sign_in(make_user())
    browser.post("/desk/events/1/cancel", {"reason": "ასე", "row_version": 1})
    assert not browser.post("/desk/events/clashes", VALID, htmx=True).texts("#clashes li")


def test_odd_input_never_breaks_the_form(browser, make_user):
    browser.sign_in(make_user())
    odd = {
        "title_ka": "ა" * 5000,
        "first_day": "9999-99-99",
        "planned_total": "ბევრი",
        "municipality": "nowhere",
        "audiences": "nobody",
        "parent": "abc",
        "row_version": "-5",
        "embargo_until": "ხვალ",
        "organisers": "\n".join(f"ორგანიზაცია {n}" for n in range(60)),
    }
    for path in ("/desk/events/new", "/desk/events/clashes"):
        assert browser.post(path, odd).status in {200, 422}
    assert db.session.scalar(sa.select(sa.func.count(Event.id))) == 0


def test_english_page_marks_georgian_titles(new_browser, make_user, make_event):
    make_event(title_ka="მხოლოდ ქართულად")
    page = new_browser().sign_in(make_user(language="en")).get("/desk/events/1")
    assert page.html.html["lang"] == "en"
    assert page.html.h1["lang"] == "ka"


def test_one_more_organiser_is_offered_by_name_and_added(browser, make_user, make_event):
    make_event(organisers=["კახეთის მედიაცენტრი"])
    browser.sign_in(make_user())
    page = browser.get("/desk/events/new")
    offered = [one["value"] for one in page.html.select("#known-organisers option")]
    assert offered == ["კახეთის მედიაცენტრი"]
    more = {"organisers": OWN, "organiser_more": "კახეთის მედიაცენტრი"}
    browser.post("/desk/events/new", VALID | more)
    assert snapshot(event_now(2))["organisers"] == [OWN, "კახეთის მედიაცენტრი"]


def test_a_report_whose_numbers_do_not_fit_comes_back_with_them(browser, make_user, make_event):
    day = (today() - timedelta(days=1)).isoformat()
    columns = {"state": EventState.PUBLISHED}
    event = make_event(OWN, first_day=day, planned_total=40, columns=columns)
    browser.sign_in(make_user(Role.PARTNER, organisation=OWN))
    path = f"/desk/events/{event.id}/report"
    folded = browser.get(path).html.select("#report-form details")
    assert [one.has_attr("open") for one in folded] == [False, False]
    given = {"held": "yes", "actual_total": "10", "actual_women": "8", "actual_men": "7"}
    answer = browser.post(path, given | {"row_version": str(event.row_version), "result": "კარგი"})
    assert (answer.status, len(answer.html.select("#actual_total-error"))) == (422, 1)
    assert answer.html.select_one("#actual_women")["value"] == "8"
    assert answer.html.select_one("#result").get_text().strip() == "კარგი"
    assert answer.html.select("#report-form details")[1].has_attr("open")
