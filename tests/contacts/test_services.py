"""Logging contacts, keeping agreements, files of both: what is stored, told and traced."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.audit.queries import personal_values
from stratcom.contacts.agreement_queries import find_agreement
from stratcom.contacts.enums import AgreementState
from stratcom.contacts.handing import ACCOUNT_HOLDERS
from stratcom.contacts.models import Agreement, ContactEntry, ContactFile
from stratcom.contacts.queries import find_entry
from stratcom.contacts.services import agreements, entries
from stratcom.contacts.services import files as papers
from stratcom.contacts.values import agreement_values, entry_values
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.media import store
from stratcom.moments import today
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from stratcom.search.enums import Kind
from stratcom.search.finding import matching
from stratcom.search.query import read_query
from tests.contacts.sample import PARTNER, agreement, contact, organisation_id, person_at
from tests.media import files


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR)


def traces(subject):
    """Actions and changes of one record, oldest first."""
    found = sa.select(AuditEntry).where(
        AuditEntry.subject_type == subject.__tablename__, AuditEntry.subject_id == subject.id
    )
    return [(one.action, one.changes) for one in db.session.scalars(found.order_by(AuditEntry.id))]


def test_contact_is_logged_with_people_and_found_by_its_words(editor):
    met = person_at("ანა მაისურაძე")
    entry = contact(editor, person_ids=(met.id,), result="გაიმართა შეხვედრა ლექციებზე")
    ((action, changes),) = traces(entry)
    assert (action, changes["people"], changes["created_by_id"]) == (
        "contact.created",
        [None, [met.id]],
        [None, editor.id],
    )
    # What may name people stands apart, where erasing reaches it.
    assert set(changes["purpose"][0]) == {"personal"}
    shown = personal_values(db.session.scalars(sa.select(AuditEntry)).all())
    assert (None, "მემორანდუმის განხილვა") in shown.values()
    for words in ("მემორანდუმი", "ლექცია", "ანა მაისურაძე"):
        found = matching(Kind.CONTACT, read_query(words), editor)
        assert db.session.scalars(found).all() == [entry.id]


def test_another_person_is_told_at_once_of_a_next_step_given_to_them(editor, make_user):
    other = make_user(Role.EDITOR)
    due = today() + timedelta(days=5)
    step = {"next_step": "გაგზავნა", "next_step_due": due}
    contact(editor, next_step_owner_id=editor.id, **step)
    assert db.session.scalars(sa.select(Notice)).all() == []
    entry = contact(editor, next_step_owner_id=other.id, **step)
    notice = db.session.scalars(sa.select(Notice)).one()
    assert (notice.user_id, notice.kind, notice.path) == (
        other.id,
        NoticeKind.NEXT_STEP_DUE,
        f"/desk/contacts/{entry.id}/",
    )
    assert notice.words == {
        "title": "გაგზავნა",
        "who_ka": PARTNER,
        "who_en": "",
        "day": due.isoformat(),
    }
    values = entry_values(entry)
    entries.edit_entry(entry, replace(values, result="ა"), actor=editor, expected_version=1)
    assert len(db.session.scalars(sa.select(Notice)).all()) == 1
    later = replace(entry_values(entry), next_step_due=due + timedelta(days=1))
    entries.edit_entry(entry, later, actor=editor, expected_version=2)
    days = [one.words["day"] for one in db.session.scalars(sa.select(Notice))]
    assert days == [later.next_step_due.isoformat()] * 2


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"happened_on": date(2999, 1, 1)}, "not come yet"),
        ({"next_step": "x", "next_step_due": None}, "by when"),
        ({"next_step": "x", "next_step_owner_id": None}, "who does it"),
        ({"next_step_due": date(2999, 1, 1)}, "to be done"),
        ({"next_step": "x", "next_step_due": date(2000, 1, 1)}, "before the contact"),
    ],
)
def test_nonsense_is_refused(app, editor, change, word):
    step = {"next_step_owner_id": editor.id}
    if "next_step" in change:
        step["next_step_due"] = today()
    with app.test_request_context("/en/"):
        editor.language = "en"
        with pytest.raises(DomainError):
            contact(editor, **(step | change))
    assert db.session.scalars(sa.select(ContactEntry)).all() == []
    assert word


def test_changes_are_traced_and_a_stale_form_is_refused(editor):
    ana, gia = person_at("ანა მაისურაძე"), person_at("გია ლომიძე")
    entry = contact(editor, person_ids=(ana.id,))
    db.session.commit()
    entry = find_entry(entry.id)
    values = entry_values(entry)
    entries.edit_entry(
        entry, replace(values, person_ids=(gia.id,)), actor=editor, expected_version=1
    )
    db.session.commit()
    assert traces(entry)[-1] == ("contact.edited", {"people": [[ana.id], [gia.id]]})
    again = find_entry(entry.id)
    assert (again.row_version, [one.person_id for one in again.person_links]) == (2, [gia.id])
    with pytest.raises(StaleError):
        entries.edit_entry(again, values, actor=editor, expected_version=1)
    entries.edit_entry(again, entry_values(again), actor=editor, expected_version=2)
    assert len(traces(entry)) == 2


def test_next_step_is_done_opened_again_and_archived(editor):
    step = {"next_step": "დარეკვა", "next_step_owner_id": editor.id, "next_step_due": today()}
    entry = contact(editor, **step)
    entries.finish_step(entry, actor=editor)
    assert entry.next_step_done_at is not None
    entries.finish_step(entry, actor=editor)
    entries.reopen_step(entry, actor=editor)
    assert entry.next_step_done_at is None
    entries.archive_entry(entry, actor=editor)
    entries.restore_entry(entry, actor=editor)
    assert [action for action, _ in traces(entry)] == [
        "contact.created",
        "contact.step_done",
        "contact.step_reopened",
        "contact.archived",
        "contact.restored",
    ]
    assert entry.archived_at is None


def test_agreement_is_kept_with_its_parties_in_order(editor):
    made = agreement(PARTNER, "სხვა მხარე", valid_until=date(2027, 1, 1), renews_months=12)
    db.session.commit()
    made = find_agreement(made.id)
    first, second = organisation_id(PARTNER), organisation_id("სხვა მხარე")
    assert agreement_values(made).organisation_ids == (first, second)
    assert traces(made)[0][1]["organisations"] == [None, [first, second]]
    turned = replace(agreement_values(made), organisation_ids=(second,), number="7")
    agreements.edit_agreement(made, turned, actor=editor, expected_version=1)
    db.session.commit()
    assert traces(made)[-1] == (
        "agreement.edited",
        {"number": ["", "7"], "organisations": [[first, second], [second]]},
    )
    with pytest.raises(StaleError):
        agreements.edit_agreement(made, turned, actor=editor, expected_version=1)


@pytest.mark.parametrize(
    "change",
    [
        {"organisation_ids": ()},
        {"signed_on": date(2026, 2, 1), "valid_until": date(2026, 1, 1)},
        {"renews_months": 12},
        {"renews_months": 500, "valid_until": date(2027, 1, 1)},
        {"remind_days": -1},
    ],
)
def test_agreements_that_make_no_sense_are_refused(app, change):
    made = agreement()
    values = replace(agreement_values(made), **change)
    with pytest.raises(DomainError):
        agreements.create_agreement(values, actor=None)


def test_agreement_is_ended_with_day_and_reason_and_taken_back(editor):
    made = agreement(signed_on=date(2026, 1, 1))
    act = {"actor": editor}
    with pytest.raises(DomainError):
        agreements.terminate_agreement(
            made, on=date(2025, 1, 1), reason="x", expected_version=1, **act
        )
    agreements.terminate_agreement(
        made, on=date(2026, 6, 1), reason="შეწყდა დაფინანსება", expected_version=1, **act
    )
    assert traces(made)[-1] == (
        "agreement.terminated",
        {
            "state": ["signed", "terminated"],
            "terminated_on": [None, "2026-06-01"],
            "termination_reason": ["", "შეწყდა დაფინანსება"],
        },
    )
    # Editing an ended agreement does not bring it back to life.
    agreements.edit_agreement(
        made,
        replace(agreement_values(made), state=AgreementState.SIGNED, number="5"),
        expected_version=2,
        **act,
    )
    assert (made.state, made.number) == (AgreementState.TERMINATED, "5")
    agreements.reinstate_agreement(made, expected_version=3, **act)
    assert (made.state, made.terminated_on, made.termination_reason) == (
        AgreementState.SIGNED,
        None,
        "",
    )


def test_files_are_cleaned_kept_removed_and_restored(editor):
    made = agreement()
    file = papers.add_file(made, files.pdf(), filename="C:\\ხელშეკრულება.pdf", actor=editor)
    kept = store.find(file.stored).read_bytes()
    assert kept.startswith(b"%PDF-")
    assert files.SECRET.encode("utf-16-be") not in kept
    assert (file.filename, file.media_type, file.agreement_id) == (
        "ხელშეკრულება.pdf",
        "application/pdf",
        made.id,
    )
    papers.remove_file(file, owner=made, actor=editor)
    assert file.removed_at is not None
    assert store.find(file.stored) is not None
    papers.restore_file(file, owner=made, actor=editor)
    assert [(action, changes) for action, changes in traces(made)[1:]] == [
        ("agreement.file_added", {"file": [None, "ხელშეკრულება.pdf"]}),
        ("agreement.file_removed", {"file": ["ხელშეკრულება.pdf", None]}),
        ("agreement.file_restored", {"file": [None, "ხელშეკრულება.pdf"]}),
    ]


def test_picture_of_a_contact_is_kept_as_picture(editor):
    entry = contact(editor)
    file = papers.add_file(entry, files.photograph(gps=True), filename="დაფა.jpg", actor=editor)
    assert (file.filename, file.media_type, file.entry_id) == (
        "დაფა.webp",
        "image/webp",
        entry.id,
    )
    assert store.find(file.stored).read_bytes()[8:12] == b"WEBP"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00program", "ხელშეკრულება.pdf"),
        (b"plain text", "ხელშეკრულება.docx"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
        (b"", "a.pdf"),
    ],
)
def test_files_are_refused_by_what_they_hold(editor, content, name):
    made = agreement()
    with pytest.raises(DomainError):
        papers.add_file(made, content, filename=name, actor=editor)
    assert db.session.scalars(sa.select(ContactFile)).all() == []


def test_what_a_leaver_has_in_hand_passes_to_another(editor, make_user):
    other = make_user(Role.EDITOR)
    step = {"next_step": "დარეკვა", "next_step_owner_id": editor.id, "next_step_due": today()}
    entry, done = contact(editor, **step), contact(editor, **step)
    entries.finish_step(done, actor=editor)
    made = agreement(responsible_id=editor.id)
    counts = {one.name: one.count(editor) for one in ACCOUNT_HOLDERS}
    assert counts == {"next_steps": 1, "agreements": 1}
    assert {one.name: one.hand_over(editor, other) for one in ACCOUNT_HOLDERS} == counts
    owners = (entry.next_step_owner_id, done.next_step_owner_id, made.responsible_id)
    assert owners == (other.id, editor.id, other.id)
    assert traces(made)[-1] == (
        "agreement.handed_over",
        {"responsible_id": [editor.id, other.id]},
    )
    assert db.session.get(Agreement, made.id).row_version == 2
