"""Bringing messages in from Word: upload, roles, drafts; nothing is made before one says so."""

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role as AccountRole
from stratcom.db import db, utcnow
from stratcom.drafting.enums import DraftState, PartKind
from stratcom.drafting.parts import first_text
from stratcom.drafting.queries import parts_of
from stratcom.messages.models import Message, MessageImport
from stratcom.messages.services.importing import forget_daily
from stratcom.moments import today
from tests.messages import attacks
from tests.messages.import_sample import GEORGIAN, written

PLACE = "/desk/messages/imports/"
TWO = [("Heading 1", "პირველი"), ("Normal", "ერთი."), ("Heading 1", "მეორე"), ("Normal", "ორი.")]


@pytest.fixture
def editor(make_user):
    return make_user(AccountRole.EDITOR, language="en")


@pytest.fixture
def signed_in(browser, editor):
    return browser.sign_in(editor)


def send(browser, content, name="გზავნილი.docx"):
    return browser.post(PLACE, {"file": (BytesIO(content), name)})


def count(model):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def test_document_is_read_and_waits(signed_in):
    answer = send(signed_in, written(GEORGIAN))
    assert answer.status == 303
    page = signed_in.get(answer.location)
    assert page.texts("h1") == ["გზავნილი.docx"]
    assert page.texts("#import-offers h3") == ["უვიზო მიმოსვლა ევროკავშირთან"]
    assert page.html.select_one("#role-0 option[selected]")["value"] == "title"
    assert page.texts(".warning p") == [
        "Three to five pillars carry a message best; here are 2.", "Facts without a source: 1.",
    ]  # fmt: skip
    assert count(Message) == 0
    assert signed_in.get(PLACE).texts("#imports-list td")[0] == "გზავნილი.docx"


def test_versions_know_the_audience_by_its_name(signed_in):
    send(signed_in, written(GEORGIAN))
    kept = db.session.scalars(sa.select(MessageImport)).one()
    version = next(one for one in kept.blocks if one["role"] == "version")
    assert version["facts"]["audience"] == "students"


@pytest.mark.parametrize("htmx", [False, True])
def test_other_roles_change_what_comes_of_it(signed_in, htmx):
    place = send(signed_in, written(TWO)).location
    data = {"role-2": "pillar", "language-2": "ka", "role-1": "nonsense", "role-99": "title"}
    answer = signed_in.post(f"{place}/roles", data, htmx=htmx)
    if htmx:
        assert "<html" not in answer.text
    else:
        assert answer.status == 303
        answer = signed_in.get(answer.location)
    assert answer.texts("#import-offers h3") == ["პირველი"]
    assert "მეორე" in answer.texts("#import-offers article")[0]


def test_one_message_is_made_and_the_other_still_offered(signed_in, editor):
    place = send(signed_in, written(TWO)).location
    answer = signed_in.post(f"{place}/make", {"house": "2"})
    assert answer.status == 303
    # Pressed twice, it makes no second message.
    assert signed_in.post(f"{place}/make", {"house": "2"}).status == 422
    message = db.session.scalars(sa.select(Message)).one()
    assert (message.title_ka, message.state, message.created_by_id) == (
        "მეორე", DraftState.DRAFT, editor.id,
    )  # fmt: skip
    page = signed_in.get(answer.location)
    assert page.texts("#import-offers h3") == ["პირველი"]
    last = signed_in.post(f"{place}/make", {"house": "0"})
    first = db.session.scalars(sa.select(Message).where(Message.title_ka == "პირველი")).one()
    assert last.location == f"/desk/messages/{first.id}"
    assert "Nothing is left to be made." in signed_in.get(place).text


def test_all_are_made_at_once_with_the_roles_as_sent(signed_in):
    place = send(signed_in, written(TWO)).location
    signed_in.post(f"{place}/make", {"house": "all", "role-3": "text", "language-3": "ka"})
    first, second = db.session.scalars(sa.select(Message).order_by(Message.id)).all()
    assert first_text(parts_of(first.id, 1), PartKind.UMBRELLA, "ka") == "ერთი."
    assert first_text(parts_of(second.id, 1), PartKind.BODY, "ka") == "ორი."
    page = signed_in.get(f"/desk/messages/{first.id}")
    assert "გზავნილი.docx" in signed_in.get(f"/desk/drafts/{first.id}/versions").text
    assert page.status == 200


def test_what_may_not_be_saved_is_told(signed_in):
    rows = [("Heading 1", "სათაურია"), ("Normal", "ძალიან გრძელი აზრი. " * 80)]
    place = send(signed_in, written(rows)).location
    answer = signed_in.post(f"{place}/make", {"house": "0"})
    assert answer.status == 422
    assert answer.texts(".note.error")[0] == "This is too long: at most 1000 characters."
    assert count(Message) == 0


@pytest.mark.parametrize("house", ["7", "x", "", "99999999999"])
def test_what_is_not_offered_cannot_be_made(signed_in, house):
    place = send(signed_in, written(TWO)).location
    assert signed_in.post(f"{place}/make", {"house": house}).status == 422
    assert count(Message) == 0


@pytest.mark.parametrize(
    ("build", "name"),
    [
        (attacks.billion_laughs, "a.docx"), (attacks.bomb, "a.docx"), (attacks.macros, "a.docx"),
        (attacks.truncated, "a.docx"), (attacks.deep_tables, "a.docx"), (bytes, "a.docx"),
        (attacks.spreadsheet, "a.docx"), (attacks.in_utf16, "a.exe"), (attacks.utf7, "a.docx"),
    ],
)  # fmt: skip
def test_attack_is_refused_and_nothing_kept(signed_in, build, name):
    answer = send(signed_in, build(), name)
    assert answer.status == 422
    assert answer.texts("#file-error")[0]
    assert count(MessageImport) == 0


def test_without_a_file_it_is_told(signed_in):
    answer = signed_in.post(PLACE, {})
    assert (answer.status, answer.texts("#file-error")) == (422, ["Choose a file first."])


def test_marks_in_a_document_stay_words_on_the_page(signed_in):
    place = send(signed_in, attacks.script_in_text()).location
    page = signed_in.get(place)
    scripts = [one.get("src") for one in page.html.select("main script, main img")]
    assert scripts == []
    assert "<script>alert(1)</script>" in page.html.select_one("#pieces ~ ol").get_text()


def test_name_of_the_file_is_shown_as_words(signed_in):
    place = send(signed_in, written(TWO), "<img src=x onerror=alert(1)>\u202excod.docx").location
    page = signed_in.get(place)
    assert page.html.select("main img") == []
    assert "\u202e" not in page.text


def test_previews_are_private(signed_in, new_browser, make_user):
    place = send(signed_in, written(TWO)).location
    for role in (AccountRole.ADMINISTRATOR, AccountRole.DIRECTOR):
        other = new_browser().sign_in(make_user(role))
        assert other.get(place).status == 404
        for act in ("roles", "make", "drop"):
            assert other.post(f"{place}/{act}", {"house": "all"}).status == 404
    observer = new_browser().sign_in(make_user(AccountRole.OBSERVER))
    assert observer.get(place).status == 403
    assert count(MessageImport) == 1


def test_thrown_away_is_gone(signed_in):
    place = send(signed_in, written(TWO)).location
    assert signed_in.post(f"{place}/drop").location == PLACE
    assert signed_in.get(place).status == 404


def test_after_thirty_days_it_is_forgotten(signed_in):
    send(signed_in, written(TWO))
    send(signed_in, written(TWO))
    old = db.session.scalars(sa.select(MessageImport)).first()
    old.at = utcnow() - timedelta(days=31)
    db.session.flush()
    assert forget_daily(today()) == 0
    assert count(MessageImport) == 1


def test_long_document_is_shown_page_by_page(signed_in):
    rows = [("Heading 1", "სათაურია"), *(("Normal", f"აბზაცი {at}") for at in range(100))]
    place = send(signed_in, written(rows)).location
    page = signed_in.get(f"{place}?page=2")
    assert page.texts(".count") == ["61–101 of 101 · What comes of it"]
    moved = signed_in.post(f"{place}/roles", {"page": "2", "role-3": "nothing"})
    assert moved.location == f"{place}?page=2"
