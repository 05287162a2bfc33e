"""Guest links that lead nowhere or are over, and how much may be sent by them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.models import Event
from stratcom.events.queries import find_event
from stratcom.moments import today
from stratcom.submissions.models import GuestLink, GuestSubmission
from stratcom.submissions.services import close_link, renew_link
from stratcom.submissions.tokens import token_of
from tests.submissions.test_guests import only_event, only_submission
from tests.submissions.test_short_form import fields_of


def test_a_link_that_is_not_ours_leads_nowhere(app, new_browser, make_link):
    _link, token = make_link()
    swapped = ("A" if token[0] != "A" else "B") + token[1:]
    for wrong in ("x", token[:-1], f"{token}x", swapped, token.swapcase(), "%00", "ა"):
        answer = new_browser().get(f"/submit/{wrong}/")
        assert answer.status in {400, 404}, wrong
    answer = new_browser().get("/submit/x/")
    assert len(answer.html.select("form")) == 0
    assert "სტრატეგიული კომუნიკაციის დეპარტამენტი" in answer.text


def test_another_secret_signs_no_link(app, new_browser, make_link):
    link, token = make_link()
    kept = app.secret_key
    try:
        app.secret_key = "another secret that is long enough for anyone"
        forged = token_of(link)
    finally:
        app.secret_key = kept
    assert new_browser().get(f"/submit/{token}/").status == 200
    assert new_browser().get(f"/submit/{forged}/").status == 404


@pytest.mark.parametrize("how", ["expired", "closed", "renewed"])
def test_a_link_that_is_over_says_whom_to_ask(visit, make_link, make_user, sent_by_guest, how):
    link, token = make_link(language="en")
    guest = visit(token)
    guest.post(sent_by_guest)
    submission = only_submission()
    link = db.session.get_one(GuestLink, link.id)
    if how == "expired":
        link.valid_until = today() - timedelta(days=1)
    elif how == "closed":
        close_link(link, actor=Machine())
    else:
        renew_link(link, actor=Machine())
    fresh = token_of(link)
    db.session.commit()
    for path in ("", "sent", f"{submission.id}/correct", f"{submission.id}/report"):
        assert guest.get(path).status == 410
    assert guest.post(sent_by_guest).status == 410
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Event)) == 1
    assert "Department of Strategic Communication" in guest.get().texts("main p")[-1]
    if how == "renewed":
        assert visit(fresh).get().texts(".todo li > .st") == ["Received, being considered"]


def test_a_link_is_valid_through_its_last_day(visit, make_link):
    assert visit(make_link(valid_until=today())[1]).get().status == 200


def test_two_links_do_not_see_each_other(visit, make_link, sent_by_guest):
    _first, token = make_link()
    _second, other = make_link("სხვა ცენტრი")
    visit(token).post(sent_by_guest)
    submission = only_submission()
    stranger = visit(other)
    assert sent_by_guest["title_ka"] not in stranger.get().text
    for path in (f"{submission.id}/correct", f"{submission.id}/report"):
        assert stranger.get(path).status == 404
        assert stranger.post(sent_by_guest, path).status == 404
    assert only_event().row_version == find_event(submission.event_id).row_version
    same_body = visit(make_link()[1])
    assert same_body.get(f"{submission.id}/correct").status == 404


def test_five_sends_in_a_quarter_of_an_hour_are_enough(visit, make_link, sent_by_guest):
    guest = visit(make_link(language="en")[1])
    for number in range(5):
        answer = guest.post(sent_by_guest | {"title_ka": f"შეხვედრა {number}"})
        assert answer.status == 303
    answer = guest.post(sent_by_guest | {"title_ka": "მეექვსე"})
    assert (answer.status, answer.headers["Retry-After"]) == (429, "900")
    assert answer.html.select_one("#title_ka")["value"] == "მეექვსე"
    assert len(answer.html.select(".note.error")) == 1
    submission = db.session.scalars(sa.select(GuestSubmission.id)).first()
    fields = fields_of(guest.get(f"{submission}/correct"), "form") | {"venue_ka": "სხვაგან"}
    answer = guest.post(fields, f"{submission}/correct")
    assert (answer.status, answer.html.select_one("#venue_ka")["value"]) == (429, "სხვაგან")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Event)) == 5


def test_one_address_sends_twenty_by_all_links(visit, make_link, sent_by_guest):
    guests = [visit(make_link(f"ცენტრი {number}")[1]) for number in range(5)]
    for guest in guests[:4]:
        for _ in range(5):
            assert guest.post(sent_by_guest).status == 303
    assert guests[4].post(sent_by_guest).status == 429
    elsewhere = {"environ_overrides": {"REMOTE_ADDR": "192.0.2.7"}}
    assert guests[4].post(sent_by_guest, **elsewhere).status == 303


def test_a_link_takes_no_more_than_it_allows(visit, make_link, sent_by_guest):
    guest = visit(make_link(most=1, language="en")[1])
    assert guest.post(sent_by_guest).status == 303
    assert guest.get().html.select("form") == []
    answer = guest.post(sent_by_guest)
    assert answer.status == 422
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Event)) == 1


def test_a_machine_that_fills_in_everything_is_thanked_and_ignored(visit, make_link, sent_by_guest):
    _link, token = make_link()
    answer = visit(token).post(sent_by_guest | {"website": "https://spam.example"})
    assert (answer.status, answer.location) == (303, f"/submit/{token}/sent")
    assert db.session.scalars(sa.select(Event)).all() == []


def test_a_form_of_another_site_is_refused(new_browser, make_link, sent_by_guest):
    _link, token = make_link()
    assert new_browser().post(f"/submit/{token}/", sent_by_guest).status == 400
    assert db.session.scalars(sa.select(Event)).all() == []


def test_the_page_is_kept_nowhere_and_tells_no_other_site(visit, make_link):
    answer = visit(make_link()[1]).get()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.html.select('a[href^="/desk"], nav') == []
