"""The way to approval: four eyes, two approvers, versions that cannot shift."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.drafting.approval.queries import approvers_of, may_approve, waiting_for
from stratcom.drafting.enums import Decision, DraftState
from stratcom.drafting.models import DraftApproval, DraftVersion, ThemeApproval
from stratcom.drafting.queries import find_version, parts_of
from stratcom.drafting.services import approving
from stratcom.drafting.services.approving_many import approve_many
from stratcom.drafting.services.versions import restore_version, save_version
from stratcom.drafting.services.wording import leave_wording
from stratcom.drafting.wording.checking import places_of
from stratcom.errors import DomainError, StaleError
from stratcom.messages.models import Message
from stratcom.messages.queries import find_message, in_force
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term
from stratcom.wording.services import seed_rules
from tests.messages.sample import draft_message

MakeUser = Callable[..., User]


@pytest.fixture
def people(app: Flask, make_user: MakeUser) -> dict[str, User]:
    roles = {
        "editor": Role.EDITOR,
        "agency": Role.AGENCY_MEMBER,
        "director": Role.DIRECTOR,
        "second": Role.DIRECTOR,
        "admin": Role.ADMINISTRATOR,
    }
    return {name: make_user(role) for name, role in roles.items()}


def a_theme() -> Term:
    found = db.session.scalars(sa.select(Term).where(Term.kind == TermKind.THEME)).first()
    assert found is not None
    return found


def sent(writer: User, sender: User, **columns: object) -> Message:
    message = draft_message(writer, **columns)
    db.session.flush()
    approving.submit(message, actor=sender, expected_version=message.row_version)
    return fresh(message)


def fresh(message: Message) -> Message:
    db.session.flush()
    found = find_message(message.id)
    assert found is not None
    return found


def edited(message: Message, actor: User, text: str) -> None:
    parts = [
        replace(one, texts={**one.texts, "ka": text}) if one.uid == "u" else one
        for one in parts_of(message.id, message.current_number)
    ]
    assert save_version(message, parts, actor=actor, expected_number=message.current_number)


def told(kind: NoticeKind) -> set[int]:
    return set(db.session.scalars(sa.select(Notice.user_id).where(Notice.kind == kind)))


def present(message: Message) -> DraftVersion:
    version = find_version(message.id, message.current_number)
    assert version is not None
    return version


def test_one_approval_puts_a_version_in_force(people: dict[str, User]) -> None:
    message = sent(people["editor"], people["editor"])
    assert message.state is DraftState.SUBMITTED
    assert told(NoticeKind.DRAFT_SUBMITTED) == {
        people[name].id for name in ("director", "second", "admin")
    }
    approving.approve(message, number=1, actor=people["director"])
    assert (message.state, message.approved_number) == (DraftState.APPROVED, 1)
    assert message.approved_at is not None
    assert told(NoticeKind.DRAFT_APPROVED) == {people["editor"].id}
    assert db.session.scalars(sa.select(Message.id).where(in_force())).all() == [message.id]
    (decided,) = db.session.scalars(sa.select(DraftApproval))
    assert (decided.number, decided.decision, decided.step) == (1, Decision.APPROVED, 1)
    assert decided.by_id == people["director"].id
    actions = db.session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert [one for one in actions if one.startswith("message.")] == [
        "message.created", "message.submitted", "message.approved",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("writer", "sender", "allowed"),
    [
        ("editor", "editor", {"director", "second", "admin"}),
        ("director", "editor", {"second", "admin"}),
        ("editor", "director", {"second", "admin"}),
        ("director", "second", {"admin"}),
        ("director", "director", {"second", "admin"}),
        ("agency", "agency", {"director", "second", "admin"}),
    ],
)
def test_four_eyes(people: dict[str, User], writer: str, sender: str, allowed: set[str]) -> None:
    message = sent(people[writer], people[sender])
    version = present(message)
    assert {name for name, one in people.items() if may_approve(one, message, version)} == allowed
    assert set(approvers_of(message, version)) == {people[name] for name in allowed}
    for name, one in people.items():
        waits = db.session.scalars(waiting_for(one)).all()
        assert (message in waits) == (name in allowed)
        if name not in allowed:
            with pytest.raises(DomainError):
                approving.approve(message, number=1, actor=one)
    assert message.approved_number is None


def test_the_author_of_the_present_version_counts(people: dict[str, User]) -> None:
    message = draft_message(people["director"])
    edited(message, people["second"], "სხვა ტექსტი.")
    approving.submit(message, actor=people["editor"], expected_version=message.row_version)
    message = fresh(message)
    with pytest.raises(DomainError):
        approving.approve(message, number=2, actor=people["second"])
    approving.approve(message, number=2, actor=people["director"])
    assert message.approved_number == 2


@pytest.mark.parametrize("named", [None, "admin"])
def test_two_approvals_where_the_theme_asks(people: dict[str, User], named: str | None) -> None:
    theme = a_theme()
    second_id = people[named].id if named else None
    db.session.add(ThemeApproval(theme_id=theme.id, second_approver_id=second_id))
    message = sent(people["editor"], people["editor"], theme_id=theme.id)
    approving.approve(message, number=1, actor=people["director"])
    message = fresh(message)
    assert (message.state, message.approved_number) == (DraftState.HALF_APPROVED, None)
    allowed = {"admin"} if named else {"second", "admin"}
    assert told(NoticeKind.DRAFT_HALF_APPROVED) == {people[name].id for name in allowed}
    assert told(NoticeKind.DRAFT_APPROVED) == set()
    version = present(message)
    for name, one in people.items():
        assert may_approve(one, message, version) == (name in allowed)
        assert bool(db.session.scalars(waiting_for(one)).all()) == (name in allowed)
    with pytest.raises(DomainError):
        approving.approve(message, number=1, actor=people["director"])
    approving.approve(message, number=1, actor=people["admin"])
    assert (message.state, message.approved_number) == (DraftState.APPROVED, 1)
    steps = db.session.scalars(sa.select(DraftApproval.step).order_by(DraftApproval.id)).all()
    assert steps == [1, 2]


def test_a_first_approval_that_was_taken_back_counts_no_more(people: dict[str, User]) -> None:
    theme = a_theme()
    db.session.add(ThemeApproval(theme_id=theme.id))
    message = sent(people["editor"], people["editor"], theme_id=theme.id)
    approving.approve(message, number=1, actor=people["director"])
    approving.take_back(message, actor=people["editor"], expected_version=message.row_version)
    assert (message.state, message.submitted_by_id) == (DraftState.DRAFT, None)
    approving.submit(message, actor=people["editor"], expected_version=message.row_version)
    approving.approve(message, number=1, actor=people["director"])
    assert message.state is DraftState.HALF_APPROVED


def test_an_approval_names_its_version(people: dict[str, User]) -> None:
    message = sent(people["editor"], people["editor"])
    approving.take_back(message, actor=people["editor"], expected_version=message.row_version)
    edited(message, people["editor"], "შეცვლილი ტექსტი.")
    approving.submit(message, actor=people["editor"], expected_version=message.row_version)
    with pytest.raises(StaleError):
        approving.approve(message, number=1, actor=people["director"])
    with pytest.raises(StaleError):
        approving.return_draft(message, number=1, reason="არა", actor=people["director"])
    with pytest.raises(StaleError):
        approving.submit(message, actor=people["editor"], expected_version=0)
    assert message.approved_number is None


def test_returned_with_a_reason(people: dict[str, User]) -> None:
    message = sent(people["agency"], people["agency"])
    with pytest.raises(DomainError):
        approving.return_draft(message, number=1, reason=" ", actor=people["director"])
    approving.return_draft(message, number=1, reason="წყარო აკლია.", actor=people["director"])
    assert (message.state, message.return_reason) == (DraftState.RETURNED, "წყარო აკლია.")
    notice = db.session.scalars(
        sa.select(Notice).where(Notice.kind == NoticeKind.DRAFT_RETURNED)
    ).one()
    assert (notice.user_id, notice.words["reason"]) == (people["agency"].id, "წყარო აკლია.")
    assert notice.path == f"/desk/messages/{message.id}"
    approving.submit(message, actor=people["agency"], expected_version=message.row_version)
    assert message.return_reason == ""


def test_what_was_approved_cannot_shift(people: dict[str, User]) -> None:
    message = sent(people["editor"], people["editor"])
    approving.approve(message, number=1, actor=people["director"])
    edited(message, people["editor"], "ახალი ტექსტი.")
    message = fresh(message)
    assert (message.state, message.current_number) == (DraftState.DRAFT, 2)
    # Partners and the public go on reading the version that was approved.
    assert message.approved is not None
    assert (message.approved_number, message.approved.number) == (1, 1)
    assert message.approved.lead_ka == "ევროკავშირი ოჯახებს ეხმარება."
    db.session.commit()
    for statement in (
        sa.update(DraftVersion).values(title_ka="სხვა"),
        sa.update(DraftApproval).values(number=2),
        sa.delete(DraftApproval),
    ):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            db.session.execute(statement)
        db.session.rollback()


def test_a_new_draft_is_discarded_by_restoring(people: dict[str, User]) -> None:
    message = sent(people["editor"], people["editor"])
    approving.approve(message, number=1, actor=people["director"])
    edited(message, people["editor"], "ახალი ტექსტი.")
    restored = restore_version(message, 1, actor=people["editor"], expected_number=2)
    assert restored is not None
    assert restored.content == present(message).content
    assert parts_of(message.id, 3) == parts_of(message.id, 1)


def test_nothing_is_approved_twice(people: dict[str, User]) -> None:
    message = sent(people["editor"], people["editor"])
    approving.approve(message, number=1, actor=people["director"])
    with pytest.raises(DomainError) as refused:
        approving.approve(message, number=1, actor=people["second"])
    assert refused.value.status == 422


def test_a_wording_that_nobody_decided_about_holds_the_approval(people: dict[str, User]) -> None:
    seed_rules()
    message = draft_message(people["editor"])
    edited(message, people["editor"], "ადმინისტრაციული საზღვრის ხაზთან ტანკები დგანან.")
    approving.submit(message, actor=people["editor"], expected_version=message.row_version)
    message = fresh(message)
    with pytest.raises(DomainError, match=": 1"):
        approving.approve(message, number=2, actor=people["director"])
    (outcome,) = approve_many({message.id: 2}, actor=people["director"])
    assert outcome.refusal
    (place,) = places_of(present(message))
    leave_wording(message, place, "ციტატაა.", actor=people["director"])
    approving.approve(message, number=2, actor=people["director"])
    assert message.approved_number == 2
