"""Guests: from the link through correction and approval to the report, and what is refused."""

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry, PersonalValue
from stratcom.db import db
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.models import Event
from stratcom.events.queries import find_event
from stratcom.events.services.records import edit_event, refile
from stratcom.events.services.workflow import move_event
from stratcom.mail.models import OutboxMail
from stratcom.moments import today
from stratcom.notices.models import Notice
from stratcom.submissions.models import GuestSubmission
from tests.submissions.test_short_form import fields_of


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
