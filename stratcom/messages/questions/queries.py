"""Questions about messages: of one's own organisation, or all for those who answer."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.messages.enums import Origin, QuestionState
from stratcom.messages.models import Message, MessageQuestion

WHOLE = (
    joinedload(MessageQuestion.message),
    joinedload(MessageQuestion.asked_by),
    joinedload(MessageQuestion.answered_by),
    joinedload(MessageQuestion.organisation),
)
SHOWN = 10


def find_question(question_id: int) -> MessageQuestion | None:
    """One question with its message and people, or None."""
    chosen = sa.select(MessageQuestion).where(MessageQuestion.id == question_id).options(*WHOLE)
    return db.session.scalars(chosen.execution_options(populate_existing=True)).first()


def questions(
    *,
    state: QuestionState | None = None,
    origin: Origin | None = None,
    message_id: int | None = None,
    theme_id: int | None = None,
) -> sa.Select[MessageQuestion]:
    """Questions of that kind; those that wait the longest come first, others the newest."""
    found = sa.select(MessageQuestion).options(*WHOLE)
    if state is not None:
        found = found.where(MessageQuestion.state == state)
    if origin is not None:
        found = found.where(MessageQuestion.origin == origin)
    if message_id is not None:
        found = found.where(MessageQuestion.message_id == message_id)
    if theme_id is not None:
        about = sa.select(Message.id).where(Message.theme_id == theme_id)
        found = found.where(MessageQuestion.message_id.in_(about))
    if state is QuestionState.NEW:
        return found.order_by(MessageQuestion.id)
    return found.order_by(MessageQuestion.id.desc())


def own_questions(user: User, message_id: int) -> Sequence[MessageQuestion]:
    """What the person's organisation asked about the message; without one, what they asked."""
    chosen = questions(origin=Origin.PARTNER, message_id=message_id)
    if user.organisation_id is not None:
        chosen = chosen.where(MessageQuestion.organisation_id == user.organisation_id)
    else:
        chosen = chosen.where(MessageQuestion.asked_by_id == user.id)
    return db.session.scalars(chosen.limit(SHOWN)).all()


def count_open(message_id: int | None = None) -> int:
    """How many questions wait for an answer, about one message or all."""
    found = sa.select(sa.func.count()).where(MessageQuestion.state == QuestionState.NEW)
    if message_id is not None:
        found = found.where(MessageQuestion.message_id == message_id)
    return db.session.scalar(found) or 0


def latest_of(message_id: int, limit: int) -> Sequence[MessageQuestion]:
    """The newest questions about a message."""
    return db.session.scalars(questions(message_id=message_id).limit(limit)).all()
