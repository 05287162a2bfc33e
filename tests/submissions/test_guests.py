"""Guests: from the link through correction and approval to the report, and what is refused."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry, PersonalValue
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.models import Event
from stratcom.events.queries import find_event
from stratcom.events.services.records import edit_event, refile
from stratcom.events.services.workflow import move_event
from stratcom.mail.models import OutboxMail
from stratcom.moments import today
from stratcom.notices.models import Notice
from stratcom.submissions.models import GuestLink, GuestSubmission
from stratcom.submissions.services import close_link, renew_link
from stratcom.submissions.tokens import token_of
from tests.submissions.test_short_form import fields_of


class Visit:
    """A guest's browser on the page of a link."""

    def __init__(self, browser, token):
        self.browser, self.token, self.root = browser, token, f"/submit/{token}/"
        browser.get(self.root)
        with browser.client.session_transaction() as session:
            session["csrf"] = browser.token

    def get(self, path=""):
        return self.browser.get(self.root + path)

    def post(self, fields, path="", **options):
        return self.browser.post(self.root + path, fields, **options)


@pytest.fixture
def visit(new_browser):
    return lambda token: Visit(new_browser(), token)


def only_event():
    return find_event(db.session.scalars(sa.select(Event.id)).one())


def only_submission():
    return db.session.scalars(sa.select(GuestSubmission)).one()


def move(event, to, actor, reason=""):
    move_event(event, to, actor=actor, expected_version=event.row_version, reason=reason)
    db.session.commit()


def test_a_guest_sends_corrects_and_reports(
    visit, new_browser, make_link, make_user, sent_by_guest
):
    director = make_user(Role.DIRECTOR)
    link, token = make_link()
    guest = visit(token)
    answer = guest.post(sent_by_guest)
    assert (answer.status, answer.location) == (303, f"/submit/{token}/sent")
    assert guest.get("sent").status == 200
    event = only_event()
    assert (event.state, event.owner_id) == (EventState.SUBMITTED, link.organisation_id)
    assert (event.created_by_id, event.submitted_by_id) == (None, None)
    assert [one.organisation.name_ka for one in event.organisation_links] == ["ახალი ხმა"]
    submission = only_submission()
    assert (submission.link_id, submission.sender_name) == (link.id, "ეკა")
    notice = db.session.scalars(sa.select(Notice)).one()
    assert (notice.user_id, notice.kind, notice.words["who_ka"]) == (
        director.id,
        "guest_submitted",
        "ახალი ხმა",
    )
    assert guest.get().texts(".todo .st") == ["Received, being considered"] or guest.get().texts(
        ".todo .st"
    )

    move(event, EventState.RETURNED, director, "რომელ საათზე?")
    answer = guest.get()
    assert answer.texts(".todo .note") == ["რომელ საათზე?"]
    address = answer.html.select_one(".todo .btn")["href"]
    assert address == f"/submit/{token}/{submission.id}/correct"
    fields = fields_of(guest.browser.get(address), "form")
    answer = guest.post(fields | {"start_time": "16:30"}, f"{submission.id}/correct")
    assert (answer.status, answer.location) == (303, f"/submit/{token}/sent")
    event = only_event()
    assert event.state is EventState.SUBMITTED
    assert f"{event.starts_at:%H:%M}" == "12:30"
    kinds = db.session.scalars(sa.select(Notice.kind).where(Notice.user_id == director.id))
    assert kinds.all() == ["guest_submitted", "guest_submitted"]

    move(event, EventState.APPROVED, director)
    for path in (f"{submission.id}/correct", f"{submission.id}/report"):
        answer = guest.get(path)
        assert (answer.status, answer.location) == (303, f"/submit/{token}/")
    answer = guest.post(fields | {"venue_ka": "გვიან"}, f"{submission.id}/correct")
    assert (answer.status, answer.html.select_one("#venue_ka")["value"]) == (409, "გვიან")
    assert len(answer.html.select(".note.error")) == 1
    move(event, EventState.PUBLISHED, make_user(Role.EDITOR))
    public = guest.get().html.select_one(f'.todo a[href="/events/{event.id}/"]')
    assert public is not None
    assert new_browser().get(public["href"]).status == 301

    event.first_day = event.last_day = today()
    event.starts_at = event.lesson = None
    event.lesson = "დერეფანი ვიწროა"
    db.session.commit()
    address = f"{submission.id}/report"
    fields = fields_of(guest.get(address), "form")
    assert (fields["actual_total"], fields["held"]) == ("40", ["yes"])
    answer = guest.post(fields | {"held": "yes", "actual_total": ""}, address)
    assert answer.status == 422
    answer = guest.post(
        fields | {"held": "yes", "actual_total": "55", "result": "ბევრი კითხვა"}, address
    )
    assert (answer.status, answer.location) == (303, f"/submit/{token}/reported")
    event = only_event()
    assert (event.occurrence, event.actual_total, event.result, event.lesson) == (
        Occurrence.HELD,
        55,
        "ბევრი კითხვა",
        "დერეფანი ვიწროა",
    )
    actors = db.session.execute(
        sa.select(AuditEntry.action, AuditEntry.actor_id, AuditEntry.actor_name).where(
            AuditEntry.actor_name == "ახალი ხმა"
        )
    )
    assert [tuple(one) for one in actors] == [
        (action, None, "ახალი ხმა")
        for action in (
            *("event.created", "event.submitted", "guest.sent"),
            *("event.edited", "event.submitted", "event.reported"),
        )
    ]


def test_who_sent_it_stands_apart_from_the_trail(visit, make_link, sent_by_guest):
    visit(make_link()[1]).post(sent_by_guest)
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "guest.sent")).one()
    assert "ეკა" not in str(entry.changes)
    kept = db.session.scalars(sa.select(PersonalValue.after)).all()
    assert sorted(kept) == sorted(["ეკა", "eka@example.org", "555 00 00 00"])


def test_the_sender_is_shown_to_the_department_alone(
    visit, new_browser, make_link, make_user, sent_by_guest
):
    visit(make_link()[1]).post(sent_by_guest)
    path = f"/desk/events/{only_event().id}"
    editor = new_browser().sign_in(make_user(Role.EDITOR, language="en"))
    assert editor.get(path).texts("#sender-panel dd")[:3] == [
        "ეკა",
        "eka@example.org",
        "555 00 00 00",
    ]
    for role in (Role.PARTNER, Role.IMPLEMENTER):
        own = new_browser().sign_in(make_user(role, organisation="ახალი ხმა"))
        answer = own.get(path)
        assert (answer.status, "eka@example.org" in answer.text) == (200, False)


def test_who_sent_it_is_erased_on_request(visit, new_browser, make_link, make_user, sent_by_guest):
    link, token = make_link()
    visit(token).post(sent_by_guest)
    path = f"/desk/guest-links/{link.id}/submissions/{only_submission().id}/forget"
    assert new_browser().sign_in(make_user(Role.EDITOR)).post(path).status == 403
    director = new_browser().sign_in(make_user(Role.DIRECTOR, language="en"))
    page = director.get(f"/desk/events/{only_event().id}")
    assert page.html.select_one("#sender-panel form")["action"] == path
    answer = director.post(path)
    assert (answer.status, answer.location) == (303, f"/desk/guest-links/{link.id}/")
    submission = only_submission()
    left = submission.sender_name + submission.sender_email + submission.sender_phone
    assert left == ""
    assert db.session.scalars(sa.select(PersonalValue)).all() == []
    last = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (last.action, last.changes) == ("guest.forgotten", {})
    page = director.get(f"/desk/events/{only_event().id}")
    assert page.texts("#sender-panel .mute")[0] == "The details of the sender are erased."
    assert director.get(f"/desk/guest-links/{link.id}/").status == 200


def test_what_was_typed_stays_when_it_is_refused(visit, make_link, sent_by_guest):
    wrong = sent_by_guest | {"sender_email": "", "sender_phone": "", "first_day": "ხვალ"}
    answer = visit(make_link(language="en")[1]).post(wrong)
    assert answer.status == 422
    assert answer.html.html["lang"] == "en"
    assert len(answer.html.select(".error-summary li")) == 2
    assert answer.html.select_one("#title_ka")["value"] == sent_by_guest["title_ka"]
    assert answer.html.select_one("#first_day")["value"] == "ხვალ"
    assert answer.html.select_one("#sender_name")["value"] == "ეკა"
    assert answer.texts("#sender_email-error") == ["Give an e-mail address or a telephone number."]
    assert db.session.scalars(sa.select(Event)).all() == []


@pytest.mark.parametrize("address", ["ა ბ@example.org", "a@b", "a@b.ge\nBcc: c@d.ge", "a,b@c.ge"])
def test_an_odd_address_is_refused(visit, make_link, sent_by_guest, address):
    answer = visit(make_link()[1]).post(sent_by_guest | {"sender_email": address})
    assert (answer.status, len(answer.html.select("#sender_email-error"))) == (422, 1)


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


def test_a_save_over_the_departments_loses_nothing(visit, make_link, make_user, sent_by_guest):
    guest = visit(make_link(language="en")[1])
    guest.post(sent_by_guest)
    path = f"{only_submission().id}/correct"
    fields = fields_of(guest.get(path), "form")
    event = only_event()
    editor = make_user(name="ლევანი")
    edit_event(event, {"venue_ka": "მერია"}, actor=editor, expected_version=event.row_version)
    db.session.commit()
    answer = guest.post(fields | {"venue_ka": "სკოლა"}, path)
    assert answer.status == 409
    assert answer.texts(".error-summary dd") == ["Saved by the other person: მერია"]
    assert "ლევანი" not in answer.text
    assert guest.post(fields_of(answer, "form"), path).status == 303
    assert only_event().venue_ka == "სკოლა"


def test_markup_stays_text(visit, make_link, make_user, new_browser, sent_by_guest):
    bad = "<script>alert(1)</script>"
    guest = visit(make_link()[1])
    guest.post(sent_by_guest | {"title_ka": bad, "sender_name": bad, "summary_ka": bad})
    assert "<script>alert" not in guest.get().text
    editor = new_browser().sign_in(make_user())
    for path in (
        f"/desk/events/{only_event().id}",
        f"/desk/guest-links/{only_submission().link_id}/",
    ):
        answer = editor.get(path)
        assert "<script>alert" not in answer.text
        assert "&lt;script&gt;alert(1)" in answer.text


@pytest.fixture
def with_mail(app):
    kept = app.config["SMTP_URL"]
    app.config["SMTP_URL"] = "smtp://localhost:2525"
    yield
    app.config["SMTP_URL"] = kept


@pytest.mark.parametrize("language", ["ka", "en"])
def test_guests_are_written_to(with_mail, visit, make_link, make_user, sent_by_guest, language):
    director = make_user(Role.DIRECTOR)
    _link, token = make_link(language=language)
    visit(token).post(sent_by_guest)
    event = only_event()
    move(event, EventState.RETURNED, director, "რომელ საათზე?")
    returned = db.session.scalars(
        sa.select(OutboxMail).where(OutboxMail.to_address == "eka@example.org")
    ).one()
    assert (returned.to_name, returned.language, returned.kind) == ("ეკა", language, "guest_answer")
    assert "რომელ საათზე?" in returned.text
    assert f"http://localhost/submit/{token}/" in returned.text
    assert returned.subject.endswith(event.title_ka)
    if language == "en":
        assert returned.subject == f"Please correct: {event.title_ka}"
    event.state = EventState.SUBMITTED
    move(event, EventState.APPROVED, director)
    letters = sa.select(sa.func.count()).select_from(OutboxMail)
    assert db.session.scalar(letters.where(OutboxMail.kind == "guest_answer")) == 2


def test_nobody_is_written_to_without_mail_or_address(visit, make_link, make_user, sent_by_guest):
    director = make_user(Role.DIRECTOR)
    visit(make_link()[1]).post(sent_by_guest)
    move(only_event(), EventState.RETURNED, director, "?")
    assert (
        db.session.scalars(sa.select(OutboxMail).where(OutboxMail.kind == "guest_answer")).all()
        == []
    )


def test_states_in_words(visit, make_link, sent_by_guest):
    guest = visit(make_link(language="en")[1])
    guest.post(sent_by_guest)
    event = only_event()
    said = {}
    for state in EventState:
        event.state = state
        db.session.commit()
        said[state.value] = guest.get().texts(".todo .st")[0]
        event = only_event()
    assert said == {
        "draft": "Draft: not sent yet",
        "submitted": "Received, being considered",
        "returned": "Returned: please correct it",
        "approved": "Approved",
        "published": "Published",
    }
    event.confidential = True
    refile(event)
    db.session.commit()
    assert guest.get().html.select('a[href^="/events/"]') == []
