"""What a merge of two terms does to messages: themes, audiences, uses, second approvals."""

import sqlalchemy as sa

from stratcom.db import db, utcnow
from stratcom.drafting.models import Draft, ThemeApproval
from stratcom.messages.models import Message, MessageAudience, MessageUse
from stratcom.vocabularies.models import Term

UNSYNCHRONISED = {"synchronize_session": False}


class TermsOfMessages:
    """Messages, as the lists of terms know them."""

    def count(self, term: Term) -> int:
        """How many messages carry the term or were used for that audience."""
        counted = sa.select(sa.func.count()).select_from(Draft).where(Draft.id.in_(_with(term)))
        return db.session.scalar(counted) or 0

    def move(self, term: Term, into: Term) -> int:
        """Give the messages of `term` the term `into`; return how many there were."""
        moved = self.count(term)
        # Whoever is editing one of them is told of the change instead of undoing it.
        db.session.execute(
            sa.update(Draft)
            .where(Draft.id.in_(_with(term)))
            .values(row_version=Draft.row_version + 1, updated_at=utcnow()),
            execution_options=UNSYNCHRONISED,
        )
        _move_audiences(term, into)
        for column in (Draft.theme_id, MessageUse.audience_id):
            _move_column(column, term, into)
        _move_rule(term, into)
        db.session.expire_all()
        return moved


def _with(term: Term) -> sa.CompoundSelect[int]:
    return sa.union(
        sa.select(Message.id).where(Draft.theme_id == term.id),
        sa.select(MessageAudience.message_id).where(MessageAudience.term_id == term.id),
        sa.select(MessageUse.message_id).where(MessageUse.audience_id == term.id),
    )


def _move_audiences(term: Term, into: Term) -> None:
    both = sa.select(MessageAudience.message_id).where(MessageAudience.term_id == into.id)
    mine = MessageAudience.term_id == term.id
    db.session.execute(
        sa.delete(MessageAudience).where(mine, MessageAudience.message_id.in_(both)),
        execution_options=UNSYNCHRONISED,
    )
    db.session.execute(
        sa.update(MessageAudience).where(mine).values(term_id=into.id),
        execution_options=UNSYNCHRONISED,
    )


def _move_column(column: sa.orm.InstrumentedAttribute[int | None], term: Term, into: Term) -> None:
    db.session.execute(
        sa.update(column.class_).where(column == term.id).values({column.key: into.id}),
        execution_options=UNSYNCHRONISED,
    )


def _move_rule(term: Term, into: Term) -> None:
    """A second approval that either theme asked for is asked for still."""
    rule = db.session.get(ThemeApproval, term.id)
    if rule is None:
        return
    if db.session.get(ThemeApproval, into.id) is None:
        second_id = rule.second_approver_id
        db.session.add(ThemeApproval(theme_id=into.id, second_approver_id=second_id))
    db.session.delete(rule)
    db.session.flush()
