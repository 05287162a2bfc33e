"""Today: what waits for whom."""

from datetime import timedelta

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.events.enums import EventState
from stratcom.events.models import JoinRequest
from stratcom.moments import today
from stratcom.notices.enums import NoticeKind
from stratcom.notices.services import tell
from stratcom.partners.services import find_organisation

OWN = "თელავის მერია"
OTHER = "გორის მერია"


def sections(answer):
    """Heading of each card with the titles under it."""
    return {
        next(card.h2.stripped_strings): [link.get_text() for link in card.select("li > a")]
        for card in answer.html.select(".today .card")
    }


def some_events(make_event):
    past = (today() - timedelta(days=3)).isoformat()
    soon = (today() + timedelta(days=3)).isoformat()
    make_event(OWN, title_ka="შავი")
    make_event(OWN, title_ka="დაბრუნებული", columns={"state": EventState.RETURNED})
    make_event(OTHER, title_ka="გასაგზავნი")
    make_event(OWN, title_ka="დასამტკიცებელი", columns={"state": EventState.SUBMITTED})
    approved = {"state": EventState.APPROVED}
    make_event(OWN, title_ka="საანგარიშო", first_day=past, columns=approved)
    make_event(OTHER, title_ka="სხვისი", first_day=past, columns=approved)
    marked = approved | {"review_marks": {"title_ka": "ძველი"}}
    make_event(OWN, title_ka="შეცვლილი", first_day=soon, columns=marked)
    return make_event(OTHER, title_ka="სხვისი მალე", first_day=soon, columns=approved)


def test_a_member_of_an_agency_sees_their_own_work(browser, make_user, make_event):
    some_events(make_event)
    browser.sign_in(make_user(Role.AGENCY_MEMBER, organisation=OWN, language="en"))
    assert sections(browser.get("/desk/")) == {
        "Reports due": ["საანგარიშო"],
        "Offers to join": [],
        "Our drafts and returned events": ["დაბრუნებული", "შავი"],
        "The next 14 days": ["შეცვლილი"],
    }


def test_a_director_sees_what_waits_for_approval(browser, make_user, make_event):
    event = some_events(make_event)
    asking = make_user(Role.PARTNER, organisation=OWN)
    body = find_organisation(OWN)
    db.session.add(JoinRequest(event_id=event.id, organisation_id=body.id, asked_by_id=asking.id))
    db.session.commit()
    browser.sign_in(make_user(Role.DIRECTOR, language="en"))
    seen = sections(browser.get("/desk/"))
    assert seen == {
        "Waiting for your approval": ["დასამტკიცებელი"],
        "Changed after approval": ["შეცვლილი"],
        "Reports due": ["საანგარიშო", "სხვისი"],
        "Offers to join": ["სხვისი მალე"],
        "My next steps": [],
        "Our drafts and returned events": [],
        "The next 14 days": ["შეცვლილი", "სხვისი მალე"],
    }


def test_an_observer_sees_the_coming_days_alone(browser, make_user, make_event):
    some_events(make_event)
    browser.sign_in(make_user(Role.OBSERVER, language="en"))
    assert sections(browser.get("/desk/")) == {"The next 14 days": ["შეცვლილი", "სხვისი მალე"]}


def test_short_lists_lead_to_the_whole(browser, make_user, make_event):
    for number in range(7):
        make_event(title_ka=f"შავი {number}", owner=OWN)
    browser.sign_in(make_user(Role.AGENCY_MEMBER, organisation=OWN, language="en"))
    answer = browser.get("/desk/")
    link = next(one for one in answer.html.select("a") if one.get_text() == "All: 7")
    assert link["href"] == "/desk/events/?mine=1&state=draft&state=returned"
    assert len(browser.get(link["href"]).html.select("table.events tbody tr")) == 7


def test_messages_stand_among_the_rest(browser, make_user, make_event):
    director = make_user(Role.DIRECTOR, language="en")
    browser.sign_in(director)
    assert "Messages" not in sections(browser.get("/desk/"))
    tell([director], NoticeKind.EVENT_SUBMITTED, path="/desk/events/1", words={"title_ka": "ა"})
    db.session.commit()
    assert sections(browser.get("/desk/"))["Messages"] == [
        "“ა” waits for approval. Sent by: not known."
    ]
