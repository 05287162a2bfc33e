"""The desk of a partner: three things, with the next step beside each."""

from datetime import timedelta

import pytest

from stratcom.accounts.permissions import Role
from stratcom.db import db, utcnow
from stratcom.events.enums import EventState, Occurrence
from stratcom.moments import today
from stratcom.notices.enums import NoticeKind
from stratcom.notices.services import tell

OWN, OTHER = "ახალი ხმა", "გორის მერია"


@pytest.fixture
def partner(browser, make_user):
    user = make_user(Role.PARTNER, organisation=OWN, language="en")
    browser.sign_in(user)
    return user


def days(number):
    return (today() + timedelta(days=number)).isoformat()


def lines(answer, part):
    """Title, state and next step of each line in one of the three."""
    section = answer.html.select_one(f'section[aria-labelledby="{part}"]')
    found = []
    for line in section.select(".todo > li"):
        button = line.select_one("a.btn")
        badge = line.select_one(".st")
        found.append(
            (
                line.a.get_text(),
                badge.get_text() if badge else "",
                button["href"] if button else "",
            )
        )
    return found


def test_there_are_three_things_and_one_large_button(browser, partner):
    answer = browser.get("/desk/")
    assert answer.texts("main h2") == ["My events", "My reports", "Messages for me"]
    button = answer.html.select("main a.btn")
    assert [(one.get_text(), one["href"]) for one in button] == [("New event", "/desk/submit/")]


def test_my_events_say_what_to_do_next(browser, partner, make_event):
    def add(title, state, day=20, owner=OWN, **columns):
        given = {"state": state} | columns
        return make_event(owner, title_ka=title, first_day=days(day), columns=given).id

    sent = add("გაგზავნილი", EventState.SUBMITTED, 9)
    draft = add("შავი", EventState.DRAFT)
    back = add("დაბრუნებული", EventState.RETURNED, return_reason="დააზუსტეთ დრო.")
    add("გამოქვეყნებული", EventState.PUBLISHED, 5)
    add("სხვისი", EventState.PUBLISHED, 5, owner=OTHER)
    add("ძველი", EventState.SUBMITTED, -90)
    answer = browser.get("/desk/")
    assert lines(answer, "my-events") == [
        ("დაბრუნებული", "Returned: please correct it", f"/desk/submit/{back}"),
        ("შავი", "Draft: not sent yet", f"/desk/submit/{draft}"),
        ("გამოქვეყნებული", "Published", ""),
        ("გაგზავნილი", "Received, being considered", ""),
    ]
    assert answer.texts("#main .note.warning") == ["დააზუსტეთ დრო."]
    assert answer.html.select_one(f'a[href="/desk/events/{sent}"]').get_text() == "გაგზავნილი"


def test_my_reports_show_what_is_due_first(browser, partner, make_event):
    over = {"state": EventState.PUBLISHED}
    older = make_event(OWN, title_ka="ძველი", first_day=days(-9), columns=over)
    newer = make_event(OWN, title_ka="ახალი", first_day=days(-2), columns=over)
    make_event(OTHER, title_ka="სხვისი", first_day=days(-2), columns=over)
    done = over | {"occurrence": Occurrence.HELD, "reported_at": utcnow(), "actual_total": 31}
    make_event(OWN, title_ka="ჩატარებული", first_day=days(-5), columns=done)
    answer = browser.get("/desk/")
    assert lines(answer, "my-reports") == [
        ("ძველი", "", f"/desk/events/{older.id}/report"),
        ("ახალი", "", f"/desk/events/{newer.id}/report"),
        ("ჩატარებული", "", ""),
    ]
    assert answer.texts("#my-reports .st") == ["2"]
    assert "31" in answer.texts("section[aria-labelledby=my-reports] ul")[-1]


def test_messages_for_me_are_mine(browser, partner, make_user):
    words = {"title_ka": "ლექცია"}
    tell([partner], NoticeKind.EVENT_APPROVED, path="/desk/events/1", words=words)
    other = make_user(Role.PARTNER, organisation=OTHER)
    tell([other], NoticeKind.EVENT_PUBLISHED, path="/desk/events/1", words=words)
    db.session.commit()
    assert lines(browser.get("/desk/"), "my-messages") == [("“ლექცია” was approved.", "new", "")]


def test_the_menu_holds_what_partners_need(browser, partner):
    menu = browser.get("/desk/").texts("header nav[aria-label=Main] a")
    assert menu[0] == "Today"
    assert len(menu) <= 4
