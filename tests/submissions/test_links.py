"""Guest links on the desk: made, passed on, changed, renewed, closed."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.mail.models import OutboxMail
from stratcom.moments import today
from stratcom.partners.services import find_or_add
from stratcom.submissions.models import GuestLink
from stratcom.submissions.tokens import link_of

BODY = "ახალი ხმა"


@pytest.fixture
def editor(browser, make_user):
    find_or_add(BODY, actor=Machine())
    db.session.commit()
    return browser.sign_in(make_user(Role.EDITOR, language="en"))


def typed(**values):
    until = (today() + timedelta(days=60)).isoformat()
    given = {"organisation": BODY, "valid_until": until, "most": "3", "language": "en"}
    return given | values


def token_in(answer):
    return answer.html.select_one("#address")["value"].split("/submit/")[1].strip("/")


def test_a_link_is_made_and_shown_to_be_passed_on(editor, new_browser):
    answer = editor.post("/desk/guest-links/new", typed(note="ევროპის დღეები"))
    link = db.session.scalars(sa.select(GuestLink)).one()
    assert (answer.status, answer.location) == (303, f"/desk/guest-links/{link.id}/")
    assert (link.most, link.language, link.valid_until) == (3, "en", today() + timedelta(days=60))
    answer = editor.get(answer.location)
    assert answer.texts("#notices .note") == ["The link is ready: copy it and pass it on."]
    assert link_of(token_in(answer))[0].id == link.id
    page = new_browser().get(f"/submit/{token_in(answer)}/")
    assert (page.status, page.html.html["lang"]) == (200, "en")
    listed = editor.get("/desk/guest-links/")
    assert listed.texts("#links-list tbody th a, #links-list td.n") == [BODY, "0 / 3"]
    entry = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.action == "guest_link.created")
    ).one()
    assert entry.changes["nonce"] == [None, "•••"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"organisation": "უცნობი"}, "organisation"),
        ({"valid_until": "2020-01-01"}, "valid_until"),
        ({"valid_until": "2090-01-01"}, "valid_until"),
        ({"most": "0"}, "most"),
        ({"send_to": "eka"}, "send_to"),
    ],
)
def test_what_makes_no_sense_is_refused(editor, values, field):
    answer = editor.post("/desk/guest-links/new", typed(**values))
    assert answer.status == 422
    assert len(answer.html.select(f"#{field}-error")) == 1
    assert answer.html.select_one(f"#{field}")["value"] == values[field]
    assert db.session.scalars(sa.select(GuestLink)).all() == []


def test_the_link_goes_by_mail_where_there_is_a_server(app, editor):
    answer = editor.post("/desk/guest-links/new", typed(send_to="eka@example.org"))
    assert editor.get(answer.location).texts("#notices .warning") == [
        "No mail server is set: copy the link and pass it on yourself."
    ]
    app.config["SMTP_URL"] = "smtp://localhost:2525"
    try:
        answer = editor.post("/desk/guest-links/new", typed(send_to="eka@example.org"))
    finally:
        app.config["SMTP_URL"] = ""
    letter = db.session.scalars(sa.select(OutboxMail)).one()
    assert (letter.to_address, letter.language) == ("eka@example.org", "en")
    assert f"http://localhost/submit/{token_in(editor.get(answer.location))}/" in letter.text


def test_terms_are_changed_and_a_stale_change_is_refused(editor, make_link):
    link, token = make_link()
    path = f"/desk/guest-links/{link.id}/"
    fields = typed(most="20", row_version="1", note="ახალი")
    assert editor.post(path, fields).status == 303
    link = db.session.get_one(GuestLink, link.id)
    assert (link.most, link.note, link_of(token)[1]) == (20, "ახალი", True)
    assert editor.post(path, fields | {"most": "9"}).status == 409
    assert db.session.get_one(GuestLink, link.id).most == 20
    answer = editor.post(path, fields | {"most": "x", "row_version": "2"})
    assert (answer.status, answer.html.select_one("details")["open"]) == (422, "")


def test_a_renewed_link_replaces_the_old_one(editor, make_link):
    link, token = make_link(valid_until=today())
    path = f"/desk/guest-links/{link.id}/"
    assert editor.post(f"{path}close").location == path
    answer = editor.get(path)
    assert (answer.html.select("#address"), link_of(token)[0].closed_at is None) == ([], False)
    editor.post(f"{path}renew")
    assert link_of(token)[1] is False
    link, current = link_of(token_in(editor.get(path)))
    assert current
    assert (link.closed_at, link.valid_until) == (None, today() + timedelta(days=60))
    actions = db.session.scalars(
        sa.select(AuditEntry.action).where(AuditEntry.subject_type == "guest_link")
    ).all()
    assert actions == ["guest_link.created", "guest_link.closed", "guest_link.renewed"]


@pytest.mark.parametrize("htmx", [False, True])
def test_lists_are_pages_or_their_parts(editor, make_link, htmx):
    link, _token = make_link()
    for path, part in (("", "links-list"), (f"{link.id}/", "guest-submissions")):
        answer = editor.get(f"/desk/guest-links/{path}", htmx=htmx)
        assert bool(answer.html.select("h1")) is not htmx
        assert len(answer.html.select(f"#{part}")) == 1


@pytest.mark.parametrize("role", [Role.PARTNER, Role.IMPLEMENTER, Role.OBSERVER])
def test_links_are_for_the_department(browser, make_user, make_link, role):
    link, token = make_link()
    browser.sign_in(make_user(role, organisation=BODY))
    for path in ("", "new", f"{link.id}/"):
        assert browser.get(f"/desk/guest-links/{path}").status == 403
    for path in ("new", f"{link.id}/", f"{link.id}/renew", f"{link.id}/close"):
        assert browser.post(f"/desk/guest-links/{path}", typed()).status == 403
    assert link_of(token)[1] is True
