"""Merges of terms and organisations take messages along."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.drafting.models import ThemeApproval
from stratcom.messages.enums import Origin
from stratcom.messages.models import (
    Message,
    MessageAudience,
    MessagePledge,
    MessageQuestion,
    MessageReader,
    MessageUse,
)
from stratcom.messages.services.vocabulary import TermsOfMessages
from stratcom.partners import merging
from stratcom.partners.models import Organisation
from stratcom.partners.services import find_or_add
from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term
from stratcom.vocabularies.services import merge_term
from tests.messages.sample import approved_message

MakeUser = Callable[..., User]


@pytest.fixture
def editor(app: Flask, make_user: MakeUser) -> User:
    return make_user(Role.EDITOR)


def two_terms(kind: TermKind) -> list[Term]:
    chosen = sa.select(Term).where(Term.kind == kind).order_by(Term.id).limit(2)
    return list(db.session.scalars(chosen))


def test_themes_move_with_their_second_approval(editor: User) -> None:
    old, new = two_terms(TermKind.THEME)
    message = approved_message(editor, theme_id=old.id)
    db.session.add(ThemeApproval(theme_id=old.id, second_approver_id=editor.id))
    db.session.flush()
    was = message.row_version
    users = TermsOfMessages()
    assert (users.count(old), users.count(new)) == (1, 0)
    merge_term(old, new, users=[users], actor=Machine())
    db.session.expire_all()
    found = db.session.get_one(Message, message.id)
    assert (found.theme_id, found.row_version) == (new.id, was + 1)
    rules = db.session.execute(sa.select(ThemeApproval.theme_id, ThemeApproval.second_approver_id))
    assert rules.all() == [(new.id, editor.id)]


def test_audiences_move_and_none_stands_twice(editor: User) -> None:
    old, new = two_terms(TermKind.AUDIENCE)
    both, one, used = (approved_message(editor, title) for title in ("ორივე", "ერთი", "ნახმარი"))
    db.session.flush()
    db.session.add_all(
        [
            MessageAudience(message_id=both.id, term_id=old.id),
            MessageAudience(message_id=both.id, term_id=new.id),
            MessageAudience(message_id=one.id, term_id=old.id),
            MessageUse(message_id=used.id, number=1, audience_id=old.id),
        ]
    )
    db.session.flush()
    assert TermsOfMessages().move(old, new) == 3
    rows = db.session.execute(
        sa.select(MessageAudience.message_id, MessageAudience.term_id).order_by(
            MessageAudience.message_id
        )
    )
    assert rows.all() == [(both.id, new.id), (one.id, new.id)]
    assert db.session.scalar(sa.select(MessageUse.audience_id)) == new.id
    assert TermsOfMessages().count(old) == 0


def merge(kept: Organisation, gone: Organisation) -> merging.Merge:
    return merging.merge(
        kept.id, gone.id, choices={}, actor=Machine(),
        kept_version=kept.row_version, gone_version=gone.row_version,
    )  # fmt: skip


def holders_of(message: Message) -> dict[str, list[int | None]]:
    columns = (
        MessageReader.organisation_id,
        MessagePledge.organisation_id,
        MessageUse.organisation_id,
        MessageQuestion.organisation_id,
    )
    return {
        str(one.class_.__name__): list(
            db.session.scalars(
                sa.select(one).where(one.class_.message_id == message.id).order_by(one)
            )
        )
        for one in columns
    }


def test_merged_organisations_share_one_reader_and_one_pledge(editor: User) -> None:
    kept, gone = (find_or_add(name, actor=Machine()) for name in ("საქსტატი", "საქსტატისტიკა"))
    alone, both = approved_message(editor, "ერთი"), approved_message(editor, "ორივე")
    db.session.flush()
    for message, bodies in ((alone, [gone]), (both, [kept, gone])):
        for body in bodies:
            at = {"message_id": message.id, "organisation_id": body.id}
            db.session.add_all(
                [
                    MessageReader(**at),
                    MessagePledge(**at),
                    MessageUse(**at, number=1),
                    MessageQuestion(**at, origin=Origin.PARTNER, text="რატომ?"),
                ]
            )
    db.session.commit()
    done = merge(kept, gone)
    db.session.commit()
    assert set(map(tuple, holders_of(alone).values())) == {(kept.id,)}
    found = holders_of(both)
    assert found["MessageReader"] == [kept.id]
    assert found["MessageUse"] == found["MessageQuestion"] == [kept.id, kept.id]
    # The second word of one body stays with the record that went.
    assert found["MessagePledge"] == [kept.id, gone.id]
    merging.undo_merge(done, actor=Machine())
    db.session.commit()
    assert set(map(tuple, holders_of(alone).values())) == {(gone.id,)}
    assert set(map(tuple, holders_of(both).values())) == {(kept.id, gone.id)}
